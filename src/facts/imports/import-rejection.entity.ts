import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { Id, Reference, Text, Whole, Word } from '../../platform/columns.js';
import { Import } from './import.entity.js';

@Entity('import_rejection')
@Index(['importId', 'code'])
@ObjectType({ description: 'A row that was not taken over, and why.' })
export class ImportRejection {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @Reference()
  importId: string;

  @ManyToOne(() => Import, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'importId' })
  import?: Import;

  @Whole()
  @Field(() => Int, { description: 'The line of the file on which the row begins, counted from 1 with the header.' })
  line: number;

  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: 'The column at fault; null where the row as a whole is.' })
  column: string | null;

  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: 'What stands in that cell, shortened where it is long.' })
  cell: string | null;

  @Word()
  @Field({ description: 'Why, as a code from a closed list (see docs/imports.md).' })
  code: string;

  @Text()
  @Field({ description: 'Why, in a sentence, and what to do.' })
  message: string;
}

import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Workspace } from '../access/workspace.entity.js';
import { Id, Reference, Text } from '../platform/columns.js';

@Entity('territory')
@Unique(['workspaceId', 'name'])
@ObjectType({ description: 'A part of the market that salespeople are responsible for.' })
export class Territory {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @ManyToOne(() => Workspace, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspaceId' })
  workspace?: Workspace;

  @Text()
  @Field({ description: 'Its name, unique in the workspace.' })
  name: string;

  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: 'The region it lies in.' })
  region: string | null;
}

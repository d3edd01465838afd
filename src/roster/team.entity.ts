import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Workspace } from '../access/workspace.entity.js';
import { Id, Reference, Text } from '../platform/columns.js';

@Entity('team')
@Unique(['workspaceId', 'name'])
@ObjectType({ description: 'Salespeople with one manager.' })
export class Team {
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
}

import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Workspace } from '../access/workspace.entity.js';
import { Id, Money, Reference, Text } from '../platform/columns.js';
import { Salesperson } from './salesperson.entity.js';
import { Territory } from './territory.entity.js';

@Entity('account')
@Unique(['workspaceId', 'externalKey'])
@Index(['ownerId'])
@Index(['territoryId'])
@Index(['workspaceId', 'name'])
@ObjectType({ description: 'A customer, or somebody who may become one.' })
export class Account {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @ManyToOne(() => Workspace, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspaceId' })
  workspace?: Workspace;

  @Text()
  @Field({ description: 'Its key in the CRM, unique in the workspace.' })
  externalKey: string;

  @Text()
  @Field({ description: 'Its name.' })
  name: string;

  @Reference({ nullable: true })
  ownerId: string | null;

  @ManyToOne(() => Salesperson, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'ownerId' })
  owner?: Salesperson | null;

  @Reference({ nullable: true })
  territoryId: string | null;

  @ManyToOne(() => Territory, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'territoryId' })
  territory?: Territory | null;

  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: 'The industry it works in.' })
  sector: string | null;

  @Money({ nullable: true })
  @Field(() => Float, {
    nullable: true,
    description: "What it could buy in a year, from anybody, in minor units of the workspace's currency.",
  })
  potentialMinor: number | null;
}

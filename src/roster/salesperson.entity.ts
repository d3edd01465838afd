import { Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Workspace } from '../access/workspace.entity.js';
import { Day, Id, Reference, Text, Word } from '../platform/columns.js';
import { Profile, UnitKind } from './roster.rules.js';
import { Team } from './team.entity.js';
import { Territory } from './territory.entity.js';

registerEnumType(Profile, {
  name: 'Profile',
  description: 'How a salesperson sells, after the five profiles of The Challenger Sale.',
  valuesMap: {
    HARD_WORKER: { description: 'Makes more calls and visits than the others.' },
    CHALLENGER: { description: 'Teaches customers something new about their own business.' },
    RELATIONSHIP_BUILDER: { description: 'Wins through personal relationships.' },
    LONE_WOLF: { description: 'Follows instinct rather than the rules.' },
    PROBLEM_SOLVER: { description: 'Follows up until every detail is solved.' },
    UNKNOWN: { description: 'Nobody has said.' },
  },
});

registerEnumType(UnitKind, {
  name: 'UnitKind',
  description: 'What is assigned to the arms of a pilot.',
  valuesMap: {
    SALESPERSON: { description: 'Each salesperson by herself or himself.' },
    TEAM: { description: 'Whole teams: everybody in a team is in the same arm.' },
    TERRITORY: { description: 'Whole territories: everybody in a territory is in the same arm.' },
  },
});

/** Name and key of a real person are fields of the resolver, which shows them to those who may see them. */
@Entity('salesperson')
@Unique(['workspaceId', 'externalKey'])
@Unique(['workspaceId', 'pseudonym'])
@Index(['teamId'])
@Index(['territoryId'])
@ObjectType({ description: 'Somebody who sells. Outside the roster only the pseudonym appears.' })
export class Salesperson {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @ManyToOne(() => Workspace, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'workspaceId' })
  workspace?: Workspace;

  @Text()
  externalKey: string;

  @Text()
  name: string;

  @Text()
  @Field({ description: 'How this person appears in pilots, analyses and exports.' })
  pseudonym: string;

  @Reference({ nullable: true })
  teamId: string | null;

  @ManyToOne(() => Team, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'teamId' })
  team?: Team | null;

  @Reference({ nullable: true })
  territoryId: string | null;

  @ManyToOne(() => Territory, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'territoryId' })
  territory?: Territory | null;

  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: 'Region, where it differs from that of the territory.' })
  region: string | null;

  @Word()
  @Field(() => Profile, { description: 'How this person sells.' })
  profile: Profile;

  @Day({ nullable: true })
  @Field(() => String, { nullable: true, description: 'First day in the field (YYYY-MM-DD).' })
  startedOn: string | null;

  @Day({ nullable: true })
  @Field(() => String, { nullable: true, description: 'Last day in the field (YYYY-MM-DD).' })
  leftOn: string | null;
}

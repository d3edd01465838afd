import { Field, ID, ObjectType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Id, Json, Reference, Text, Word } from '../platform/columns.js';
import { Pilot } from '../pilots/pilot.entity.js';
import type { SegmentBy } from '../pilots/plan.rules.js';
import { Salesperson } from '../roster/salesperson.entity.js';

/** Where a salesperson stood when the cohorts were drawn: every analysis goes by this, wherever they move later. */
@Entity('cohort_member')
@Unique(['pilotId', 'salespersonId'])
@Index(['salespersonId'])
@ObjectType({ description: 'A salesperson in a cohort, as drawn at registration. By pseudonym only.' })
export class CohortMember {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @Reference()
  pilotId: string;

  @ManyToOne(() => Pilot, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'pilotId' })
  pilot?: Pilot;

  /** The row of what was assigned: a salesperson, a team or a territory, as the plan says. */
  @Reference()
  unitId: string;

  /** May be a real name: never shown outside the roster. */
  @Text()
  unitKey: string;

  @Text()
  @Field({ description: 'What was assigned: the pseudonym itself, or the name of the team or territory.' })
  unitLabel: string;

  @Reference()
  salespersonId: string;

  @ManyToOne(() => Salesperson, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'salespersonId' })
  salesperson?: Salesperson;

  @Text()
  @Field({ description: 'The pseudonym at registration.' })
  pseudonym: string;

  @Text({ nullable: true })
  @Field(() => String, { nullable: true, description: 'The stratum it was drawn in; null where there were none.' })
  stratum: string | null;

  @Word()
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  /** Where the registered plan asks whether the uplift differs: the segment by each of these, as it was that day. */
  @Json({ nullable: true })
  segments: Partial<Record<SegmentBy, string | null>> | null;
}

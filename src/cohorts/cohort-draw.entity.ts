import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import { Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { Id, Instant, Json, Real, Reference, Word } from '../platform/columns.js';
import { Pilot } from '../pilots/pilot.entity.js';
import { Mechanism } from '../pilots/plan.rules.js';
import type { FrozenUnit } from './frozen-roster.rules.js';

/** The one draw of a pilot: that there is only one is held by the database itself. */
@Entity('cohort_draw')
@Unique(['pilotId'])
@ObjectType({
  description: 'How the cohorts of a pilot were drawn: all that is needed to draw them again (docs/redraw.md).',
})
export class CohortDraw {
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

  @Word()
  @Field({ description: 'SHA-256 of the frozen plan, in hex.' })
  planHash: string;

  @Word()
  @Field({ description: 'SHA-256 of the canonical JSON of the frozen roster, in hex.' })
  rosterSha256: string;

  @Word()
  @Field({ description: '32 random bytes in hex, taken after the plan had been hashed.' })
  randomness: string;

  /** 32 bits do not fit a signed integer; a double holds them exactly. */
  @Real()
  @Field(() => Float, { description: 'The first 32 bits of SHA-256("planHash:rosterSha256:randomness").' })
  seed: number;

  @Word()
  @Field(() => Mechanism, { description: 'Drawn, drawn within strata, or chosen by hand.' })
  mechanism: Mechanism;

  /** Sorted by unit. Salespeople by pseudonym; shown by the resolver to those who may see cohorts by pseudonym. */
  @Json()
  roster: FrozenUnit[];

  @Instant()
  @Field({ description: 'When they were drawn (ISO 8601, UTC).' })
  drawnAt: string;
}

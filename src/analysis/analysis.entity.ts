import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { User } from '../access/user.entity.js';
import { Pilot } from '../pilots/pilot.entity.js';
import { Day, Flag, Id, Instant, Json, Reference, Whole, Word } from '../platform/columns.js';
import type { AnalysisResult } from './result/analysis-result.js';
import { Standing } from './look.rules.js';
import { Verdict } from './verdict/verdict.rules.js';

registerEnumType(Verdict, {
  name: 'Verdict',
  description: 'What the evidence says. A decision is another thing.',
  valuesMap: {
    PROVEN: {
      description: 'A randomised pilot with a significant uplift, used, with clean data and no harm elsewhere.',
    },
    PROMISING: { description: 'Better, but not proven: something is missing for certainty.' },
    NO_MEANINGFUL_EFFECT: { description: 'The effect is too small to matter, and that is certain.' },
    INCONCLUSIVE: { description: 'The data cannot tell.' },
    HARMFUL: { description: 'It did harm, in the primary metric or in a guardrail.' },
    NOT_TESTED: { description: 'It was hardly used, so nothing can be said about it.' },
    INVALID: { description: 'The data are damaged in a way that forbids any reading.' },
    DESCRIPTIVE: { description: 'No fair comparison was made: a description, not an effect.' },
  },
});

registerEnumType(Standing, {
  name: 'AnalysisStanding',
  description: 'Where an analysis stands.',
  valuesMap: {
    OFFICIAL: { description: 'The first at a registered look. Its verdict is the one that counts.' },
    REANALYSIS: { description: 'Made again at a look, or after the last one.' },
    MONITORING: { description: 'Between looks: not a result. Without p-values and without a verdict.' },
  },
});

/** The rest of its fields are in analysis-fields.resolver.ts, which reads them out of `result`. */
@Entity('analysis')
@Unique(['officialKey'])
@Index(['workspaceId', 'pilotId'])
@Index(['madeById'])
@ObjectType({ description: 'One result of a pilot at a moment. It never changes.' })
export class Analysis {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @Reference()
  @Field(() => ID, { description: 'The pilot it is of.' })
  pilotId: string;

  @ManyToOne(() => Pilot, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'pilotId' })
  pilot?: Pilot;

  @Whole()
  @Field(() => Int, { description: 'Number of the look at which it was made; of the next one where it is monitoring.' })
  look: number;

  @Word()
  @Field(() => Standing, { description: 'Official, made again, or monitoring.' })
  standing: Standing;

  /** Pilot and look of an official analysis, null otherwise: the database itself allows only one. */
  @Word({ nullable: true })
  officialKey: string | null;

  @Word({ nullable: true })
  @Field(() => Verdict, { nullable: true, description: 'What the evidence says; null where it is monitoring.' })
  verdict: Verdict | null;

  @Day()
  @Field({ description: 'Last day whose facts it saw (YYYY-MM-DD). Deals that closed later count as open.' })
  cutOffOn: string;

  @Flag()
  @Field({ description: 'Whether its workspace lives in simulated time.' })
  simulated: boolean;

  @Word()
  @Field({ description: 'SHA-256 of the registered plan.' })
  planHash: string;

  @Word()
  @Field({ description: 'SHA-256 of everything that went in. The same inputs give the same result, bit for bit.' })
  inputsSha256: string;

  @Word()
  @Field({ description: 'Name and version of the statistics.' })
  engine: string;

  /** Distinct salespeople of the smallest arm: readers of workspaces that ask for more do not get to see it. */
  @Whole()
  smallestCohort: number;

  @Json()
  result: AnalysisResult;

  @Reference()
  madeById: string;

  @ManyToOne(() => User, { onDelete: 'NO ACTION' })
  @JoinColumn({ name: 'madeById' })
  madeBy?: User;

  @Instant()
  @Field({ description: "When it was made, by the workspace's clock (ISO 8601, UTC)." })
  madeAt: string;
}

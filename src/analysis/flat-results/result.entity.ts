import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { Day, Flag, Id, Real, Reference, Text, Whole, Word } from '../../platform/columns.js';
import type { GuardrailJudgement } from '../../statistics/index.js';
import { Analysis } from '../analysis.entity.js';
import { Standing } from '../look.rules.js';
import { MetricRole } from '../metric-role.rules.js';
import { Verdict } from '../verdict/verdict.rules.js';

registerEnumType(MetricRole, {
  name: 'MetricRole',
  description: 'The part a metric plays in a pilot.',
  valuesMap: {
    PRIMARY: { description: 'The one the verdict is about.' },
    SECONDARY: { description: 'Judged together with the other secondary ones.' },
    GUARDRAIL: { description: 'Must not get worse by more than its margin.' },
    EXPLORATORY: { description: 'Only looked at; it proves nothing.' },
  },
});

const relative = 'relative to control, as a share';

/** Written with its analysis and never changed: names are those of the registered plan. */
@Entity('result')
@Index(['workspaceId', 'metric'])
@Index(['analysisId'])
@ObjectType({ description: 'One metric of one analysis as a flat row, for tables and exports.' })
export class Result {
  @Id()
  @Field(() => ID, { description: 'Stable identifier.' })
  id: string;

  @Reference()
  workspaceId: string;

  @Reference()
  @Field(() => ID, { description: 'The analysis it is from.' })
  analysisId: string;

  @ManyToOne(() => Analysis, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'analysisId' })
  analysis?: Analysis;

  @Reference()
  @Field(() => ID, { description: 'The pilot it is of.' })
  pilotId: string;

  @Text()
  @Field({ description: 'Name of the pilot.' })
  pilotName: string;

  @Text()
  @Field({ description: 'Name of the play.' })
  playName: string;

  @Word()
  @Field({ description: 'PROCEDURE, ARGUMENT or TOOL.' })
  playKind: string;

  @Whole()
  @Field(() => Int, { description: 'Version of the play.' })
  playVersion: number;

  @Whole()
  @Field(() => Int, { description: 'Number of the look.' })
  look: number;

  @Word()
  @Field(() => Standing, { description: 'Official or made again.' })
  standing: Standing;

  @Word()
  @Field(() => Verdict, { description: 'Verdict of the pilot at this analysis.' })
  verdict: Verdict;

  @Day()
  @Field({ description: 'Last day whose facts were seen (YYYY-MM-DD).' })
  cutOffOn: string;

  @Flag()
  @Field({ description: 'Whether the workspace lives in simulated time.' })
  simulated: boolean;

  @Word()
  @Field({ description: 'Reference of the metric, key@version.' })
  metric: string;

  @Word()
  @Field(() => MetricRole, { description: 'Its part in the pilot.' })
  role: MetricRole;

  @Word()
  @Field({ description: 'SHARE, MONEY (minor units), COUNT or DAYS.' })
  unit: string;

  @Word()
  @Field({ description: 'UP or DOWN: which direction is good.' })
  direction: string;

  @Word()
  @Field({ description: 'Estimator.' })
  method: string;

  @Word()
  @Field({ description: 'Scale of the model: log, raw or ratio.' })
  scale: string;

  @Whole()
  @Field(() => Int, { description: 'Assigned units of the control arm with an outcome.' })
  controlUnits: number;

  @Whole()
  @Field(() => Int, { description: 'Assigned units of the pilot arm with an outcome.' })
  pilotUnits: number;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: 'Adjusted mean of control, in the unit of the metric.' })
  controlMean: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: 'Adjusted mean of the pilot arm, in the unit of the metric.' })
  pilotMean: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: 'Effect on the scale of the model.' })
  estimate: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: 'Standard error of the effect on the scale of the model.' })
  standardError: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: 'Satterthwaite degrees of freedom.' })
  degreesOfFreedom: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: 'p-value of the model.' })
  pValue: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: 'p-value of the randomisation test, where it was run.' })
  randomisationPValue: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: 'Uplift in the unit of the metric.' })
  absoluteUplift: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: 'Lower bound of the uplift; null where unbounded.' })
  absoluteLow: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: 'Upper bound of the uplift; null where unbounded.' })
  absoluteHigh: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: `Uplift ${relative}.` })
  relativeUplift: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: `Lower bound of the uplift ${relative}; null where unbounded.` })
  relativeLow: number | null;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: `Upper bound of the uplift ${relative}; null where unbounded.` })
  relativeHigh: number | null;

  @Real()
  @Field(() => Float, { description: 'Two-sided level of the look.' })
  level: number;

  @Flag()
  @Field({ description: 'Whether both tests are at or below the level, after Holm among secondary metrics.' })
  significant: boolean;

  @Real({ nullable: true })
  @Field(() => Float, { nullable: true, description: `Margin of a guardrail, ${relative}.` })
  marginShare: number | null;

  @Word({ nullable: true })
  @Field(() => String, { nullable: true, description: 'NON_INFERIOR, HARMFUL or UNDECIDED, for guardrails.' })
  judgement: GuardrailJudgement | null;

  @Word({ nullable: true })
  @Field(() => String, { nullable: true, description: 'Code of the refusal where the statistics gave no number.' })
  refusal: string | null;

  /** Distinct salespeople of the smallest arm: fewer than the workspace asks for are never shown. */
  @Whole()
  smallestCohort: number;
}

import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { Clustering, GuardrailJudgement } from '../../statistics/index.js';
import type {
  AdoptionResult,
  ArmAttrition,
  ArmValue,
  CheckResult,
  GuardrailResult,
  MetricResult,
  WeekResult,
} from './analysis-result.js';

/** The GraphQL types of what analysis-result.ts describes. Bounds are a list of two, as in the command's JSON. */
export const BOUNDS = 'lower and upper bound, null where unbounded';

@ObjectType('UpliftEstimate', { description: 'An uplift with its interval.' })
export class EstimateFields {
  @Field(() => Float, { description: 'Best estimate.' })
  estimate: number;

  @Field(() => [Float], { nullable: 'items', description: `Interval at the level of the look: ${BOUNDS}.` })
  interval: readonly (number | null)[];
}

@ObjectType('AdjustedMeans', { description: 'Means of both arms at the same baseline, in the unit of the metric.' })
export class AdjustedMeansFields {
  @Field(() => Float, { description: 'Control.' })
  control: number;

  @Field(() => Float, { description: 'The pilot arm.' })
  pilot: number;
}

@ObjectType('AdjustedIntervals', { description: 'Intervals of the means of both arms, in the unit of the metric.' })
class AdjustedIntervalsFields {
  @Field(() => [Float], { nullable: 'items', description: `Of control: ${BOUNDS}.` })
  control: readonly (number | null)[];

  @Field(() => [Float], { nullable: 'items', description: `Of the pilot arm: ${BOUNDS}.` })
  pilot: readonly (number | null)[];
}

@ObjectType('RandomisationTest', { description: 'How often chance alone, drawn as it was drawn, does as much.' })
export class RandomisationFields {
  @Field(() => Float, { description: 'p-value, the registered draw counted.' })
  pValue: number;

  @Field(() => Int, { description: 'Assignments compared.' })
  draws: number;

  @Field({ description: 'Whether these were all that could have been drawn.' })
  exact: boolean;

  @Field(() => Float, { description: 'Smallest p-value this design can give.' })
  smallestPossible: number;

  @Field(() => Float, { description: 'Seed of the re-draws.' })
  seed: number;

  @Field(() => [Float], { nullable: 'itemsAndList', description: `Interval by inversion of the test: ${BOUNDS}.` })
  interval: readonly (number | null)[] | null;
}

@ObjectType('Clustering', {
  description: 'How alike the salespeople of one team or territory are, and what they are worth.',
})
class ClusteringFields implements Clustering {
  @Field(() => Int, { description: 'Analysed rows of both arms.' })
  rows: number;

  @Field(() => Int, { description: 'Assigned clusters of both arms.' })
  clusters: number;

  @Field(() => Float, { description: 'Intraclass correlation of what the model leaves of the outcome.' })
  correlation: number;

  @Field(() => Float, { description: 'By how much it inflates the variance of a mean, at least 1.' })
  designEffect: number;

  @Field(() => Float, { description: 'Independent rows that would tell as much.' })
  effectiveRows: number;
}

@ObjectType('StatisticalRefusal', { description: 'Why the statistics give no number.' })
export class RefusalFields {
  @Field({ description: 'Stable code.' })
  code: string;

  @Field({ description: 'What is wrong.' })
  message: string;

  @Field(() => [String], { description: 'Where, and what to do about it.' })
  reasons: string[];
}

@ObjectType('Comparison', { description: 'The pilot arm against control. Numbers are null where refused.' })
export class ComparisonFields {
  @Field({ description: 'Key of the pilot arm.' })
  arm: string;

  @Field({ description: 'Estimator.' })
  method: string;

  @Field({ description: 'Scale of the model: log, raw or ratio.' })
  scale: string;

  @Field(() => Float, { nullable: true, description: 'Log coefficient, difference, or difference of ratios.' })
  estimate: number | null;

  @Field(() => Float, { nullable: true, description: 'Its standard error.' })
  standardError: number | null;

  @Field(() => Float, { nullable: true, description: 'Satterthwaite degrees of freedom.' })
  degreesOfFreedom: number | null;

  @Field(() => Float, { nullable: true, description: 'p-value of the model; null while monitoring.' })
  pValue: number | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: `Interval of the estimate: ${BOUNDS}.` })
  interval: readonly (number | null)[] | null;

  @Field(() => AdjustedMeansFields, { nullable: true, description: 'Means of both arms.' })
  adjustedMeans: AdjustedMeansFields | null;

  @Field(() => AdjustedIntervalsFields, { nullable: true, description: 'Intervals of both means, each by itself.' })
  adjustedIntervals: AdjustedIntervalsFields | null;

  @Field(() => EstimateFields, { nullable: true, description: 'Uplift in the unit of the metric.' })
  absolute: EstimateFields | null;

  @Field(() => EstimateFields, { nullable: true, description: 'Uplift as a share of the control mean.' })
  relative: EstimateFields | null;

  @Field(() => RandomisationFields, { nullable: true, description: 'The randomisation test, where it was run.' })
  randomisation: RandomisationFields | null;

  @Field(() => ClusteringFields, {
    nullable: true,
    description: 'How alike rows of one cluster are; null where each assigned unit is one row.',
  })
  clustering: ClusteringFields | null;

  @Field({ description: 'Both tests at or below the level, and nothing withheld.' })
  significant: boolean;

  @Field(() => String, { nullable: true, description: 'Why "significant" is withheld whatever the p-values say.' })
  withheld: string | null;
}

@ObjectType('ArmValue', { description: 'One arm in one metric.' })
export class ArmValueFields implements ArmValue {
  @Field({ description: 'Key of the arm in the plan.' })
  armKey: string;

  @Field({ description: 'Name of the arm.' })
  name: string;

  @Field({ description: 'Whether it is the control arm.' })
  isControl: boolean;

  @Field(() => Int, { description: 'Assigned units with an outcome.' })
  units: number;

  @Field(() => Int, { description: 'Distinct salespeople with an outcome.' })
  people: number;

  @Field(() => Float, { nullable: true, description: 'Adjusted mean in the unit of the metric (money: minor units).' })
  value: number | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: `Its interval: ${BOUNDS}.` })
  interval: ArmValue['interval'];
}

@ObjectType('OpenShare', { description: 'Deals of an arm that were still open.' })
export class OpenShareFields {
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  @Field(() => Float, { description: 'Share of its deals of the window, 0-1.' })
  share: number;
}

@ObjectType('MetricResult', { description: 'What came out for one metric.' })
export class MetricResultFields implements Omit<MetricResult, 'comparison' | 'otherArms'> {
  @Field({ description: 'Reference of the metric, key@version.' })
  metric: string;

  @Field({ description: 'Name of the metric.' })
  name: string;

  @Field(() => String, { description: 'SHARE, MONEY (minor units), COUNT or DAYS.' })
  unit: MetricResult['unit'];

  @Field(() => String, { description: 'UP or DOWN: which direction is good.' })
  direction: MetricResult['direction'];

  @Field(() => ComparisonFields, {
    description: 'The pilot arm against control; of several, the one the verdict is about.',
  })
  comparison: ComparisonFields;

  @Field(() => [ComparisonFields], { description: 'Further pilot arms against control, where there are several.' })
  otherArms: ComparisonFields[];

  @Field(() => [ArmValueFields], { description: 'Each arm, control first.' })
  arms: ArmValueFields[];

  @Field(() => [OpenShareFields], { description: 'Deals still open, by arm.' })
  openShare: OpenShareFields[];
}

@ObjectType('GuardrailResult', { description: 'Whether a metric stayed above its margin.' })
export class GuardrailResultFields
  extends MetricResultFields
  implements Omit<GuardrailResult, 'comparison' | 'otherArms'>
{
  @Field(() => Float, { description: 'Registered margin as a share of the control mean.' })
  marginShare: number;

  @Field(() => String, { description: 'NON_INFERIOR, HARMFUL or UNDECIDED.' })
  judgement: GuardrailJudgement;
}

@ObjectType('AnalysisCheck', { description: 'One assumption that was looked at.' })
export class CheckFields implements CheckResult {
  @Field({ description: 'Stable code.' })
  code: string;

  @Field(() => String, { description: 'INFO, WARN, or BLOCK: stands in the way of the verdict.' })
  severity: CheckResult['severity'];

  @Field({ description: 'What was found, in a plain sentence.' })
  message: string;
}

@ObjectType('AnalysedArmAdoption', { description: 'Use of the play in one arm.' })
class ArmAdoptionFields {
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  @Field({ description: 'Whether it is the control arm, whose use is contamination.' })
  isControl: boolean;

  @Field({ description: 'Whether enough of its people reported.' })
  known: boolean;

  @Field(() => Float, { nullable: true, description: 'Deals where it was used, as a share of the eligible ones.' })
  share: number | null;

  @Field(() => Int, { nullable: true, description: 'Eligible deals; null where not known.' })
  eligible: number | null;

  @Field(() => Int, { nullable: true, description: 'Deals where it was used; null where not known.' })
  used: number | null;
}

@ObjectType('AnalysedAdoption', { description: 'Whether the play was used.' })
export class AdoptionFields implements AdoptionResult {
  @Field({ description: 'Whether it is known of every pilot arm.' })
  known: boolean;

  @Field(() => Float, { nullable: true, description: 'Registered share below which the play counts as not tested.' })
  thresholdShare: number | null;

  @Field(() => [ArmAdoptionFields], { description: 'Each arm.' })
  arms: ArmAdoptionFields[];
}

@ObjectType('ArmAttrition', { description: 'What became of the salespeople of one arm. Everybody keeps the arm.' })
export class AttritionFields implements ArmAttrition {
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  @Field(() => Int, { description: 'Salespeople drawn into it.' })
  assigned: number;

  @Field(() => Int, { description: 'Of these, gone before the measurement was over.' })
  left: number;

  @Field(() => Int, { description: 'In the field on too few days of the measurement for an outcome.' })
  tooShort: number;

  @Field(() => Int, { description: 'With an outcome.' })
  analysed: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Today in another team or territory than the one that was drawn; null where neither was.',
  })
  moved: number | null;
}

@ObjectType('ArmWeek', { description: 'One arm in one week.' })
class ArmWeekFields {
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  @Field(() => Int, { description: 'Salespeople in the field that week.' })
  people: number;

  @Field(() => Float, { nullable: true, description: 'Value of the primary metric; null with nothing to divide by.' })
  value: number | null;
}

@ObjectType('AnalysedWeek', { description: 'The primary metric in one week. Weeks with too few people are left out.' })
export class WeekFields implements WeekResult {
  @Field({ description: 'Its Monday (YYYY-MM-DD).' })
  weekStartsOn: string;

  @Field(() => String, { description: 'BASELINE, RAMP or MEASUREMENT.' })
  phase: WeekResult['phase'];

  @Field(() => [ArmWeekFields], { description: 'Each arm.' })
  arms: ArmWeekFields[];
}

import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { SegmentBy } from '../../pilots/plan.rules.js';
import { EstimateFields, MetricResultFields, RefusalFields } from './analysis-result.fields.js';
import type { ExploratoryResult, SegmentsResult } from './analysis-result.js';

/** The GraphQL types of what was only looked at. */
@ObjectType('AdjustedP', { description: 'A p-value corrected for everything that was explored.' })
class AdjustedPFields {
  @Field({ description: 'Key of the pilot arm.' })
  armKey: string;

  @Field(() => Float, { description: 'The larger of both p-values, corrected after Benjamini and Hochberg.' })
  adjustedP: number;

  @Field({ description: 'At or below .1: of such findings one in ten is expected to be false.' })
  stands: boolean;
}

@ObjectType('ExploratoryResult', { description: 'A metric that was only looked at. It proves nothing.' })
export class ExploratoryResultFields
  extends MetricResultFields
  implements Omit<ExploratoryResult, 'comparison' | 'otherArms'>
{
  @Field(() => [AdjustedPFields], { description: 'By pilot arm, corrected for everything that was explored.' })
  adjusted: AdjustedPFields[];
}

@ObjectType('SegmentInteraction', { description: 'The joint test of whether the uplift differs between segments.' })
class InteractionFields {
  @Field(() => Float, { description: 'F statistic (Hotelling, small-sample degrees of freedom).' })
  fStatistic: number;

  @Field(() => Int, { description: 'Differences tested together.' })
  numeratorFreedom: number;

  @Field(() => Float, { description: 'Degrees of freedom of the denominator.' })
  denominatorFreedom: number;

  @Field(() => Float, { description: 'p-value by itself.' })
  pValue: number;

  @Field(() => Float, { description: 'The same corrected for everything that was explored.' })
  adjustedP: number;
}

@ObjectType('SegmentPeople', { description: 'Salespeople of a segment in one arm.' })
class SegmentPeopleFields {
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  @Field(() => Int, { description: 'Distinct salespeople with an outcome.' })
  people: number;
}

@ObjectType('SegmentEffect', { description: 'The uplift among the salespeople of one segment, explored.' })
export class SegmentEffectFields {
  @Field({ description: 'What they have in common: the region, team, territory or profile.' })
  segment: string;

  @Field(() => [SegmentPeopleFields], { description: 'How many they are, in each of the two arms.' })
  people: SegmentPeopleFields[];

  @Field(() => Float, { nullable: true, description: 'Uplift on the scale of the comparison.' })
  estimate: number | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: 'Its interval at the level of the look, by itself.' })
  interval: readonly (number | null)[] | null;

  @Field(() => EstimateFields, { nullable: true, description: 'Uplift in the unit of the metric.' })
  absolute: EstimateFields | null;

  @Field(() => EstimateFields, { nullable: true, description: 'Uplift as a share of the control mean of the segment.' })
  relative: EstimateFields | null;

  @Field(() => RefusalFields, { nullable: true, description: 'Why there is no number.' })
  refusal: RefusalFields | null;
}

@ObjectType('SegmentsResult', {
  description:
    'Whether the uplift of the primary metric differs between registered segments, one pilot arm against control.',
})
export class SegmentsResultFields implements Omit<SegmentsResult, 'effects'> {
  @Field(() => SegmentBy, { description: 'What the salespeople of a segment have in common.' })
  by: SegmentBy;

  @Field({ description: 'Key of the pilot arm.' })
  arm: string;

  @Field(() => InteractionFields, { nullable: true, description: 'The test; null where there was none.' })
  interaction: InteractionFields | null;

  @Field({ description: 'Whether the corrected p-value is at or below .1.' })
  differs: boolean;

  @Field(() => [SegmentEffectFields], {
    description: 'The segments that may be shown; none where the workspace now asks for larger cohorts.',
  })
  effects: SegmentEffectFields[];

  @Field(() => Int, { description: 'Segments that stay back, because they or the rest would be too small.' })
  withheld: number;

  @Field({ description: 'All that in a plain sentence.' })
  sentence: string;
}

import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

const BOUNDS = 'lower and upper bound, null where unbounded';

@ObjectType('EffectSinceSwitch', { description: 'The uplift so long after the switch, on the scale of the model.' })
class EffectSinceSwitchFields {
  @Field(() => Int, {
    description: 'Stretches since the switch: 0 is the first with the play; below 0, before it, nothing should show.',
  })
  since: number;

  @Field(() => Int, { description: 'Units (clusters) seen so long after their switch.' })
  units: number;

  @Field(() => Float, { nullable: true, description: 'Best estimate; null where the data cannot tell.' })
  estimate: number | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: `Interval at the level of the look: ${BOUNDS}.` })
  interval: readonly (number | null)[] | null;
}

@ObjectType('OtherSwitchEstimate', { description: 'What another reasonable method says of the same waves.' })
class OtherSwitchEstimateFields {
  @Field({
    description: 'HUSSEY_HUGHES, AVERAGE_SINCE_SWITCH, TWO_WAY_FIXED_EFFECTS or CLUSTER_BOOTSTRAP.',
  })
  code: string;

  @Field(() => Float, { nullable: true, description: 'Estimate on the scale of the model.' })
  estimate: number | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: `Interval at the level of the look: ${BOUNDS}.` })
  interval: readonly (number | null)[] | null;

  @Field(() => Float, { nullable: true, description: 'Two-sided p-value.' })
  pValue: number | null;
}

@ObjectType('AnalysedSwitches', { description: 'What stands behind the one number of a pilot whose arms switch.' })
export class SwitchesResultFields {
  @Field(() => [EffectSinceSwitchFields], { description: 'By the time since the switch; empty for a crossover.' })
  sinceSwitch: EffectSinceSwitchFields[];

  @Field(() => [OtherSwitchEstimateFields], { description: 'Other methods, for comparison only.' })
  otherEstimates: OtherSwitchEstimateFields[];
}

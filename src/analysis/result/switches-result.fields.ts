import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { BOUNDS } from './analysis-result.fields.js';
import { SWITCH_SENSITIVITY_CODES, type SwitchSensitivityCode } from '../../statistics/index.js';

const OtherSwitchMethod = Object.fromEntries(SWITCH_SENSITIVITY_CODES.map((code) => [code, code]));

registerEnumType(OtherSwitchMethod, {
  name: 'OtherSwitchMethod',
  description: 'How else the effect of waves that switch can be computed.',
  valuesMap: {
    HUSSEY_HUGHES: { description: 'Mixed model: units (clusters) as a random sample of a normal population.' },
    AVERAGE_SINCE_SWITCH: { description: 'Every time since the switch with an effect of its own, then their average.' },
    TWO_WAY_FIXED_EFFECTS: { description: 'One effect for all waves and times: misleading where effects differ.' },
    CLUSTER_BOOTSTRAP: { description: 'The same estimate, its interval by resampling units (clusters) within waves.' },
  },
});

@ObjectType('EffectSinceSwitch', { description: 'The uplift so long after the switch, on the scale of the model.' })
class EffectSinceSwitchFields {
  @Field(() => Int, {
    description: 'Stretches since the switch: 0 is the first with the play; below 0, before it, nothing should show.',
  })
  since: number;

  @Field(() => Int, { description: 'Units (clusters) seen so long after their switch.' })
  units: number;

  @Field(() => Int, { description: 'Distinct salespeople of these units with an outcome.' })
  people: number;

  @Field(() => Float, { nullable: true, description: 'Best estimate; null where the data cannot tell.' })
  estimate: number | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: `Interval at the level of the look: ${BOUNDS}.` })
  interval: readonly (number | null)[] | null;
}

@ObjectType('OtherSwitchEstimate', { description: 'What another reasonable method says of the same waves.' })
class OtherSwitchEstimateFields {
  @Field(() => OtherSwitchMethod, { description: 'By which method.' })
  code: SwitchSensitivityCode;

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

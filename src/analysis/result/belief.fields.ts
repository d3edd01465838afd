import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { EffectPrior, PriorSource as Source } from '../../statistics/index.js';
import { EstimateFields } from './analysis-result.fields.js';
import type { BeliefResult } from './analysis-result.js';
import { PriorSource } from './belief.rules.js';

registerEnumType(PriorSource, {
  name: 'PriorSource',
  description: 'Where it comes from what plays are believed to do.',
  valuesMap: {
    CONVENTION: { description: 'A stated convention: most plays change little, 95 % of them less than about a third.' },
    PORTFOLIO: { description: 'The completed pilots of this workspace with the same metric, five or more.' },
  },
});

@ObjectType('EffectPrior', {
  description:
    'What is believed of an effect before it is seen: a normal distribution of log coefficients, or of shares of the control mean.',
})
export class EffectPriorFields implements EffectPrior {
  @Field(() => PriorSource, { description: 'Where it comes from.' })
  source: Source;

  @Field(() => Int, { description: 'Completed pilots of the same metric and scale that were there to learn from.' })
  pilots: number;

  @Field(() => Float, { description: 'Its mean.' })
  mean: number;

  @Field(() => Float, { description: 'Standard error of that mean; 0 of the convention.' })
  meanError: number;

  @Field(() => Float, { description: 'How far true effects lie from it: a standard deviation.' })
  deviation: number;
}

@ObjectType('Belief', {
  description:
    'What to plan with: the estimate drawn towards what plays are known to do, since what looks large was in part luck. No test.',
})
export class BeliefFields implements BeliefResult {
  @Field(() => Float, { description: 'Probability that the play does better than control at all, 0-1.' })
  chance: number;

  @Field(() => EstimateFields, { description: 'The value to plan with, as a share of the control mean; 95 % range.' })
  relative: BeliefResult['relative'];

  @Field(() => EstimateFields, { description: 'The same in the unit of the metric.' })
  absolute: BeliefResult['absolute'];

  @Field(() => Float, { description: 'Share of the measured effect in it, 0-1; the rest is the prior.' })
  weight: number;

  @Field(() => EffectPriorFields, { description: 'What was believed before.' })
  prior: EffectPriorFields;
}

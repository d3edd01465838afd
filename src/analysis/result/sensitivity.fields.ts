import { Field, Float, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Interval, Sensitivity, SensitivityRow, StatisticalRefusal } from '../../statistics/index.js';
import { EstimateFields, RefusalFields } from './analysis-result.fields.js';
import { refusalSentence } from '../verdict/refusal-sentence.rules.js';
import { METHOD_NAMES } from './sensitivity.rules.js';

@ObjectType('SensitivityRow', {
  description: 'The comparison by another reasonable method. Numbers are null where refused, or where it has none.',
})
export class SensitivityRowFields implements Omit<SensitivityRow, 'refusal' | 'relative'> {
  @Field(() => String, { description: 'Stable code of the method; REGISTERED is the one that counts.' })
  code: SensitivityRow['code'];

  @Field(() => String, { description: 'Scale of the method: log, raw or ratio.' })
  scale: SensitivityRow['scale'];

  @Field(() => Float, { nullable: true, description: 'Log coefficient, difference, or difference of ratios.' })
  estimate: number | null;

  @Field(() => Float, { nullable: true, description: 'Its standard error.' })
  standardError: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees of freedom of the t distribution.' })
  degreesOfFreedom: number | null;

  @Field(() => Float, { nullable: true, description: 'p-value of the method by itself; it decides nothing.' })
  pValue: number | null;

  @Field(() => [Float], {
    nullable: 'itemsAndList',
    description: 'Interval of the estimate at the level of the look: lower and upper bound, null where unbounded.',
  })
  interval: Interval | null;

  @Field(() => EstimateFields, {
    nullable: true,
    description: 'Uplift as a share of the control mean; null also where the method compares no means.',
  })
  relative: EstimateFields | null;
}

@ObjectType('SensitivityTable', { description: 'One pilot arm against control by all reasonable methods.' })
export class SensitivityFields implements Omit<Sensitivity, 'kind' | 'rows'> {
  @Field({ description: 'Key of the pilot arm.' })
  arm: string;

  @Field(() => [SensitivityRowFields], { description: 'The registered method first.' })
  rows: SensitivityRowFields[];

  @Field(() => String, {
    nullable: true,
    description:
      'HOLDS, LOSES_SIGNIFICANCE or TURNS_SIGN when any one unit is left out; null where it is not significant.',
  })
  withoutOneUnit: Sensitivity['withoutOneUnit'];
}

@Resolver(() => SensitivityRowFields)
export class SensitivityRowFieldsResolver {
  @ResolveField(() => String, { description: 'Name of the method, in a few words.' })
  name(@Parent() { code }: SensitivityRowFields): string {
    return METHOD_NAMES[code];
  }

  @ResolveField(() => RefusalFields, { nullable: true, description: 'Why there is no number.' })
  refusal(@Parent() { refusal }: { refusal: StatisticalRefusal | null }): object | null {
    return refusal === null ? null : refusalSentence(refusal);
  }
}

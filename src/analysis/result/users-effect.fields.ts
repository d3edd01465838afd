import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ConfidenceSet, ConfidenceShape as Shape, UsersEffect, UsersView } from '../../statistics/index.js';
import { ConfidenceShape } from '../observation/users.rules.js';

registerEnumType(ConfidenceShape, {
  name: 'ConfidenceShape',
  description: 'What the values that the data leave look like.',
  valuesMap: {
    INTERVAL: { description: 'From low to high.' },
    TWO_RAYS: { description: 'Everything up to low and everything from high on; what lies between is ruled out.' },
    EVERYTHING: { description: 'Nothing is ruled out.' },
  },
});

@ObjectType('ConfidenceSet', {
  description: 'The values that the data do not rule out, which need not be one stretch.',
})
export class ConfidenceSetFields implements ConfidenceSet {
  @Field(() => ConfidenceShape, { description: 'How low and high are to be read.' })
  shape: Shape;

  @Field(() => Float, { nullable: true, description: 'null where there is no end on that side.' })
  low: number | null;

  @Field(() => Float, { nullable: true, description: 'null where there is no end on that side.' })
  high: number | null;
}

@ObjectType('UnitsOfUse', { description: 'Salespeople with an outcome whose use is known.' })
class UnitsOfUseFields {
  @Field(() => Int, { description: 'Of control.' })
  control: number;

  @Field(() => Int, { description: 'Of the pilot arm.' })
  pilot: number;
}

@ObjectType('MeanUse', { description: 'Their mean share of use, 0-1.' })
class MeanUseFields {
  @Field(() => Float, { description: 'Of control.' })
  control: number;

  @Field(() => Float, { description: 'Of the pilot arm.' })
  pilot: number;
}

@ObjectType('FirstStage', { description: 'What being in the pilot arm did to the use of the play, in shares of 1.' })
class FirstStageFields {
  @Field(() => Float, { description: 'Pilot less control.' })
  estimate: number;

  @Field(() => Float, { description: 'Its standard error.' })
  standardError: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Squared t statistic: below 10 there is no best estimate. null where everybody did as assigned.',
  })
  f: number | null;
}

@ObjectType('UsersView', { description: 'The effect of using the play fully, rather than not at all.' })
export class UsersViewFields implements UsersView {
  @Field(() => Float, { nullable: true, description: 'Best estimate; null where it was used too little for one.' })
  estimate: number | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: 'Its interval, by two-stage least squares.' })
  interval: readonly [number | null, number | null] | null;

  @Field(() => ConfidenceSetFields, {
    description: 'What the data leave however little it was used; agrees with the comparison of the arms as assigned.',
  })
  andersonRubin: ConfidenceSetFields;
}

@ObjectType('UsersEffect', {
  description:
    'What the play changed for those who used it because they were in the pilot arm. The headline stays the comparison as assigned.',
})
export class UsersEffectFields implements Omit<UsersEffect, 'refusal' | 'scale'> {
  @Field({ description: 'Key of the pilot arm.' })
  arm: string;

  @Field(() => UnitsOfUseFields, { description: 'How many it rests on.' })
  units: UnitsOfUseFields;

  @Field(() => MeanUseFields, { nullable: true, description: 'How much they used it.' })
  use: MeanUseFields | null;

  @Field(() => FirstStageFields, { nullable: true, description: 'What the assignment did to the use.' })
  firstStage: FirstStageFields | null;

  @Field(() => Float, { nullable: true, description: 'On the scale of the model, per whole unit of use.' })
  estimate: number | null;

  @Field(() => Float, { nullable: true, description: 'Its standard error.' })
  standardError: number | null;

  @Field(() => Float, { nullable: true, description: 'Satterthwaite degrees of freedom.' })
  degreesOfFreedom: number | null;

  @Field(() => [Float], { nullable: 'itemsAndList', description: 'Its interval at the level of the look.' })
  interval: readonly [number | null, number | null] | null;

  @Field(() => ConfidenceSetFields, { nullable: true, description: 'What the data leave, on the scale of the model.' })
  andersonRubin: ConfidenceSetFields | null;

  @Field(() => UsersViewFields, { nullable: true, description: 'As a share, where the model is on the log scale.' })
  relative: UsersViewFields | null;

  @Field(() => UsersViewFields, { nullable: true, description: 'In the unit of the metric, where it is not.' })
  absolute: UsersViewFields | null;
}

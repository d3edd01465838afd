import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'A share of the simulated pilots.' })
class SimulatedChance {
  @Field(() => Float, { description: 'From 0 to 1.' })
  share: number;

  @Field(() => Float, { description: 'Its Monte Carlo standard error: more simulations would make it smaller.' })
  error: number;
}

@ObjectType({ description: 'A pilot arm in the simulated pilots.' })
class SimulatedArmOutlook {
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  @Field(() => SimulatedChance, {
    description: 'How often the smallest effect that would matter was found, were it the same for everybody.',
  })
  power: SimulatedChance;

  @Field(() => SimulatedChance, { description: 'How often something was found where there was nothing.' })
  falseAlarms: SimulatedChance;
}

@ObjectType({ description: 'A guardrail in the simulated pilots.' })
class SimulatedGuardrail {
  @Field({ description: 'The metric as key@version.' })
  metric: string;

  @Field(() => SimulatedChance, { description: 'How often it came out as not harmed when nothing was harmed.' })
  unharmed: SimulatedChance;
}

@ObjectType({ description: 'A plan tried out on the past of its own units.' })
class SimulatedOutlook {
  @Field(() => Int, { description: 'How many pilots were simulated.' })
  simulations: number;

  @Field(() => Float, { description: 'The relative uplift that was put in: the smallest that would matter.' })
  upliftShare: number;

  @Field(() => [SimulatedArmOutlook], { description: 'The pilot arms.' })
  arms: SimulatedArmOutlook[];

  @Field(() => [SimulatedGuardrail], { description: 'The guardrails whose past is known.' })
  guardrails: SimulatedGuardrail[];

  @Field(() => SimulatedChance, {
    nullable: true,
    description: 'How often all of these guardrails together came out as not harmed; null where there are none.',
  })
  allUnharmed: SimulatedChance | null;
}

@ObjectType({ description: 'What came of trying out a plan on the past.' })
export class PilotSimulation {
  @Field(() => SimulatedOutlook, { nullable: true, description: 'Null where it could not be tried: see unanswered.' })
  simulated: SimulatedOutlook | null;

  @Field(() => [String], { description: 'What could not be answered, and why.' })
  unanswered: string[];

  @Field(() => [String], { description: 'The same in a few sentences for a manager, numbers rounded for people.' })
  sentences: string[];
}

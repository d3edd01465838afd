import { Field, Float, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'How large a cohort is. A cohort is counted in distinct salespeople.' })
export class CohortSize {
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  @Field({ description: 'Name of the arm.' })
  name: string;

  @Field({ description: 'Whether this arm works as before.' })
  isControl: boolean;

  @Field(() => Int, { description: 'What was assigned to it: salespeople, teams or territories.' })
  units: number;

  @Field(() => Int, { description: 'Distinct salespeople.' })
  people: number;
}

@ObjectType('BalancedValue', { description: 'What a unit came to before its cohorts were drawn.' })
class BalancedValueFields {
  @Field({ description: 'The metric as key@version; "log" before it where its logarithm was taken.' })
  name: string;

  @Field(() => Float, { nullable: true, description: 'Per salesperson, or the ratio; null where it was not known.' })
  value: number | null;
}

@ObjectType('FrozenUnit', { description: 'A unit as it stood when the cohorts were drawn.' })
export class FrozenUnitFields {
  @Field({ description: 'Pseudonym of the salesperson, or name of the team or territory.' })
  unit: string;

  @Field(() => String, { nullable: true, description: 'Its stratum; null where there were none.' })
  stratum: string | null;

  @Field(() => [String], { description: 'Pseudonyms of its people, sorted.' })
  people: readonly string[];

  @Field(() => String, {
    nullable: true,
    description: 'The pair it was drawn in; null where none were formed, and for a unit that was left over.',
  })
  pair: string | null;

  @Field(() => [BalancedValueFields], {
    nullable: true,
    description: 'What pairs were formed from, or what the draw balanced, by name; null for any other draw.',
  })
  balance: BalancedValueFields[] | null;
}

@ObjectType({ description: 'The cohorts of a pilot, drawn again from what was recorded.' })
export class RedrawnCohorts {
  @Field({ description: 'Whether everything below holds: the recorded cohorts are those that this draw gives.' })
  identical: boolean;

  @Field({ description: 'Whether the plan still has the hash with which the draw was made.' })
  planUnchanged: boolean;

  @Field({ description: 'Whether the frozen roster still has its recorded hash.' })
  rosterUnchanged: boolean;

  @Field({ description: 'Whether the seed follows from plan, roster and randomness.' })
  seedFollows: boolean;

  @Field(() => Int, { description: 'Salespeople whose recorded arm is not the one drawn again.' })
  differences: number;
}

@ObjectType({ description: 'What stands in the way of registering a draft today.' })
export class PilotReadiness {
  @Field({ description: 'Whether registerPilot would go through.' })
  isReady: boolean;

  @Field(() => [String], { description: 'All that stands in the way, each with its place and the remedy.' })
  obstacles: readonly string[];

  @Field(() => [String], { description: 'What should be known before, without standing in the way.' })
  warnings: readonly string[];
}

@ObjectType({ description: 'How many units of a stratum an arm gets.' })
class PreviewedArm {
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  @Field(() => Int, { description: 'Units, fixed before anything is drawn.' })
  units: number;
}

@ObjectType({ description: 'How a stratum is dealt out.' })
class PreviewedStratum {
  @Field(() => String, { nullable: true, description: 'The stratum; null where there are none.' })
  stratum: string | null;

  @Field(() => [PreviewedArm], { description: 'By arm.' })
  arms: PreviewedArm[];
}

@ObjectType({ description: 'A unit in an example of a draw.' })
class PreviewedUnit {
  @Field({ description: 'Pseudonym of the salesperson, or name of the team or territory.' })
  unit: string;

  @Field(() => String, { nullable: true, description: 'Its stratum; null where there are none.' })
  stratum: string | null;

  @Field({ description: 'The arm in this example. The draw at registration is another one.' })
  armKey: string;
}

@ObjectType({
  description:
    'What a draw of this draft would look like. Nothing of it is kept, and asking again gives another example.',
})
export class DrawPreview {
  @Field(() => [PreviewedStratum], { description: 'The sizes, which any draw would have.' })
  strata: PreviewedStratum[];

  @Field(() => [PreviewedUnit], { description: 'One example of a draw.' })
  example: PreviewedUnit[];

  @Field(() => [String], {
    description: 'Units that an odd number leaves over where pairs are drawn: they take no part, whatever the draw.',
  })
  leftOver: string[];
}

@ObjectType({ description: 'Who really used the play, in one arm, over the weeks that touch the measurement.' })
export class AdoptionOfArm {
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  @Field({ description: 'Name of the arm.' })
  name: string;

  @Field({ description: 'Whether this arm works as before.' })
  isControl: boolean;

  @Field(() => Int, { description: 'Distinct salespeople in the arm.' })
  people: number;

  @Field(() => Int, { description: 'Those for whom something was recorded.' })
  reporting: number;

  @Field({ description: 'Whether the numbers are hidden because too few salespeople stand behind them.' })
  hidden: boolean;

  @Field(() => Int, { nullable: true, description: 'Deals in which the play could have been used; null where hidden.' })
  eligible: number | null;

  @Field(() => Int, { nullable: true, description: 'Deals in which it was used; null where hidden.' })
  used: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Used of eligible, 0-1; null where hidden or nothing was eligible.',
  })
  share: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether control uses the play in more than 10 % of its eligible deals; null where hidden.',
  })
  contaminated: boolean | null;
}

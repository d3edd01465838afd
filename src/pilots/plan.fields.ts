import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { PlayKind } from '../plays/play.rules.js';
import { UnitKind } from '../roster/roster.rules.js';
import { DraftAssignment } from './draft-assignment.js';
import { DraftArm, DraftGuardrail, DraftPopulation, DraftPrimary, DraftWindows } from './pilot-draft.js';
import { DecisionKind, PilotKind } from './pilot.rules.js';
import { SegmentBy } from './plan.rules.js';

@ObjectType({ description: 'The version of the play that a pilot registered.' })
class RegisteredPlay {
  @Field({ description: 'Name of the play at registration.' })
  name: string;

  @Field(() => PlayKind, { description: 'Procedure, argument or tool.' })
  kind: PlayKind;

  @Field(() => Int, { description: 'Number of the version.' })
  version: number;

  @Field({ description: 'SHA-256 of the canonical JSON of its card, in hex.' })
  cardSha256: string;
}

@ObjectType({ description: 'A day on which significance may be judged.' })
class RegisteredLook {
  @Field(() => Int, { description: 'Counts from 1.' })
  number: number;

  @Field({ description: 'The day (YYYY-MM-DD).' })
  on: string;
}

@ObjectType({ description: 'What was registered about the use of the play.' })
class RegisteredAdoption {
  @Field(() => Float, {
    nullable: true,
    description: 'Share of eligible deals in which the pilot arm must use the play; null where nothing was agreed.',
  })
  thresholdShare: number | null;
}

@ObjectType({ description: 'The decision agreed at registration.' })
class RegisteredDecision {
  @Field({ description: 'Who will decide, by name.' })
  owner: string;

  @Field({ description: 'By when (YYYY-MM-DD).' })
  dueOn: string;

  @Field(() => [DecisionKind], { description: 'Between what.' })
  options: DecisionKind[];
}

@ObjectType('EarlierDraw', { description: 'A draw of the same people that was made before and given up.' })
class EarlierDrawFields {
  @Field({ description: 'Name of the cancelled pilot.' })
  pilot: string;

  @Field({ description: 'Hash of its plan, in hex.' })
  planHash: string;

  @Field({ description: 'When it was given up (YYYY-MM-DD).' })
  cancelledOn: string;
}

@ObjectType('PilotPlan', {
  description: 'What a pilot promised before its cohorts were drawn. No field of it ever changes.',
})
export class PlanFields {
  @Field({ description: 'Name of the pilot.' })
  name: string;

  @Field(() => PilotKind, { description: 'What it can claim.' })
  kind: PilotKind;

  @Field({ description: 'What the play is expected to change, and why.' })
  hypothesis: string;

  @Field(() => RegisteredPlay, { description: 'What is tested.' })
  play: RegisteredPlay;

  @Field(() => UnitKind, { description: 'What is assigned to the arms.' })
  unit: UnitKind;

  @Field(() => DraftPopulation, { description: 'Who takes part.' })
  population: DraftPopulation;

  @Field(() => [DraftArm], { description: 'One control and the pilot arms.' })
  arms: DraftArm[];

  @Field(() => DraftAssignment, { description: 'How the arms came about.' })
  assignment: DraftAssignment;

  @Field(() => DraftWindows, { description: 'When it is measured.' })
  windows: DraftWindows;

  @Field(() => DraftPrimary, { description: 'The one metric that decides.' })
  primary: DraftPrimary;

  @Field(() => [String], { description: 'Further metrics, as key@version.' })
  secondary: string[];

  @Field(() => [DraftGuardrail], { description: 'Metrics that must not suffer.' })
  guardrails: DraftGuardrail[];

  @Field(() => [String], { nullable: true, description: 'Metrics that are explored; null where none are.' })
  exploratory?: string[];

  @Field(() => [SegmentBy], {
    nullable: true,
    description: 'Where it is asked whether the uplift of the primary metric differs; null where nowhere.',
  })
  segments?: SegmentBy[];

  @Field(() => Float, { description: 'Two-sided chance of a false alarm, of the whole pilot.' })
  alpha: number;

  @Field(() => [RegisteredLook], { description: 'When significance may be judged.' })
  looks: RegisteredLook[];

  @Field(() => RegisteredAdoption, { description: 'What was registered about the use of the play.' })
  adoption: RegisteredAdoption;

  @Field(() => RegisteredDecision, { description: 'The decision agreed at registration.' })
  decision: RegisteredDecision;

  @Field(() => [EarlierDrawFields], {
    description: 'Draws of these people, for this play or this time, that were made before and given up.',
  })
  earlierDraws: EarlierDrawFields[];

  @Field({ description: 'Whether the workspace lives in simulated time.' })
  simulated: boolean;

  @Field({ description: 'ISO 4217 currency of all its money.' })
  currency: string;
}

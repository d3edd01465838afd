import { Field, Float, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsDay } from '../platform/days.js';
import { Line, Prose } from '../platform/prose.js';
import { LONGEST_KEY, UnitKind } from '../roster/roster.rules.js';
import { DecisionKind } from './pilot.rules.js';
import { DraftAssignment } from './draft-assignment.js';
import { PlannedScale, SegmentBy } from './plan.rules.js';

/*
 * What a manager plans, as input and as it is shown: one class is both, so that a draft reads back as it was written.
 * Here stands its shape; what it must mean is in registration-obstacles.rules.ts.
 */

registerEnumType(SegmentBy, {
  name: 'SegmentBy',
  description: 'What the salespeople of a segment had in common when the cohorts were drawn.',
  valuesMap: {
    REGION: { description: 'The region.' },
    TEAM: { description: 'The team.' },
    TERRITORY: { description: 'The territory.' },
    PROFILE: { description: 'The profile: how they sell.' },
  },
});

registerEnumType(PlannedScale, {
  name: 'ComparisonScale',
  description: 'The scale on which arms are compared.',
  valuesMap: {
    AUTO: { description: 'Log where every outcome is positive, otherwise as it is.' },
    LOG: { description: 'Logarithms: an uplift is a factor.' },
    RAW: { description: 'As it is: an uplift is a difference.' },
  },
});

registerEnumType(DecisionKind, {
  name: 'DecisionKind',
  description: 'What a named person decides after a pilot.',
  valuesMap: {
    ROLL_OUT: { description: 'Bring the play to the rest of the field.' },
    EXTEND: { description: 'Test it again as it is, in a new pilot.' },
    REDESIGN: { description: 'Change the play and test it in a new pilot.' },
    STOP: { description: 'Do not go on with the play.' },
  },
});

const LONGEST_NAME = 120;
const LONGEST_HYPOTHESIS = 2_000;
const MOST_ARMS = 5;
const MOST_LOOKS = 52;
const MOST_METRICS = 20;
const MOST_PLACES = 200;
const MOST_CHOSEN = 2_000;
const LONGEST_MATURATION = 1_000;

@InputType('DayWindowInput', { description: 'A span of days, both ends included.' })
@ObjectType('DayWindow', { description: 'A span of days, both ends included.' })
export class PlannedWindow {
  @Field({ description: 'First day (YYYY-MM-DD).' })
  @IsDay()
  from: string;

  @Field({ description: 'Last day (YYYY-MM-DD).' })
  @IsDay()
  to: string;
}

@InputType('PilotWindowsInput', { description: 'When a pilot is measured.' })
@ObjectType('PilotWindows', { description: 'When a pilot is measured.' })
export class DraftWindows {
  @Field(() => PlannedWindow, { description: 'Before the pilot: what the units achieve anyway.' })
  @Type(() => PlannedWindow)
  @ValidateNested()
  baseline: PlannedWindow;

  @Field(() => PlannedWindow, { nullable: true, description: 'Training and first attempts, left out of every result.' })
  @IsOptional()
  @Type(() => PlannedWindow)
  @ValidateNested()
  ramp: PlannedWindow | null = null;

  @Field(() => PlannedWindow, { description: 'What counts.' })
  @Type(() => PlannedWindow)
  @ValidateNested()
  measurement: PlannedWindow;

  @Field(() => Int, {
    defaultValue: 0,
    description: 'Days after the measurement in which deals created in it may still close.',
  })
  @IsInt()
  @Min(0)
  @Max(LONGEST_MATURATION)
  maturationDays: number = 0;
}

@InputType('PilotPopulationInput', { description: 'Who takes part. Empty lists mean everybody.' })
@ObjectType('PilotPopulation', { description: 'Who takes part. Empty lists mean everybody.' })
export class DraftPopulation {
  @Field(() => [String], { defaultValue: [], description: 'People of these regions only.' })
  @ArrayMaxSize(MOST_PLACES)
  @ArrayUnique()
  @Line(LONGEST_KEY)
  regions: string[] = [];

  @Field(() => [String], { defaultValue: [], description: 'People of these teams only, by name.' })
  @ArrayMaxSize(MOST_PLACES)
  @ArrayUnique()
  @Line(LONGEST_KEY)
  teams: string[] = [];
}

@InputType('PilotArmInput', { description: 'Control, or one of the pilot arms.' })
@ObjectType('PilotArm', { description: 'Control, or one of the pilot arms.' })
export class DraftArm {
  @Field({ description: 'Short key, such as control or pilot: lower case letters, digits and hyphens.' })
  @Matches(/^[a-z][a-z0-9-]{0,39}$/, { message: 'must begin with a letter and hold a-z, 0-9 and hyphens only' })
  key: string;

  @Field({ description: 'Name for people.' })
  @Line(LONGEST_NAME)
  name: string;

  @Field({ description: 'Whether this arm works as before.' })
  @IsBoolean()
  isControl: boolean;

  @Field(() => Float, { description: 'Share of the units, 0-1; the shares of all arms add up to 1.' })
  @IsNumber()
  @Min(0)
  @Max(1)
  share: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Only where arms switch (STEPPED, CROSSOVER, STAGED): the first day on which this arm works with the play (YYYY-MM-DD).',
  })
  @IsOptional()
  @IsDay()
  playFrom?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only for CROSSOVER: the last day with the play, where it is taken away again (YYYY-MM-DD).',
  })
  @IsOptional()
  @IsDay()
  playTo?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Only for STAGED: the units of this wave, salespeople by pseudonym, teams and territories by name. Shown to managers and analysts.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_CHOSEN)
  @ArrayUnique()
  @Line(LONGEST_KEY)
  chosenUnits?: string[] | null;
}

@InputType('PilotPrimaryInput', { description: 'The one metric that decides.' })
@ObjectType('PilotPrimary', { description: 'The one metric that decides.' })
export class DraftPrimary {
  @Field({ description: 'The metric as key@version.' })
  @Line(LONGEST_KEY)
  metric: string;

  @Field(() => PlannedScale, { defaultValue: PlannedScale.AUTO, description: 'The scale of the comparison.' })
  @IsIn(Object.values(PlannedScale))
  scale: PlannedScale = PlannedScale.AUTO;

  @Field(() => Float, { description: 'The smallest relative uplift that would matter, as a share (0.05 is 5 %).' })
  @IsNumber()
  minimumEffectShare: number;
}

@InputType('PilotGuardrailInput', { description: 'A metric that must not suffer.' })
@ObjectType('PilotGuardrail', { description: 'A metric that must not suffer.' })
export class DraftGuardrail {
  @Field({ description: 'The metric as key@version.' })
  @Line(LONGEST_KEY)
  metric: string;

  @Field(() => Float, { description: 'How much worse still counts as no harm, as a share of the control value.' })
  @IsNumber()
  marginShare: number;
}

@InputType('PilotDecisionInput', {
  description: 'The decision that follows the pilot. Its owner is the owner of the pilot.',
})
@ObjectType('PilotDecisionPlan', { description: 'The decision that follows the pilot.' })
export class DraftDecision {
  @Field({ description: 'By when it is made (YYYY-MM-DD).' })
  @IsDay()
  dueOn: string;

  @Field(() => [DecisionKind], { description: 'What may be decided: two or more.' })
  @ArrayUnique()
  @IsIn(Object.values(DecisionKind), { each: true })
  options: DecisionKind[];
}

const CONTROL: DraftArm = { key: 'control', name: 'Control', isControl: true, share: 0.5 };
const PILOT: DraftArm = { key: 'pilot', name: 'Pilot', isControl: false, share: 0.5 };

@InputType('PilotDraftInput', { description: 'What a pilot plans. It may have gaps until it is registered.' })
@ObjectType({ description: 'What a pilot plans, as its manager wrote it.' })
export class PilotDraft {
  @Field(() => String, { nullable: true, description: 'What the play is expected to change, and why.' })
  @IsOptional()
  @Prose(LONGEST_HYPOTHESIS)
  hypothesis: string | null = null;

  @Field(() => UnitKind, { defaultValue: UnitKind.SALESPERSON, description: 'What is assigned to the arms.' })
  @IsIn(Object.values(UnitKind))
  unit: UnitKind = UnitKind.SALESPERSON;

  @Field(() => DraftPopulation, { description: 'Who takes part; everybody, if left out.' })
  @Type(() => DraftPopulation)
  @ValidateNested()
  population: DraftPopulation = new DraftPopulation();

  @Field(() => [DraftArm], { defaultValue: [CONTROL, PILOT], description: 'One control and the pilot arms.' })
  @ArrayMaxSize(MOST_ARMS)
  @Type(() => DraftArm)
  @ValidateNested({ each: true })
  arms: DraftArm[] = [CONTROL, PILOT];

  @Field(() => DraftAssignment, { description: 'How the arms come about.' })
  @Type(() => DraftAssignment)
  @ValidateNested()
  assignment: DraftAssignment = new DraftAssignment();

  @Field(() => DraftWindows, { nullable: true, description: 'When it is measured.' })
  @IsOptional()
  @Type(() => DraftWindows)
  @ValidateNested()
  windows: DraftWindows | null = null;

  @Field(() => DraftPrimary, { nullable: true, description: 'The one metric that decides.' })
  @IsOptional()
  @Type(() => DraftPrimary)
  @ValidateNested()
  primary: DraftPrimary | null = null;

  @Field(() => [String], { defaultValue: [], description: 'Further metrics, as key@version.' })
  @ArrayMaxSize(MOST_METRICS)
  @Line(LONGEST_KEY)
  secondary: string[] = [];

  @Field(() => [DraftGuardrail], { defaultValue: [], description: 'Metrics that must not suffer.' })
  @ArrayMaxSize(MOST_METRICS)
  @Type(() => DraftGuardrail)
  @ValidateNested({ each: true })
  guardrails: DraftGuardrail[] = [];

  @Field(() => [String], {
    nullable: true,
    description:
      'Metrics to look at without claiming anything, as key@version. Beside them stands how many were looked at.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_METRICS)
  @Line(LONGEST_KEY)
  exploratory?: string[] | null;

  @Field(() => [SegmentBy], {
    nullable: true,
    description: 'Where to ask whether the uplift of the primary metric differs. No other segment is ever shown.',
  })
  @IsOptional()
  @ArrayUnique()
  @IsIn(Object.values(SegmentBy), { each: true })
  segments?: SegmentBy[] | null;

  @Field(() => Float, { defaultValue: 0.05, description: 'Two-sided chance of a false alarm, of the whole pilot.' })
  @IsNumber()
  alpha: number = 0.05;

  @Field(() => [String], {
    defaultValue: [],
    description: 'The days of the looks (YYYY-MM-DD), in order; only then may significance be judged.',
  })
  @ArrayMaxSize(MOST_LOOKS)
  @IsDay({ each: true })
  looks: string[] = [];

  @Field(() => Float, {
    nullable: true,
    description: 'Share of eligible deals in which the pilot arm must use the play, else it was not tested.',
  })
  @IsOptional()
  @IsNumber()
  adoptionThresholdShare: number | null = null;

  @Field(() => DraftDecision, { nullable: true, description: 'The decision that follows.' })
  @IsOptional()
  @Type(() => DraftDecision)
  @ValidateNested()
  decision: DraftDecision | null = null;
}

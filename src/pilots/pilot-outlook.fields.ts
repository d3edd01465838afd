import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { PlanChange } from './outlook.rules.js';
import { PlannedWindow } from './pilot-draft.js';

registerEnumType(PlanChange, {
  name: 'PlanChange',
  description: 'What could be planned otherwise, everything else as it is.',
  valuesMap: {
    EVEN_ARMS: { description: 'Both arms of the same size.' },
    TWICE_THE_UNITS: { description: 'Twice as many units, in the same shares.' },
    TWICE_THE_MEASUREMENT: { description: 'A measurement twice as long.' },
    TWICE_THE_BASELINE: { description: 'A baseline twice as long.' },
  },
});

@ObjectType({ description: 'A pilot arm before the draw.' })
class OutlookArm {
  @Field({ description: 'Key of the arm.' })
  armKey: string;

  @Field(() => Int, { description: 'Units it will get.' })
  units: number;

  @Field(() => Int, { description: 'Units control will get.' })
  controlUnits: number;

  @Field(() => Float, { description: 'The smallest p its comparison with control can ever give.' })
  smallestP: number;
}

@ObjectType({ description: 'A planned look, and whether anything could be significant at it.' })
class OutlookLook {
  @Field({ description: 'The day (YYYY-MM-DD).' })
  on: string;

  @Field(() => Float, { description: 'Both p-values must be at or below this; 0 where the look cannot reject.' })
  level: number;

  @Field({ description: 'Whether these cohorts could be significant at it at all.' })
  canReject: boolean;
}

@ObjectType({ description: 'The stretch of the past from which the spread of the units was taken.' })
class OutlookHistory {
  @Field(() => PlannedWindow, { description: 'In place of the baseline.' })
  earlier: PlannedWindow;

  @Field(() => PlannedWindow, { description: 'In place of the measurement.' })
  later: PlannedWindow;

  @Field(() => Int, { description: 'Units that were in the field all the time.' })
  units: number;
}

@ObjectType({ description: 'The smallest effect that the pilot would find in four of five cases.' })
class OutlookEffect {
  @Field(() => Float, { description: 'As a share of the control value (0.2 is 20 %).' })
  share: number;

  @Field(() => Float, { description: 'The chance of finding it.' })
  power: number;

  @Field({ description: 'Whether it is at most the smallest effect that would matter.' })
  isEnough: boolean;
}

@ObjectType({ description: 'What another plan would find in four of five cases.' })
class OutlookSuggestion {
  @Field(() => PlanChange, { description: 'What would be otherwise.' })
  change: PlanChange;

  @Field(() => Float, { description: 'The smallest effect that would then be found, as a share of the control value.' })
  share: number;
}

@ObjectType({ description: 'A metric that must not suffer, and whether the pilot could show that it did not.' })
class OutlookGuardrail {
  @Field({ description: 'The metric as key@version.' })
  metric: string;

  @Field(() => Float, {
    nullable: true,
    description:
      'The chance that it comes out as not harmed when nothing is harmed, in the arm in which that is least likely; null without a degree of freedom.',
  })
  chance: number | null;
}

@ObjectType({ description: 'What a pilot could show, before it begins.' })
export class PilotOutlook {
  @Field(() => Int, { description: 'Units that take part.' })
  units: number;

  @Field(() => Int, { description: 'Distinct salespeople who take part.' })
  people: number;

  @Field(() => [OutlookArm], { description: 'The pilot arms; empty where units and arms do not fit.' })
  arms: OutlookArm[];

  @Field(() => [OutlookLook], { description: 'The planned looks.' })
  looks: OutlookLook[];

  @Field(() => OutlookHistory, {
    nullable: true,
    description: 'The past it was judged by; null where it could not be.',
  })
  history: OutlookHistory | null;

  @Field(() => OutlookEffect, { nullable: true, description: 'Null where it could not be told: see unanswered.' })
  minimumDetectableEffect: OutlookEffect | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Units in all arms together, in the planned shares, from which on the smallest effect that would matter is found in four of five cases; null where it could not be told, or no number of units would do.',
  })
  unitsNeeded: number | null;

  @Field(() => [OutlookSuggestion], {
    description:
      'What the pilot would find if it were planned otherwise. Longer windows assume that chance evens out over time, and the differences between units stay.',
  })
  suggestions: OutlookSuggestion[];

  @Field(() => [OutlookGuardrail], { description: 'The guardrails: all must come out as not harmed for PROVEN.' })
  guardrails: OutlookGuardrail[];

  @Field(() => [String], { description: 'What could not be answered, and why.' })
  unanswered: string[];

  @Field(() => [String], { description: 'The same in a few sentences for a manager, numbers rounded for people.' })
  sentences: string[];
}

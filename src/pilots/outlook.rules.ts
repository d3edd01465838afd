import { type DayWindow, Direction, type MetricDefinition, metricRef } from '../metrics/metric.rules.js';
import { dayAfter, daysIn } from '../platform/days.js';
import type { RosterPerson, RosterUnit } from '../roster/roster.rules.js';
import {
  detectableUplift,
  type PlanChange as EnginePlanChange,
  type PlannedSizes,
  type SampleSizeSuggestions,
  sampleSizeSuggestions,
  type Spread,
  type StratumCohorts,
  upliftPower,
} from '../statistics/index.js';
import { armTotal, smallestPs } from './cohort-sizes.rules.js';
import { lookBoundaries, lookObstacles } from './look-calendar.rules.js';
import type { PilotDraft } from './pilot-draft.js';
import { PilotKind } from './pilot.rules.js';
import type { DrawBasis } from './draw-basis.rules.js';
import { controlOf, Mechanism } from './plan.rules.js';
import type { Participant } from './population.rules.js';
import { drawObstacles } from './readiness.rules.js';
import { isSwitching } from './switches.rules.js';
import { orderObstacles, type PlannedWindows, readableOn } from './windows.rules.js';

/** Two stretches of the past that stand in for baseline and measurement: each as long as the measurement. */
export interface HistoryWindows {
  readonly earlier: DayWindow;
  readonly later: DayWindow;
}

/**
 * The latest stretches whose deals have had their time to close by yesterday, as far apart as baseline and measurement
 * are in the plan.
 */
export function historyWindows(
  { baseline, measurement, maturationDays }: PlannedWindows,
  today: string,
): HistoryWindows {
  const days = daysIn(measurement);
  const gap = daysIn({ from: baseline.to, to: measurement.from }) - 2;
  const later = windowEnding(dayAfter(today, -1 - maturationDays), days);
  return { earlier: windowEnding(dayAfter(later.from, -1 - gap), days), later };
}

function windowEnding(to: string, days: number): DayWindow {
  return { from: dayAfter(to, 1 - days), to };
}

/** Units with only those of their people who were in the field from the first day of the past to its last. */
export function seasoned(units: readonly Participant[], { earlier, later }: HistoryWindows): Participant[] {
  const wasThere = ({ startedOn, leftOn }: RosterPerson): boolean =>
    (startedOn === null || startedOn <= earlier.from) && (leftOn === null || leftOn >= later.to);
  return units
    .map((unit) => ({ ...unit, people: unit.people.filter(wasThere) }))
    .filter(({ people }) => people.length > 0);
}

/** The past of a plan: when, and whose. */
export interface KnownPast {
  readonly windows: HistoryWindows;
  readonly units: readonly Participant[];
}

/** Fewer say nothing about how units differ. */
const FEWEST_UNITS = 4;

/** The stretches and the units whose past may be looked at, or why there are none, in a sentence. */
export function knownPast(
  planned: { readonly windows: PlannedWindows; readonly units: readonly Participant[] },
  today: string,
  minimumCohort: number,
): KnownPast | string {
  const windows = historyWindows(planned.windows, today);
  const units = seasoned(planned.units, windows);
  const span = `in the field from ${windows.earlier.from} to ${windows.later.to}`;
  if (units.length < FEWEST_UNITS)
    return `history: only ${String(units.length)} units were ${span}; ${String(FEWEST_UNITS)} are needed to tell how much they differ.`;
  const people = units.reduce((sum, unit) => sum + unit.people.length, 0);
  if (people < minimumCohort)
    return `history: only ${String(people)} salespeople were ${span}; this workspace tells nothing of fewer than ${String(minimumCohort)}.`;
  return { windows, units };
}

/** Everything that leaves a plan without an answer, whatever the past was. */
export function outlookObstacles(
  draft: PilotDraft,
  {
    roster,
    metrics,
    basis,
  }: {
    readonly roster: readonly RosterUnit[];
    readonly metrics: readonly MetricDefinition[];
    readonly basis?: DrawBasis | null;
  },
): string[] {
  const { windows, primary, looks, alpha, guardrails } = draft;
  const order = windows ? orderObstacles(windows) : [];
  const unknown = [...(primary ? [primary.metric] : []), ...guardrails.map(({ metric }) => metric)].filter(
    (ref) => !metrics.some((metric) => metricRef(metric) === ref),
  );
  if (draft.assignment.mechanism === Mechanism.CHOSEN)
    return ['assignment: the pilot arm is chosen by hand, so that this pilot can make no claim, whatever it finds.'];
  if (isSwitching(draft.assignment))
    return [
      `assignment: how small an effect ${draft.assignment.mechanism} arms would show is not told beforehand: there is no short formula for it.`,
    ];
  return [
    ...drawObstacles({ kind: PilotKind.IMPACT, draft, roster, basis }),
    windows === null && 'windows: there are none: say when the baseline and the measurement are.',
    ...order,
    ...(windows && order.length === 0 ? lookObstacles(looks, windows) : []),
    primary === null && 'primary: there is no primary metric: name the one that decides.',
    ...unknown.map((ref) => `metrics: there is no metric ${ref}.`),
    ...guardrails
      .filter(({ marginShare }) => !(marginShare > 0 && marginShare < 1))
      .map(({ metric }) => `guardrails: the margin of ${metric} must lie between 0 and 1 (0.05 is 5 %).`),
    !(alpha > 0 && alpha < 1) && 'alpha: it must lie between 0 and 1; 0.05 is usual.',
  ].filter((obstacle) => obstacle !== false);
}

export interface ArmOutlook {
  readonly armKey: string;
  readonly units: number;
  readonly controlUnits: number;
  readonly smallestP: number;
}

export function armOutlooks(
  draft: Pick<PilotDraft, 'arms' | 'assignment'>,
  sizes: readonly StratumCohorts[],
  basis: DrawBasis | null = null,
): ArmOutlook[] {
  const controlUnits = armTotal(sizes, controlOf(draft.arms)?.key ?? '');
  return [...smallestPs(draft, sizes, basis)].map(([armKey, smallestP]) => ({
    armKey,
    units: armTotal(sizes, armKey),
    controlUnits,
    smallestP,
  }));
}

export interface LookOutlook {
  readonly on: string;
  readonly level: number;
  readonly canReject: boolean;
}

/** The looks of a draft, or the one at which it could first be read. With m pilot arms each is held against alpha / m. */
export function lookOutlooks(
  { looks, alpha }: Pick<PilotDraft, 'looks' | 'alpha'>,
  windows: PlannedWindows,
  arms: readonly ArmOutlook[],
): LookOutlook[] {
  const days = looks.length > 0 ? looks : [readableOn(windows)];
  const smallestP = Math.min(...arms.map((arm) => arm.smallestP));
  const boundaries = lookBoundaries(days, windows, { alpha: alpha / arms.length, smallestP });
  return boundaries.map(({ level }, at) => ({ on: days[at] ?? '', level, canReject: level > 0 }));
}

/** What could be planned otherwise, as the engine tells it. */
export const PlanChange = {
  EVEN_ARMS: 'EVEN_ARMS',
  TWICE_THE_UNITS: 'TWICE_THE_UNITS',
  TWICE_THE_MEASUREMENT: 'TWICE_THE_MEASUREMENT',
  TWICE_THE_BASELINE: 'TWICE_THE_BASELINE',
} as const satisfies Record<EnginePlanChange, EnginePlanChange>;
export type PlanChange = (typeof PlanChange)[keyof typeof PlanChange];

/** The chance of finding the effect for which the planner looks. */
export const PLANNED_POWER = 0.8;

/** How large the comparisons of a plan are. */
export interface Sized {
  readonly arms: readonly ArmOutlook[];
  readonly strata: number;
  /** Of the last look. */
  readonly level: number;
}

/** The smallest relative effect that the arm with the fewest units would show in four of five cases; null where none would. */
export function detectableShare(history: Spread, sized: Sized): number | null {
  const uplifts = sizesOf(sized).map((sizes) => detectableUplift(history, sizes));
  return uplifts.some((uplift) => uplift === null) ? null : Math.max(...uplifts.map((uplift) => uplift ?? 0));
}

/** The chance that a metric comes out as not harmed, in the arm in which that is least likely, when nothing is harmed. */
export function unharmedChance(
  history: Spread,
  { marginShare, direction }: { readonly marginShare: number; readonly direction: Direction },
  sized: Sized,
): number | null {
  const harm = direction === Direction.UP ? -marginShare : marginShare;
  const chances = sizesOf(sized).map((sizes) => upliftPower(history, sizes, harm));
  return chances.some((chance) => chance === null) ? null : Math.min(...chances.map((chance) => chance ?? 0));
}

/** What could be planned otherwise, for the arm that shows the least. `unitsNeeded` counts all arms together. */
export function planChanges(history: Spread, sized: Sized, wantedShare: number): SampleSizeSuggestions {
  const [weakest] = [...sizesOf(sized)].sort((one, other) => one.pilot - other.pilot);
  const { unitsNeeded, suggestions } = sampleSizeSuggestions(history, weakest, wantedShare);
  const all = sized.arms.reduce((sum, { units }) => sum + units, weakest.control);
  return {
    unitsNeeded: unitsNeeded && Math.ceil((unitsNeeded * all) / (weakest.pilot + weakest.control)),
    // of several arms no two can be made even without the others
    suggestions: suggestions.filter(({ change }) => change !== 'EVEN_ARMS' || sized.arms.length === 1),
  };
}

function sizesOf({ arms, strata, level }: Sized): PlannedSizes[] {
  return arms.map(({ units, controlUnits }) => ({ pilot: units, control: controlUnits, strata, level }));
}

import { type ConfidenceSet, andersonRubinSet } from './anderson-rubin.js';
import { analysedUse } from './analysed-use.js';
import { hasOutcome, inNameOrder, rosterRefusal } from '../comparison/assigned-units.js';
import { comparisonScale } from '../comparison/comparison-scale.js';
import {
  COLUMN,
  type ComparisonPlan,
  type ComparisonScale,
  type Interval,
  type ObservedUnit,
  type StatisticalRefusal,
  refused,
} from '../finding.js';
import { tUpperQuantile } from '../numbers/distributions.js';
import { type TwoStages, twoStages } from './two-stages.js';

/** What the assignment did to the use of the play, pilot minus control, in shares of 1. */
export interface FirstStage {
  readonly estimate: number;
  readonly standardError: number;
  /** The squared t statistic; null where everybody did as assigned, so that it has no bound. */
  readonly f: number | null;
}

/** The effect in a unit that people read. */
export interface UsersView {
  /** null, like the interval, where the assignment moved the use too little for a best estimate. */
  readonly estimate: number | null;
  readonly interval: Interval | null;
  readonly andersonRubin: ConfidenceSet;
}

/** What using the play fully, rather than not at all, changed for those who used it because they were assigned to. */
export interface UsersEffect {
  readonly arm: string;
  readonly scale: ComparisonScale;
  /** Rows with an outcome and a known use, by arm. */
  readonly units: { readonly control: number; readonly pilot: number };
  /** Their mean share of use. */
  readonly use: { readonly control: number; readonly pilot: number } | null;
  readonly firstStage: FirstStage | null;
  /** On the scale of the model, per whole unit of use. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly interval: Interval | null;
  /** Always given where both stages could be fitted. On the scale of the model. */
  readonly andersonRubin: ConfidenceSet | null;
  /** As a share of what it would be without use: on the log scale. */
  readonly relative: UsersView | null;
  /** In the metric's own unit: on the raw scale and for ratios. */
  readonly absolute: UsersView | null;
  readonly refusal: StatisticalRefusal | null;
}

/** Below this first-stage F a best estimate misleads: it lies too near to the intention to treat divided by chance. */
const WEAKEST_F = 10;

/**
 * The effect of use in each pilot arm against control: the effect of the assignment divided by what the assignment did to
 * the use (two-stage least squares with the comparison's own columns, differences within matched pairs), HC2 or CR2 with Satterthwaite degrees of freedom,
 * and beside it the Anderson-Rubin interval, which holds also where the assignment moved the use little. It has no p-value
 * of its own: that users had no effect is what the comparison of the arms as assigned tests.
 * Rows as for compareArms, with `used`; rows without it are left out. Assumes that the arms were drawn, that the assignment
 * changes the outcome through use alone, and that nobody used it less for being assigned to it; of unequal shares it is an
 * average weighted by how far the assignment moved each. Refuses as compareArms does; NOT_A_SHARE with the unit,
 * NO_VARIANCE of the use, and WEAK_FIRST_STAGE below F = 10 or where the pilot arm used it less than control.
 * Angrist, Imbens & Rubin 1996, doi:10.1080/01621459.1996.10476902; Stock & Yogo 2005; Imbens & Kolesar 2016.
 */
export function usersEffect(
  rows: readonly ObservedUnit[],
  plan: ComparisonPlan,
): readonly UsersEffect[] | StatisticalRefusal {
  const roster = inNameOrder(rows);
  const refusal = rosterRefusal(roster) ?? brokenShare(roster);
  if (refusal) return refusal;
  const scale = comparisonScale(roster, plan.scale);
  const known = roster.map((row) => (typeof row.used === 'number' ? row : { ...row, outcome: null }));
  const arms = [...new Set(roster.map(({ arm }) => arm))].filter((arm) => arm !== plan.control).sort();
  if (arms.length === 0) return refused('TOO_FEW_UNITS', { arm: plan.control });
  return arms.map((arm) => effectOfArm(known, { arm, scale }, plan));
}

function brokenShare(roster: readonly ObservedUnit[]): StatisticalRefusal | null {
  const broken = roster.find(({ used }) => typeof used === 'number' && !(used >= 0 && used <= 1));
  return broken ? refused('NOT_A_SHARE', { arm: broken.arm, unit: broken.unit, column: COLUMN.used }) : null;
}

interface Asked {
  readonly arm: string;
  readonly scale: ComparisonScale;
}

function effectOfArm(known: readonly ObservedUnit[], asked: Asked, plan: ComparisonPlan): UsersEffect {
  const { arm, scale } = asked;
  const { control, alpha, level = alpha } = plan;
  const analysed = analysedUse(known, asked, control);
  if (analysed.kind === 'refused')
    return { arm, scale, units: unitsSeen(known, asked, control), ...NOTHING, refusal: analysed };
  const { units, use, question } = analysed;
  const shown = { arm, scale, units, ...NOTHING, use };
  const stages = twoStages(question);
  if (stages.kind === 'refused') return { ...shown, refusal: { ...stages, arm } };
  const firstStage = firstStageOf(stages);
  const andersonRubin = andersonRubinSet(stages, level);
  const isWeak = firstStage.estimate <= 0 || (firstStage.f !== null && firstStage.f < WEAKEST_F);
  const found = isWeak ? NO_ESTIMATE : waldEstimate(stages, level);
  const refusal = isWeak ? refused('WEAK_FIRST_STAGE', { arm, column: COLUMN.used }) : null;
  return { ...shown, firstStage, ...found, andersonRubin, ...viewsOf(scale, found, andersonRubin), refusal };
}

function unitsSeen(rows: readonly ObservedUnit[], { arm, scale }: Asked, control: string): UsersEffect['units'] {
  const count = (name: string): number =>
    rows.filter((row) => row.arm === name && hasOutcome(row, scale === 'ratio')).length;
  return { control: count(control), pilot: count(arm) };
}

const NO_ESTIMATE = { estimate: null, standardError: null, degreesOfFreedom: null, interval: null } as const;

const NOTHING = {
  use: null,
  firstStage: null,
  ...NO_ESTIMATE,
  andersonRubin: null,
  relative: null,
  absolute: null,
} as const;

function firstStageOf({ firstStage, variance }: TwoStages): FirstStage {
  const f = variance.use === 0 ? null : firstStage ** 2 / variance.use;
  return { estimate: firstStage, standardError: Math.sqrt(variance.use), f };
}

type WaldEstimate = Pick<UsersEffect, 'estimate' | 'standardError' | 'degreesOfFreedom' | 'interval'>;

function waldEstimate(stages: TwoStages, level: number): WaldEstimate {
  const { reducedForm, firstStage, degreesOfFreedom } = stages;
  const estimate = reducedForm / firstStage;
  const standardError = stages.standardErrorAt(estimate) / firstStage;
  const margin = tUpperQuantile(level / 2, degreesOfFreedom) * standardError;
  return { estimate, standardError, degreesOfFreedom, interval: [estimate - margin, estimate + margin] };
}

function viewsOf(
  scale: ComparisonScale,
  { estimate, interval }: WaldEstimate,
  andersonRubin: ConfidenceSet,
): Pick<UsersEffect, 'relative' | 'absolute'> {
  if (scale !== 'log') return { relative: null, absolute: { estimate, interval, andersonRubin } };
  const share = (end: number | null): number | null => (end === null ? null : finite(Math.expm1(end)));
  const { shape, low, high } = andersonRubin;
  const relative = {
    estimate: share(estimate),
    interval: interval && ([share(interval[0]), share(interval[1])] as const),
    andersonRubin: { shape, low: share(low), high: share(high) },
  };
  return { relative, absolute: null };
}

/** Beyond the range of doubles there is no end. */
function finite(end: number): number | null {
  return Number.isFinite(end) ? end : null;
}

import { ancova } from './ancova.js';
import type { Comparison, ComparisonScale, Estimate, Interval, ObservedUnit, StatisticalRefusal } from './finding.js';
import { COLUMN, refused } from './finding.js';
import { CONTROL_MEAN, type FittedArms, PILOT_MEAN, UPLIFT, marginOf, pValueOf } from './fitted-arms.js';
import type { ObservedArms } from './observed-arms.js';
import { type Levels, relativeUplift } from './relative-uplift.js';
import type { ContrastEstimate } from './robust-variance.js';
import { welch } from './welch.js';

/** The uplift of one fitted comparison, in the model's own terms and in the metric's unit. */
export interface PilotUplift extends Pick<
  { readonly [Key in keyof Comparison]: NonNullable<Comparison[Key]> },
  | 'method'
  | 'estimate'
  | 'standardError'
  | 'degreesOfFreedom'
  | 'pValue'
  | 'interval'
  | 'adjustedMeans'
  | 'adjustedIntervals'
  | 'absolute'
> {
  readonly kind: 'uplift';
  /** A refusal CONTROL_NEAR_ZERO where the control mean cannot be told from zero. */
  readonly relative: Estimate | StatisticalRefusal;
}

/** Fits the estimator that the design asks for: Welch for two plain arms, ANCOVA with strata, covariates or clusters. */
export function fittedArms({ rows }: Pick<ObservedArms, 'rows'>): FittedArms | StatisticalRefusal {
  const plain = rows.strata.length === 0 && rows.covariates.length === 0;
  const oneRowEach = rows.groups.names.length === rows.response.length;
  return plain && oneRowEach ? welch(rows.response, rows.treatment) : ancova(rows);
}

/** What one pilot arm changed: absolute and relative from one model and one test, so that they cannot contradict each other. */
export function pilotUplift(arms: ObservedArms, levels: Levels): PilotUplift | StatisticalRefusal {
  const fitted = fittedArms(arms);
  if (fitted.kind === 'refused') return fitted;
  const contrast = fitted.combine(UPLIFT);
  if (contrast.kind === 'refused') return contrast;
  if (!(contrast.standardError > 0)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const margin = marginOf(contrast, levels.level);
  const { estimate, standardError, degreesOfFreedom } = contrast;
  const interval = finite([estimate - margin, estimate + margin]);
  const control = fitted.combine(CONTROL_MEAN);
  if (control.kind === 'refused') return control;
  const pilot = fitted.combine(PILOT_MEAN);
  if (pilot.kind === 'refused') return pilot;
  const means = { control, pilot };
  const views =
    arms.scale === 'log'
      ? logViews(arms, contrast, { means, level: levels.level, interval })
      : linearViews(fitted, contrast, { means, levels, interval });
  const pValue = pValueOf(contrast);
  return {
    kind: 'uplift',
    method: fitted.method,
    estimate,
    standardError,
    degreesOfFreedom,
    pValue,
    interval,
    ...views,
  };
}

type Views = Pick<PilotUplift, 'adjustedMeans' | 'adjustedIntervals' | 'absolute' | 'relative'>;

interface ArmMeans {
  readonly control: ContrastEstimate;
  readonly pilot: ContrastEstimate;
}

/**
 * Uplift exp(b) - 1. The control mean is that of all compared units had none been in the pilot: a pilot unit's outcome
 * divided by exp(b). It is held fixed for the difference, so that both views rest on the one test of b. A mean's own
 * interval reaches as far from it, in per cent, as that of the mean logarithm.
 */
function logViews(
  { rows, observed, roster }: ObservedArms,
  { estimate }: ContrastEstimate,
  { means, level, interval }: { readonly means: ArmMeans; readonly level: number; readonly interval: Interval },
): Views {
  let total = 0;
  observed.forEach((row, i) => (total += outcomeOf(roster[row]) * Math.exp(-estimate * rows.treatment[i])));
  const control = total / observed.length;
  const uplift = Math.expm1(estimate);
  const pilot = control * (1 + uplift);
  const share = finite(interval.map((end) => (end === null ? NaN : Math.expm1(end))));
  const difference = finite(share.map((end) => (end === null ? NaN : end * control)));
  const around = (mean: number, contrast: ContrastEstimate): Interval => {
    const factor = Math.exp(marginOf(contrast, level));
    return finite([mean / factor, mean * factor]);
  };
  return {
    adjustedMeans: { control, pilot },
    adjustedIntervals: { control: around(control, means.control), pilot: around(pilot, means.pilot) },
    absolute: { estimate: uplift * control, interval: difference },
    relative: { estimate: uplift, interval: share },
  };
}

function linearViews(
  fitted: FittedArms,
  { estimate }: ContrastEstimate,
  { means, levels, interval }: { readonly means: ArmMeans; readonly levels: Levels; readonly interval: Interval },
): Views {
  const around = (contrast: ContrastEstimate): Interval => {
    const margin = marginOf(contrast, levels.level);
    return finite([contrast.estimate - margin, contrast.estimate + margin]);
  };
  return {
    adjustedMeans: { control: means.control.estimate, pilot: means.pilot.estimate },
    adjustedIntervals: { control: around(means.control), pilot: around(means.pilot) },
    absolute: { estimate, interval },
    relative: relativeUplift(fitted, levels),
  };
}

function outcomeOf({ outcome }: ObservedUnit): number {
  return outcome ?? NaN;
}

/** An end beyond the range of doubles is unbounded. */
function finite(ends: readonly number[]): Interval {
  const [low, high] = ends.map((end) => (Number.isFinite(end) ? end : null));
  return [low, high];
}

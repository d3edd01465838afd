import { ancova } from './ancova.js';
import {
  COLUMN,
  type Comparison,
  type Interval,
  type ObservedUnit,
  type StatisticalRefusal,
  refused,
} from '../finding.js';
import {
  type ArmWeights,
  CONTROL_MEAN,
  type FittedArms,
  PILOT_MEAN,
  UPLIFT,
  marginOf,
  pValueOf,
} from './fitted-arms.js';
import type { ObservedArms } from './observed-arms.js';
import { type Levels, relativeUplift } from './relative-uplift.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';
import { welch } from './welch.js';

/** What a comparison says in the metric's own unit. */
type Views = Pick<Comparison, 'adjustedMeans' | 'adjustedIntervals' | 'absolute' | 'relative'>;

/** The uplift of one fitted comparison, in the model's own terms and in the metric's unit. */
export interface PilotUplift {
  readonly kind: 'uplift';
  readonly figures: Views &
    Pick<Comparison, 'method' | 'estimate' | 'standardError' | 'interval'> & {
      readonly degreesOfFreedom: number;
      readonly pValue: number;
    };
}

/** Fits the estimator that the rows ask for: Welch for two plain arms, ANCOVA with strata, covariates or clusters. */
export function fittedArms({ rows }: Pick<ObservedArms, 'rows'>): FittedArms | StatisticalRefusal {
  const plain = rows.strata.length === 0 && rows.covariates.length === 0;
  const oneRowEach = rows.groups.names.length === rows.response.length;
  return plain && oneRowEach ? welch(rows.response, rows.treatment) : ancova(rows);
}

/**
 * What one pilot arm changed by the fit of its design: absolute and relative from one model and one test, so that they cannot
 * contradict each other.
 */
export function pilotUplift(
  arms: ObservedArms,
  levels: Levels,
  fitted: FittedArms | StatisticalRefusal = fittedArms(arms),
): PilotUplift | StatisticalRefusal {
  if (fitted.kind === 'refused') return fitted;
  const controlMean = arms.scale === 'log' ? (estimate: number) => unpilotedMean(arms, estimate) : null;
  const method = arms.pair.chosen ? 'DIFFERENCE_IN_DIFFERENCES' : fitted.method;
  return upliftFigures({ ...fitted, method }, levels, controlMean);
}

/**
 * The figures of a fitted comparison. On the log scale the control mean in the metric's own unit is what `controlMean` makes
 * of the estimate; on the others (null) it is the model's. Refuses NO_VARIANCE.
 */
export function upliftFigures(
  fitted: FittedArms,
  levels: Levels,
  controlMean: ((estimate: number) => number) | null,
): PilotUplift | StatisticalRefusal {
  const contrast = fitted.combine(UPLIFT);
  if (contrast.kind === 'refused') return contrast;
  if (!(contrast.standardError > 0)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const { estimate, standardError, degreesOfFreedom } = contrast;
  const asked = { fitted, contrast, levels };
  const figures = {
    method: fitted.method,
    estimate,
    standardError,
    degreesOfFreedom,
    pValue: pValueOf(contrast),
    interval: around(contrast, levels.level),
    ...(controlMean === null ? linearViews(asked) : logViews(asked, controlMean(estimate))),
  };
  return { kind: 'uplift', figures };
}

/** The mean of all compared units had none been in the pilot: a pilot unit's outcome divided by exp(b). */
function unpilotedMean({ rows, observed, roster }: ObservedArms, estimate: number): number {
  let total = 0;
  observed.forEach((row, i) => (total += outcomeOf(roster[row]) * Math.exp(-estimate * rows.treatment[i])));
  return total / observed.length;
}

interface Fitted {
  readonly fitted: FittedArms;
  /** The uplift on the scale of the model. */
  readonly contrast: ContrastEstimate;
  readonly levels: Levels;
}

/**
 * Uplift exp(b) - 1. The control mean is held fixed for the difference, so that both views rest on the one test of b. A
 * mean's own interval reaches as far from it, in per cent, as that of the mean logarithm.
 */
function logViews({ fitted, contrast, levels }: Fitted, control: number): Views {
  const uplift = Math.expm1(contrast.estimate);
  const pilot = control * (1 + uplift);
  const share = around(contrast, levels.level, Math.expm1);
  const ofMean = (mean: number, weights: ArmWeights): Interval => {
    const own = fitted.combine(weights);
    return own.kind === 'refused'
      ? UNKNOWN
      : around({ ...own, estimate: 0 }, levels.level, (end) => mean * Math.exp(end));
  };
  return {
    adjustedMeans: { control, pilot },
    adjustedIntervals: { control: ofMean(control, CONTROL_MEAN), pilot: ofMean(pilot, PILOT_MEAN) },
    absolute: { estimate: uplift * control, interval: bounded(share.map((end) => (end ?? NaN) * control)) },
    relative: { estimate: uplift, interval: share },
  };
}

function linearViews({ fitted, contrast, levels }: Fitted): Views {
  const ofMean = (weights: ArmWeights): Interval => {
    const own = fitted.combine(weights);
    return own.kind === 'refused' ? UNKNOWN : around(own, levels.level);
  };
  const relative = relativeUplift(fitted, levels);
  return {
    adjustedMeans: { control: fitted.value(CONTROL_MEAN), pilot: fitted.value(PILOT_MEAN) },
    adjustedIntervals: { control: ofMean(CONTROL_MEAN), pilot: ofMean(PILOT_MEAN) },
    absolute: { estimate: contrast.estimate, interval: around(contrast, levels.level) },
    relative: 'kind' in relative ? null : relative,
  };
}

const UNKNOWN: Interval = [null, null];

/** The interval with two-sided error `level`, its ends put on another scale where one is given. */
function around(contrast: ContrastEstimate, level: number, scale: (end: number) => number = (end) => end): Interval {
  const margin = marginOf(contrast, level);
  return bounded([scale(contrast.estimate - margin), scale(contrast.estimate + margin)]);
}

/** An end beyond the range of doubles is unbounded. */
function bounded(ends: readonly number[]): Interval {
  const [low, high] = ends.map((end) => (Number.isFinite(end) ? end : null));
  return [low, high];
}

function outcomeOf({ outcome }: ObservedUnit): number {
  return outcome ?? NaN;
}

import { type FittedArms, UPLIFT, marginOf, pValueOf } from '../comparison/fitted-arms.js';
import { type Levels, relativeUplift } from '../comparison/relative-uplift.js';
import {
  COLUMN,
  type Comparison,
  type ComparisonScale,
  type Estimate,
  type Interval,
  type StatisticalRefusal,
  refused,
} from '../finding.js';

/** In the order of the table. A method that says nothing new about the design at hand has no row. */
export const SENSITIVITY_CODES = [
  /** The estimator that the design asks for, by its model alone. */
  'REGISTERED',
  /** The same model with the variance HC3. */
  'HC3',
  /** The same model with the variance CR3 by cluster. */
  'CR3',
  /** Analysis of covariance on one mean for each cluster. */
  'CLUSTER_MEANS',
  /** The same model, p and interval by the wild cluster bootstrap. */
  'WILD_CLUSTER_BOOTSTRAP',
  /** The units of a paired draw as if they had been drawn one by one. */
  'UNPAIRED',
  /** Ranks of the differences within pairs, and the shift among them. */
  'SIGNED_RANK',
  /** Means of the assigned units, with nothing taken into account. */
  'WELCH',
  /** Ranks of the assigned units, and the shift between them. */
  'MANN_WHITNEY',
  /** The baseline may tell something different in each arm. */
  'LIN_INTERACTED',
  /** The baseline taken out beforehand. */
  'CUPED',
  /** The change of each unit since its baseline, where the baseline is a covariate. */
  'DIFFERENCE_IN_DIFFERENCES',
  /** The baseline as a covariate, where changes are compared because the arms were chosen. */
  'ANCOVA',
  /** Logarithms, where the raw scale was taken. */
  'LOG_SCALE',
  /** Differences, where logarithms were taken. */
  'RAW_SCALE',
  /** Every unit's own ratio counts the same. */
  'MEAN_OF_RATIOS',
  /** The ratio of the two plain means. */
  'RATIO_OF_MEANS',
  /** The highest twentieth of outcomes and baselines brought down to where it begins. */
  'WINSORISED',
] as const;

export type SensitivityCode = (typeof SENSITIVITY_CODES)[number];

/** One pilot arm against control by another reasonable estimator. Numbers are null where refused, or where the method has none. */
export interface SensitivityRow {
  readonly code: SensitivityCode;
  readonly scale: ComparisonScale;
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
  readonly interval: Interval | null;
  /** As a share of the control mean; null also where the method compares no means. */
  readonly relative: Estimate | null;
  readonly refusal: StatisticalRefusal | null;
}

/** What a row is about. */
export interface RowHead {
  readonly code: SensitivityCode;
  readonly scale: ComparisonScale;
}

export function refusedRow(head: RowHead, refusal: StatisticalRefusal): SensitivityRow {
  const nothing = { estimate: null, standardError: null, degreesOfFreedom: null, pValue: null, interval: null };
  return { ...head, ...nothing, relative: null, refusal };
}

/** What another comparison by the engine says. */
export function comparisonRow(code: SensitivityCode, { scale, ...comparison }: Comparison): SensitivityRow {
  const { estimate, standardError, degreesOfFreedom, pValue, interval, relative, refusal } = comparison;
  return { code, scale, estimate, standardError, degreesOfFreedom, pValue, interval, relative, refusal };
}

/** The row of a fit: its uplift with t interval and p, and the relative uplift as the registered comparison has it. */
export function fittedRow(
  head: RowHead,
  fitted: Pick<FittedArms, 'combine'> | StatisticalRefusal,
  levels: Levels,
): SensitivityRow {
  if (!('combine' in fitted)) return refusedRow(head, fitted);
  const combine: FittedArms['combine'] = (weights) => fitted.combine(weights);
  const contrast = combine(UPLIFT);
  if (contrast.kind === 'refused') return refusedRow(head, contrast);
  const { estimate, standardError, degreesOfFreedom } = contrast;
  if (!(standardError > 0)) return refusedRow(head, refused('NO_VARIANCE', { column: COLUMN.outcome }));
  const margin = marginOf(contrast, levels.level);
  const interval: Interval = [estimate - margin, estimate + margin];
  const relative = head.scale === 'log' ? asShare(estimate, interval) : relativeUplift({ combine }, levels);
  return {
    ...head,
    estimate,
    standardError,
    degreesOfFreedom,
    pValue: pValueOf(contrast),
    interval,
    relative: 'kind' in relative ? null : relative,
    refusal: null,
  };
}

/** The row of a method that has p and interval and no standard error: ranks, or the bootstrap. */
export function shiftRow(
  head: RowHead,
  found: (Pick<Estimate, 'estimate' | 'interval'> & { readonly pValue: number }) | StatisticalRefusal,
): SensitivityRow {
  if ('code' in found) return refusedRow(head, found);
  const { estimate, interval, pValue } = found;
  const relative = head.scale === 'log' ? asShare(estimate, interval) : null;
  return { ...head, estimate, standardError: null, degreesOfFreedom: null, pValue, interval, relative, refusal: null };
}

/** A difference of logarithms as a share; an end beyond the range of doubles is unbounded. */
function asShare(estimate: number, interval: Interval): Estimate {
  const [low, high] = interval.map((end) => {
    const share = end === null ? Infinity : Math.expm1(end);
    return Number.isFinite(share) ? share : null;
  });
  return { estimate: Math.expm1(estimate), interval: [low, high] };
}

import { COLUMN, type StatisticalRefusal, refused } from '../finding.js';
import { type Design, contrastValue, leastSquares } from '../numbers/least-squares.js';
import { type Grouping, contrastEstimate, groupDirections } from '../numbers/robust-variance.js';
import { isRounding } from '../numbers/rounding.js';

/** Shares that differ by less do not differ. */
const NO_USE = 1e-12;

/** One comparison, asked twice: what the assignment did to the outcome, and what it did to the use of the play. */
export interface StagesQuestion {
  /** Of the comparison itself: intercept, strata, treatment, covariates. */
  readonly design: Design;
  /** Which combination of its coefficients is the effect of the assignment. */
  readonly contrast: Float64Array;
  readonly groups: Grouping;
  /** By row, on the scale of the model. */
  readonly outcome: Float64Array;
  /** By row, share of use from 0 to 1. */
  readonly use: Float64Array;
}

/** Both effects of the assignment with the variances and the covariance of the two. */
export interface TwoStages {
  readonly kind: 'stages';
  /** Of the assignment on the outcome: the intention to treat. */
  readonly reducedForm: number;
  /** Of the assignment on the use. */
  readonly firstStage: number;
  /** HC2, or CR2 where rows share a group. */
  readonly variance: { readonly outcome: number; readonly use: number; readonly both: number };
  /** Satterthwaite; those of the design, hence the same for every combination of outcome and use. */
  readonly degreesOfFreedom: number;
  /** Standard error of "outcome less `effect` times use", without the cancellation of the three variances. */
  standardErrorAt(effect: number): number;
}

/**
 * The two stages of an instrumental variable that is the assignment itself. As assignment is the only instrument, the
 * projected regressors of two-stage least squares span the columns of the comparison, so its leverages and its degrees of
 * freedom are those of the comparison, and its residuals are those of the outcome less the effect times those of the use.
 * Refuses NO_VARIANCE (outcome; use, where nobody's differs) and NOT_IDENTIFIED_BY_REPLICATION with the unit.
 * Angrist & Imbens 1995, doi:10.1080/01621459.1995.10476535; variance: robust-variance.ts.
 */
export function twoStages({ design, contrast, groups, outcome, use }: StagesQuestion): TwoStages | StatisticalRefusal {
  const outcomeFit = leastSquares(design, outcome);
  const useFit = leastSquares(design, use);
  if (isRounding(outcomeFit.residuals, outcome)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  // Where everybody did as assigned nothing is left of the use, and rounding must not be taken for it.
  const followed = isRounding(useFit.residuals, use);
  const firstStage = contrastValue(useFit, contrast);
  if (followed && Math.abs(firstStage) <= NO_USE) return refused('NO_VARIANCE', { column: COLUMN.used });
  const useResiduals = followed ? new Float64Array(use.length) : useFit.residuals;
  const contrastOf = (residuals: Float64Array) =>
    contrastEstimate(groupDirections({ ...outcomeFit, residuals }, groups), contrast);
  const own = contrastOf(outcomeFit.residuals);
  if (own.kind === 'refused') return own;
  const errorOf = (residuals: Float64Array): number => {
    const found = contrastOf(residuals);
    return found.kind === 'refused' ? NaN : found.standardError;
  };
  const errors = { outcome: own.standardError, use: followed ? 0 : errorOf(useResiduals) };
  return {
    kind: 'stages',
    reducedForm: contrastValue(outcomeFit, contrast),
    firstStage,
    variance: {
      outcome: errors.outcome ** 2,
      use: errors.use ** 2,
      both: covariance([outcomeFit.residuals, useResiduals], [errors.outcome, errors.use], errorOf),
    },
    degreesOfFreedom: own.degreesOfFreedom,
    standardErrorAt: (effect) => errorOf(outcomeFit.residuals.map((value, row) => value - effect * useResiduals[row])),
  };
}

/** By polarisation: a quarter of V(u + v) - V(u - v), both brought to a standard error of 1 first so that neither drowns the other. */
function covariance(
  [first, second]: readonly [Float64Array, Float64Array],
  [firstError, secondError]: readonly [number, number],
  errorOf: (residuals: Float64Array) => number,
): number {
  if (firstError === 0 || secondError === 0) return 0;
  const combined = (sign: 1 | -1): Float64Array =>
    first.map((value, row) => value / firstError + (sign * second[row]) / secondError);
  return ((errorOf(combined(1)) ** 2 - errorOf(combined(-1)) ** 2) / 4) * firstError * secondError;
}

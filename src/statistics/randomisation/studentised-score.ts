/**
 * What one draw says about the effect, on the scale where the residualised treatment has length 1: t^2 at a supposed effect
 * tau is (effect - tau shiftEffect)^2 / (variance - 2 tau cross + tau^2 shiftVariance). So a draw is scored once, in O(rows),
 * and then answers for every tau in O(1), which is what makes an interval by inversion cheap.
 */
export interface StudentisedScore {
  effect: number;
  variance: number;
  shiftEffect: number;
  cross: number;
  shiftVariance: number;
}

/** 'unreplicated': a single unit carries the effect, and no second one tells its variance. */
export type ScoreState = 'sound' | 'collinear' | 'unreplicated';

/** Scores draws of one fixed set of rows. */
export interface DrawScorer {
  /** Scores the draw into `score`, which is left as it was where the draw is not sound. The parts of the shift are only scored on request. */
  score(treatment: Float64Array, score: StudentisedScore, withShift: boolean): ScoreState;
}

/** Share of the treatment's own variation about its mean that the other columns must leave over. */
export const IDENTIFIED_SHARE = 1e-12;

/** Of the residual sum of squares: a studentised variance below this is rounding, the fit is perfect. */
const PERFECT_FIT = 1e-14;
const NO_EFFECT = 1e-20;

export function emptyScore(): StudentisedScore {
  return { effect: 0, variance: 0, shiftEffect: 0, cross: 0, shiftVariance: 0 };
}

/**
 * t^2 where the response has `total` as its residual sum of squares under the null. A variance of 0 makes the statistic
 * infinite, or 0 where there is no effect either.
 */
export function squaredStatistic(effect: number, variance: number, total: number): number {
  const square = effect * effect;
  if (variance > PERFECT_FIT * total) return square / variance;
  return square > NO_EFFECT * total ? Infinity : 0;
}

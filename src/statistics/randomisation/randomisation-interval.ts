import type { Interval } from '../finding.js';
import { type StudentisedScore, squaredStatistic } from './studentised-score.js';

/** |t*| counts as at least |t| from this share of it on, so that equal assignments are equal in floating point too. */
const TIE = (1 - 1e-9) ** 2;
/** An end further than 2^30 standard errors away is no end. */
const DOUBLINGS = 30;
/** Of a standard error. */
const WIDTH = 1e-10;

/** The scores of all draws at hand, column by column, and the registered assignment's own. */
export interface ScoredDraws {
  readonly observed: StudentisedScore;
  readonly effect: Float64Array;
  readonly variance: Float64Array;
  /** The parts of the shift; empty where no interval was asked for. */
  readonly shiftEffect: Float64Array;
  readonly cross: Float64Array;
  readonly shiftVariance: Float64Array;
  /** Residual sums of squares and products of response and shift under the null. */
  readonly totals: { readonly response: number; readonly cross: number; readonly shift: number };
  /** What the p-value adds to the count of draws and to their number: 1 for random draws, where the registered one is not among them. */
  readonly added: 0 | 1;
}

/** p of the draws at no effect: the share at least as extreme as the registered assignment. */
export function shareAsExtreme(draws: ScoredDraws): number {
  const { effect, variance, observed, totals, added } = draws;
  const threshold = TIE * squaredStatistic(observed.effect, observed.variance, totals.response);
  let count = added;
  for (let i = 0; i < effect.length; i += 1) {
    if (squaredStatistic(effect[i], variance[i], totals.response) >= threshold) count += 1;
  }
  return count / (effect.length + added);
}

/** The same at a supposed effect tau, in units of the shift. */
function shareAt(draws: ScoredDraws, tau: number): number {
  const { effect, variance, shiftEffect, cross, shiftVariance, observed, totals, added } = draws;
  const total = Math.max(0, totals.response - 2 * tau * totals.cross + tau * tau * totals.shift);
  const ownVariance = observed.variance - 2 * tau * observed.cross + tau * tau * observed.shiftVariance;
  const threshold = TIE * squaredStatistic(observed.effect - tau * observed.shiftEffect, ownVariance, total);
  let count = added;
  for (let i = 0; i < effect.length; i += 1) {
    const left = variance[i] - tau * (2 * cross[i] - tau * shiftVariance[i]);
    if (squaredStatistic(effect[i] - tau * shiftEffect[i], left, total) >= threshold) count += 1;
  }
  return count / (effect.length + added);
}

/**
 * The effects that the test would not reject at `level`, found by bisection with the same draws throughout. The search starts
 * from no effect, so that the interval leaves 0 out exactly where the p-value is at or below the level. An end is null where no
 * effect, however large, would be rejected: the design has too few assignments for that level.
 */
export function invertedInterval(draws: ScoredDraws, level: number): Interval {
  const { observed, totals, effect } = draws;
  if (!(observed.shiftEffect > 0)) return [null, null];
  const centre = observed.effect / observed.shiftEffect;
  const error = Math.sqrt(observed.variance) || Math.sqrt(totals.response / effect.length);
  const search = { draws, level, centre, step: error / observed.shiftEffect, atNull: shareAsExtreme(draws) };
  return [endOf(search, -1), endOf(search, 1)];
}

interface Search {
  readonly draws: ScoredDraws;
  readonly level: number;
  readonly centre: number;
  readonly step: number;
  readonly atNull: number;
}

/** One end: steps outwards from the estimate, or from no effect where that is not rejected, then bisects. */
function endOf(search: Search, side: -1 | 1): number | null {
  const { draws, level, centre, step, atNull } = search;
  const nullIsOnThisSide = -centre * side >= 0;
  if (nullIsOnThisSide && atNull <= level) return bisected(search, centre, 0);
  let inside = nullIsOnThisSide ? 0 : centre;
  for (let k = 0; k <= DOUBLINGS; k += 1) {
    const probe = inside + side * step * 2 ** k;
    if (shareAt(draws, probe) <= level) return bisected(search, inside, probe);
    inside = probe;
  }
  return null;
}

/** The outermost effect of the search that is not rejected, between one that is not (`inside`) and one that is. */
function bisected({ draws, level, step }: Search, inside: number, outside: number): number {
  while (Math.abs(outside - inside) > WIDTH * step) {
    const middle = inside + (outside - inside) / 2;
    if (middle === inside || middle === outside) break;
    if (shareAt(draws, middle) <= level) outside = middle;
    else inside = middle;
  }
  return inside;
}

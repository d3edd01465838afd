import type { KnownEffect } from './pilot-effect.js';
import { weightedMean } from './weighted-mean.js';

/**
 * The variance between effects at which their weighted squares add up to what chance leads to expect, k - 1; 0 where they
 * add up to less without it. The sum falls steadily as the variance grows, so bisection always finds it.
 * At least two effects with variances above 0; in the square of their unit.
 * Paule & Mandel 1982, doi:10.6028/jres.087.022.
 */
export function pauleMandelVariance(effects: readonly KnownEffect[]): number {
  const expected = effects.length - 1;
  const excess = (between: number): number => weightedMean(effects, between).spread - expected;
  if (excess(0) <= 0) return 0;
  let low = 0;
  let high = Math.max(...effects.map(({ variance }) => variance));
  while (excess(high) > 0) [low, high] = [high, 2 * high];
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return high;
}

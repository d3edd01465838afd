import type { KnownEffect } from './pilot-effect.js';
import { weightedMean } from './weighted-mean.js';

const STEPS = 200;
const AGREEMENT = 1e-13;

/**
 * The variance between effects beyond their own variances, by restricted maximum likelihood (Fisher scoring from the
 * moment estimate); 0 where the likelihood falls from there on. null where the steps do not settle.
 * At least two effects with variances above 0; in the square of their unit. Assumes normal effects.
 * Viechtbauer 2005, doi:10.3102/10769986030003261.
 */
export function restrictedLikelihoodVariance(effects: readonly KnownEffect[]): number | null {
  let between = momentVariance(effects);
  for (let step = 0; step < STEPS; step++) {
    const next = Math.max(0, between + scoringStep(effects, between));
    if (Math.abs(next - between) <= AGREEMENT * next) return next;
    between = next;
  }
  return null;
}

/** The score of the restricted likelihood at a variance, divided by its information. */
function scoringStep(effects: readonly KnownEffect[], between: number): number {
  const { mean, weights, total } = weightedMean(effects, between);
  let [squares, cubes, residual] = [0, 0, 0];
  weights.forEach((weight, i) => {
    squares += weight ** 2;
    cubes += weight ** 3;
    residual += (weight * (effects[i].estimate - mean)) ** 2;
  });
  const trace = total - squares / total;
  const information = squares - (2 * cubes) / total + (squares / total) ** 2;
  return (residual - trace) / information;
}

/** Of the unweighted effects: their variance less the mean of their own (Hedges 1983). */
function momentVariance(effects: readonly KnownEffect[]): number {
  const k = effects.length;
  const mean = effects.reduce((sum, { estimate }) => sum + estimate, 0) / k;
  const seen = effects.reduce((sum, { estimate }) => sum + (estimate - mean) ** 2, 0) / (k - 1);
  return Math.max(0, seen - effects.reduce((sum, { variance }) => sum + variance, 0) / k);
}

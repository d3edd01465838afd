import type { KnownEffect } from './pilot-effect.js';

/** The mean of effects that vary by `between` beyond their own variances, each weighted by its precision 1 / (v + between). */
export interface WeightedMean {
  readonly mean: number;
  readonly weights: Float64Array;
  readonly total: number;
  /** Squared distances from the mean, each times its weight, added up (Cochran's Q at this variance). */
  readonly spread: number;
}

export function weightedMean(effects: readonly KnownEffect[], between: number): WeightedMean {
  const weights = Float64Array.from(effects, ({ variance }) => 1 / (variance + between));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = effects.reduce((sum, { estimate }, i) => sum + weights[i] * estimate, 0) / total;
  const spread = effects.reduce((sum, { estimate }, i) => sum + weights[i] * (estimate - mean) ** 2, 0);
  return { mean, weights, total, spread };
}

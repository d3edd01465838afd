import { UNITS_FOR_A_BASELINE } from '../comparison/observed-arms.js';
import { type PlannedComparison, minimumDetectableEffect, power } from './minimum-detectable-effect.js';
import type { UnitHistory } from './unit-history.js';

/** The size of one pilot arm and of control, and the look that is meant. */
export interface PlannedSizes {
  /** Assigned units of each arm (clusters, where clusters are assigned). */
  readonly pilot: number;
  readonly control: number;
  /** Strata of the draw; default 1. */
  readonly strata?: number;
  /** Two-sided, of the look that is meant, usually the last. */
  readonly level: number;
}

/** What a history says of one metric: its spread and correlation, and the mean that makes them shares of it. */
export type Spread = Pick<UnitHistory, 'scale' | 'spread' | 'correlation' | 'mean'>;

/**
 * The smallest relative uplift (0.1 is 10 %) that a pilot of this size finds with 80 % power: the minimum detectable effect on the
 * scale on which it would be analysed, a factor on the log scale, else divided by the mean. Ratios by their linearised units, clusters
 * by their means. The baseline counts only where there will be units enough to use it. null without a degree of freedom.
 */
export function detectableUplift(history: Spread, sizes: PlannedSizes): number | null {
  const effect = minimumDetectableEffect(comparison(history, sizes));
  if (effect === null) return null;
  return history.scale === 'log' ? Math.expm1(effect) : effect / history.mean;
}

/**
 * The chance that the model's p comes out at or below the level, in either direction, when the relative uplift is `uplift` (above -1);
 * null without a degree of freedom.
 */
export function upliftPower(history: Spread, sizes: PlannedSizes, uplift: number): number | null {
  const effect = history.scale === 'log' ? Math.log1p(uplift) : uplift * history.mean;
  return power(comparison(history, sizes), effect);
}

function comparison({ spread, correlation }: Spread, sizes: PlannedSizes): PlannedComparison {
  const useBaseline = sizes.pilot + sizes.control >= UNITS_FOR_A_BASELINE;
  return { ...sizes, spread, correlation: useBaseline ? correlation : null };
}

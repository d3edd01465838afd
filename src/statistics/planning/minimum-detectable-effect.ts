import { tUpperQuantile } from '../numbers/distributions.js';
import { noncentralTCdf, noncentralTUpperTail } from '../numbers/noncentral-t.js';

/** A comparison of one pilot arm with control, before it is registered. */
export interface PlannedComparison {
  /** Assigned units of each arm (clusters, where clusters are assigned). */
  readonly pilot: number;
  readonly control: number;
  /** Standard deviation between units (cluster means) on the scale of the model: of ln y on the log scale. */
  readonly spread: number;
  /** Of the outcome with the unit's own baseline; null where there will be no baseline in the model. */
  readonly correlation: number | null;
  /** Strata of the draw, each but one a column of the model; default 1. */
  readonly strata?: number;
  /** Two-sided, of the look that is meant, usually the last. */
  readonly level: number;
}

const POWER = 0.8;

/**
 * The effect that a pilot of this size detects with 80 % power, on the scale of the model (as a share on the log scale: exp(x) - 1):
 * (t_{1-level/2} + t_{.8}) sqrt(s^2 (1 - rho^2) (1/n1 + 1/n0)), with as many degrees of freedom as units less columns of the
 * model. Assumes equal variances; looks before the one meant cost little. null without a degree of freedom.
 * Bloom 1995, doi:10.1177/0193841X9501900504.
 */
export function minimumDetectableEffect(plan: PlannedComparison): number | null {
  const df = degreesOfFreedom(plan);
  if (df < 1) return null;
  return (tUpperQuantile(plan.level / 2, df) + tUpperQuantile(1 - POWER, df)) * standardError(plan);
}

/** The chance that the model's p comes out at or below the level, in either direction, when the effect is `effect`; null without a degree of freedom. */
export function power(plan: PlannedComparison, effect: number): number | null {
  const df = degreesOfFreedom(plan);
  if (df < 1) return null;
  const critical = tUpperQuantile(plan.level / 2, df);
  const noncentrality = effect / standardError(plan);
  return noncentralTUpperTail(critical, df, noncentrality) + noncentralTCdf(-critical, df, noncentrality);
}

function degreesOfFreedom({ pilot, control, correlation, strata = 1 }: PlannedComparison): number {
  const columns = 1 + strata + (correlation === null ? 0 : 1);
  return pilot + control - columns;
}

function standardError({ pilot, control, spread, correlation }: PlannedComparison): number {
  return spread * Math.sqrt((1 - (correlation ?? 0) ** 2) * (1 / pilot + 1 / control));
}

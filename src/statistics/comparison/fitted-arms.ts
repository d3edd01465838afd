import { tTwoSidedP, tUpperQuantile } from '../numbers/distributions.js';
import type { FittingMethod, StatisticalRefusal } from '../finding.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';

/** Weights of the two adjusted means: { pilot: 1, control: -1 } is the uplift in the response's own unit. */
export interface ArmWeights {
  readonly pilot: number;
  readonly control: number;
}

/** One fitted comparison: everything asked of it is a combination of the two arms' adjusted means. */
export interface FittedArms {
  readonly kind: 'fitted';
  readonly method: FittingMethod;
  /** The combination itself, known also where its error is not. */
  value(weights: ArmWeights): number;
  combine(weights: ArmWeights): ContrastEstimate | StatisticalRefusal;
}

export const UPLIFT: ArmWeights = { pilot: 1, control: -1 };
export const CONTROL_MEAN: ArmWeights = { pilot: 0, control: 1 };
export const PILOT_MEAN: ArmWeights = { pilot: 1, control: 0 };

/** Two-sided p-value of "this combination is zero". */
export function pValueOf({ estimate, standardError, degreesOfFreedom }: ContrastEstimate): number {
  return tTwoSidedP(estimate / standardError, degreesOfFreedom);
}

/** Half the width of the interval with two-sided error `level`. */
export function marginOf({ standardError, degreesOfFreedom }: ContrastEstimate, level: number): number {
  return tUpperQuantile(level / 2, degreesOfFreedom) * standardError;
}

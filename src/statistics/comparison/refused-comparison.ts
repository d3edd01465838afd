import type { Comparison, StatisticalRefusal } from '../finding.js';

/** A comparison without a number, and why. */
export function refusedComparison(
  arm: string,
  { scale, method }: Pick<Comparison, 'scale' | 'method'>,
  refusal: StatisticalRefusal,
): Comparison {
  return {
    arm,
    method,
    scale,
    estimate: null,
    standardError: null,
    degreesOfFreedom: null,
    pValue: null,
    interval: null,
    adjustedMeans: null,
    adjustedIntervals: null,
    absolute: null,
    relative: null,
    randomisation: null,
    clustering: null,
    significant: false,
    withheld: null,
    refusal,
  };
}

import type { FittedArms } from '../comparison/fitted-arms.js';
import { welch } from '../comparison/welch.js';
import type { StatisticalRefusal } from '../finding.js';
import { mean } from '../numbers/least-squares.js';

/** One entry for each assigned unit, on one scale; `treatment` is 1 for the pilot arm, 0 for control. */
export interface UnitChange {
  readonly response: Float64Array;
  readonly baseline: Float64Array;
  readonly treatment: Float64Array;
}

/**
 * CUPED, as other platforms have it: what the baseline foretells is taken out of the outcome, y - theta (x - mean x) with theta
 * the slope over both arms together, and Welch compares the rest. Close to analysis of covariance in large samples; here theta
 * also takes up what the baselines of the arms happened to differ in. Refuses NO_VARIANCE where nothing varies.
 * Deng, Xu, Kohavi & Walker 2013, doi:10.1145/2433396.2433413.
 */
export function cuped({ response, baseline, treatment }: UnitChange): FittedArms | StatisticalRefusal {
  const [centre, level] = [mean(baseline), mean(response)];
  let square = 0;
  let product = 0;
  baseline.forEach((value, unit) => {
    square += (value - centre) ** 2;
    product += (value - centre) * (response[unit] - level);
  });
  const theta = square > 0 ? product / square : 0;
  const rest = response.map((value, unit) => value - theta * (baseline[unit] - centre));
  return welch(rest, treatment);
}

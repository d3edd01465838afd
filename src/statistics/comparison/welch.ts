import { COLUMN, type StatisticalRefusal, refused } from '../finding.js';
import type { FittedArms } from './fitted-arms.js';
import { mean } from '../numbers/least-squares.js';
import { isRounding } from '../numbers/rounding.js';

interface ArmMean {
  readonly units: number;
  readonly mean: number;
  /** Of the mean. */
  readonly variance: number;
}

/**
 * Two independent arms without covariates: means, each with its own variance, and Welch's degrees of freedom for every
 * combination of them. `treatment` is 1 for the pilot arm, 0 for control; at least two units in each arm.
 * Assumes independent units. Refuses NO_VARIANCE where neither arm varies.
 * Welch 1947, doi:10.1093/biomet/34.1-2.28; Satterthwaite 1946, doi:10.2307/3002019.
 */
export function welch(response: Float64Array, treatment: Float64Array): FittedArms | StatisticalRefusal {
  const values = (arm: 0 | 1): Float64Array => response.filter((_, i) => treatment[i] === arm);
  const control = armMean(values(0));
  const pilot = armMean(values(1));
  const deviations = response.map((value, i) => value - (treatment[i] === 1 ? pilot.mean : control.mean));
  if (isRounding(deviations, response)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  return {
    kind: 'fitted',
    method: 'WELCH',
    value: ({ pilot: p, control: c }) => p * pilot.mean + c * control.mean,
    combine: ({ pilot: p, control: c }) => {
      const first = p * p * pilot.variance;
      const second = c * c * control.variance;
      const variance = first + second;
      const freedom = first ** 2 / (pilot.units - 1) + second ** 2 / (control.units - 1);
      return {
        kind: 'estimate',
        estimate: p * pilot.mean + c * control.mean,
        standardError: Math.sqrt(variance),
        degreesOfFreedom: freedom > 0 ? variance ** 2 / freedom : pilot.units + control.units - 2,
      };
    },
  };
}

function armMean(values: Float64Array): ArmMean {
  const units = values.length;
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { units, mean: centre, variance: squares / (units - 1) / units };
}

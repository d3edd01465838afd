import type { FittedArms } from '../comparison/fitted-arms.js';
import { type StatisticalRefusal, refused } from '../finding.js';
import { mean } from '../numbers/least-squares.js';

/** Outcomes of the assigned units of both arms, by name. */
export interface ArmOutcomes {
  readonly pilot: { readonly arm: string; readonly outcomes: Float64Array };
  readonly control: { readonly arm: string; readonly outcomes: Float64Array };
}

/**
 * The logarithm of the ratio of two plain means, its variance by first-order expansion, s^2 / (n mean^2) of each arm, and the
 * degrees of freedom of Satterthwaite over the two. Where `ancova` on logs compares typical units, this compares totals.
 * Assumes independent units, at least two an arm. Refuses CONTROL_NEAR_ZERO, naming the arm whose mean is not positive.
 * Hedges, Gurevitch & Curtis 1999, doi:10.1890/0012-9658(1999)080[1150:TMAORR]2.0.CO;2; Satterthwaite 1946, doi:10.2307/3002019.
 */
export function ratioOfMeans({ pilot, control }: ArmOutcomes): Pick<FittedArms, 'combine'> | StatisticalRefusal {
  const [first, second] = [logMean(pilot.outcomes), logMean(control.outcomes)];
  if (first === null) return refused('CONTROL_NEAR_ZERO', { arm: pilot.arm });
  if (second === null) return refused('CONTROL_NEAR_ZERO', { arm: control.arm });
  return {
    combine: (weights) => {
      const parts = [weights.pilot ** 2 * first.variance, weights.control ** 2 * second.variance];
      const variance = parts[0] + parts[1];
      const freedom = parts[0] ** 2 / (first.units - 1) + parts[1] ** 2 / (second.units - 1);
      return {
        kind: 'estimate',
        estimate: weights.pilot * first.value + weights.control * second.value,
        standardError: Math.sqrt(variance),
        degreesOfFreedom: freedom > 0 ? variance ** 2 / freedom : first.units + second.units - 2,
      };
    },
  };
}

/** Of the mean of one arm: its logarithm, and the variance of that. null where the mean is not positive. */
function logMean(outcomes: Float64Array): { units: number; value: number; variance: number } | null {
  const centre = mean(outcomes);
  if (!(centre > 0)) return null;
  const units = outcomes.length;
  const squares = outcomes.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return { units, value: Math.log(centre), variance: squares / (units - 1) / units / centre ** 2 };
}

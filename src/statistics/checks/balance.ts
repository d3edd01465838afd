import type { CheckFinding } from '../finding.js';
import { type Column, mean } from '../numbers/least-squares.js';

/** Standardised differences beyond this are worth a word, even where the draw alone made them. */
const NOTABLE = 0.25;

/**
 * Standardised mean difference of a baseline, pilot minus control, in units of the root mean square of both arms' standard
 * deviations. Infinite where neither arm varies and they differ.
 * Austin 2009, doi:10.1002/sim.3697.
 */
export function standardisedDifference(values: Float64Array, treatment: Float64Array): number {
  const [control, pilot] = [0, 1].map((arm) => values.filter((_, row) => treatment[row] === arm));
  const difference = mean(pilot) - mean(control);
  if (difference === 0) return 0;
  return difference / Math.sqrt((variance(pilot) + variance(control)) / 2);
}

/** Names each column in which the arms differed before the pilot by more than a quarter of a standard deviation. */
export function balanceCheck(columns: readonly Column[], treatment: Float64Array, arm: string): CheckFinding[] {
  return columns
    .map(({ name, values }) => ({ column: name, difference: standardisedDifference(values, treatment) }))
    .filter(({ difference }) => Math.abs(difference) > NOTABLE)
    .map(({ column, difference }) => ({
      code: 'BASELINE_IMBALANCE',
      severity: 'INFO',
      arm,
      column,
      ...(Number.isFinite(difference) && { values: { standardisedDifference: difference } }),
    }));
}

function variance(values: Float64Array): number {
  const centre = mean(values);
  return values.reduce((square, value) => square + (value - centre) ** 2, 0) / (values.length - 1);
}

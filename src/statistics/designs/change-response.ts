import type { ArmPair } from '../comparison/arm-pair.js';
import { BASELINE_WINDOW, OUTCOME_WINDOW, windowResponse } from '../comparison/response.js';
import type { ComparisonScale, ObservedUnit, StatisticalRefusal } from '../finding.js';
import { mean } from '../numbers/least-squares.js';

/**
 * Each unit's change from its baseline to its outcome on the scale of the model, set on the mean baseline of both arms:
 * so the mean of an arm is where units at that baseline would have come to by the arm's change, and the difference of both
 * means is the difference in differences. The mean baseline is held fixed. Rows must have an outcome and a baseline, in
 * windows of equal length where the scale is raw.
 * Assumes that both arms would have changed alike had there been no pilot: nothing in the data can show that.
 * Bertrand, Duflo & Mullainathan 2004, doi:10.1162/003355304772839588.
 */
export function changeResponse(
  rows: readonly ObservedUnit[],
  on: { readonly pair: ArmPair; readonly scale: ComparisonScale },
): Float64Array | StatisticalRefusal {
  const after = windowResponse(rows, OUTCOME_WINDOW, on);
  if (!(after instanceof Float64Array)) return after;
  const before = windowResponse(rows, BASELINE_WINDOW, on);
  if (!(before instanceof Float64Array)) return before;
  const level = mean(before);
  return after.map((value, row) => value - before[row] + level);
}

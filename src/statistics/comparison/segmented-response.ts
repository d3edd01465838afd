import type { ArmPair } from './arm-pair.js';
import type { StatisticalRefusal } from '../finding.js';
import type { ObservedArms } from './observed-arms.js';
import { OUTCOME_WINDOW, windowResponse } from './response.js';

/**
 * The response of a model with a mean of its own for each segment and arm. A ratio is linearised around the ratio of its own
 * segment and arm, so that the mean of a cell is its ratio of sums; any other response stands as it is.
 */
export function segmentedResponse(
  { roster, observed, rows, scale }: ObservedArms,
  segment: Int32Array,
  pair: ArmPair,
): Float64Array | StatisticalRefusal {
  if (scale !== 'ratio') return rows.response;
  const response = new Float64Array(observed.length);
  for (const one of new Set(segment)) {
    const members = [...segment.keys()].filter((row) => segment[row] === one);
    const cells = members.map((row) => roster[observed[row]]);
    const own = windowResponse(cells, OUTCOME_WINDOW, { pair, scale });
    if (!(own instanceof Float64Array)) return own;
    members.forEach((row, i) => (response[row] = own[i]));
  }
  return response;
}

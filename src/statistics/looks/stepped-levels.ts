import { holmLevels } from './holm.js';
import { spendingBoundary } from './spending-boundary.js';

/**
 * Two-sided levels of the last of `times` (shares of the calendar, ascending, all looks really held), one for each step of
 * Holm over so many hypotheses: of the boundaries that spend alpha/m, alpha/(m-1), ..., alpha. A look that was missed is not
 * among the times and has spent nothing. Throws the RangeError of `spendingBoundary` for times that are no calendar.
 */
export function steppedLevels(times: readonly number[], alpha: number, hypotheses = 1): number[] {
  const shares = holmLevels(hypotheses, alpha);
  // Without rounding where nothing is shared over time.
  if (times.length === 1 && times[0] === 1) return shares;
  return shares.map((share) => spendingBoundary(times, share)[times.length - 1].level);
}

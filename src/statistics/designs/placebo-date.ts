import type { StatisticalRefusal } from '../finding.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';
import { type ArmsHistory, armsContrast } from './arms-history.js';

/**
 * The difference in differences between the last two windows before the pilot, as if it had begun between them. Nothing was
 * tried then, so whatever shows up here is no doing of the play.
 */
export function placeboDate(history: ArmsHistory): ContrastEstimate | StatisticalRefusal {
  const [before, after] = history.windows.slice(-2);
  return armsContrast(
    history,
    after.map((value, row) => value - before[row]),
  );
}

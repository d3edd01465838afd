import type { StatisticalRefusal } from '../finding.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';
import { type ArmsHistory, armsContrast } from './arms-history.js';
import { slopeWeights } from './earlier-windows.js';

/**
 * How fast the arms went apart before the pilot: the difference, pilot minus control, of the units' least-squares slopes
 * over the windows before it, per window, on the scale of the model.
 * Assumes windows of equal length and distance. A trend that is not rejected is no proof that there was none: with few units
 * such a test sees little (Roth 2022, doi:10.1257/aeri.20210236).
 */
export function preTrend(history: ArmsHistory): ContrastEstimate | StatisticalRefusal {
  const { windows } = history;
  const weights = slopeWeights(windows.length);
  const slopes = windows[0].map((_, row) => windows.reduce((sum, values, at) => sum + weights[at] * values[row], 0));
  return armsContrast(history, slopes);
}

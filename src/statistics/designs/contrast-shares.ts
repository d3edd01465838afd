import { marginOf } from '../comparison/fitted-arms.js';
import type { ComparisonScale } from '../finding.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';

/** Two-sided, of every look at the time before a pilot: fixed, since a stricter one would see less, not more. */
export const PAST_LEVEL = 0.05;

/** A contrast and its 95 % interval as shares of the mean baseline; nothing where that is no size to compare with. */
export function contrastShares(
  contrast: ContrastEstimate,
  { level, scale }: { readonly level: number; readonly scale: ComparisonScale },
): Readonly<Record<string, number>> {
  if (scale !== 'log' && !(level > 0)) return {};
  const margin = marginOf(contrast, PAST_LEVEL);
  const [share, low, high] = [0, -margin, margin].map((offset) => {
    const value = contrast.estimate + offset;
    return scale === 'log' ? Math.expm1(value) : value / level;
  });
  return { share, low, high };
}

import type { ComparisonPlan, ComparisonScale, ObservedUnit } from '../finding.js';

/**
 * A ratio where denominators are given; otherwise as asked, and 'auto' is the log scale unless an outcome forbids it (or, where
 * changes are compared, a baseline).
 */
export function comparisonScale(
  roster: readonly ObservedUnit[],
  asked: ComparisonPlan['scale'],
  chosen = false,
): ComparisonScale {
  if (roster.some(({ denominator }) => typeof denominator === 'number')) return 'ratio';
  if (asked !== 'auto') return asked;
  return firstNonPositive(roster, chosen) ? 'raw' : 'log';
}

/** The first row whose outcome, or the baseline of a change, has no logarithm. */
export function firstNonPositive(roster: readonly ObservedUnit[], chosen = false): ObservedUnit | undefined {
  const isBelow = (value: number | null | undefined): boolean => typeof value === 'number' && value <= 0;
  return roster.find(({ outcome, baseline }) => isBelow(outcome) || (chosen && isBelow(baseline)));
}

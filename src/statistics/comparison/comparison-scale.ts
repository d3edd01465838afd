import type { ComparisonPlan, ComparisonScale, ObservedUnit } from '../finding.js';

/** A ratio where denominators are given; otherwise as asked, and 'auto' is the log scale unless an outcome forbids it. */
export function comparisonScale(roster: readonly ObservedUnit[], asked: ComparisonPlan['scale']): ComparisonScale {
  if (roster.some(({ denominator }) => typeof denominator === 'number')) return 'ratio';
  if (asked !== 'auto') return asked;
  return firstNonPositive(roster) ? 'raw' : 'log';
}

/** The first row whose outcome has no logarithm. */
export function firstNonPositive(roster: readonly ObservedUnit[]): ObservedUnit | undefined {
  return roster.find(({ outcome }) => typeof outcome === 'number' && outcome <= 0);
}

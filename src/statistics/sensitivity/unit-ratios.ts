import type { ObservedUnit } from '../finding.js';

/**
 * A ratio metric as numbers: each row's own ratio, its baseline likewise, null with nothing to divide by. Compared so, they say what
 * a typical salesperson changed, where the ratio of sums says what the field changed: another estimand than the registered one.
 */
export function unitRatios(rows: readonly ObservedUnit[]): ObservedUnit[] {
  return rows.map(({ denominator, baselineDenominator, ...row }) => ({
    ...row,
    outcome: ratio(row.outcome, denominator),
    baseline: ratio(row.baseline, baselineDenominator),
  }));
}

function ratio(value: number | null | undefined, by: number | null | undefined): number | null {
  return typeof value === 'number' && typeof by === 'number' && by > 0 ? value / by : null;
}

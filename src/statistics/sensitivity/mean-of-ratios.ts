import type { FittedArms } from '../comparison/fitted-arms.js';
import { type ObservedArms, observedArms } from '../comparison/observed-arms.js';
import { fittedArms } from '../comparison/pilot-uplift.js';
import type { ObservedUnit, StatisticalRefusal } from '../finding.js';

/** The ratio of every row with something to divide by. */
export function unitRatios(rows: readonly ObservedUnit[]): { readonly row: ObservedUnit; readonly value: number }[] {
  return rows
    .filter(({ outcome, denominator }) => typeof outcome === 'number' && (denominator ?? 0) > 0)
    .map((row) => ({ row, value: (row.outcome ?? NaN) / (row.denominator ?? NaN) }));
}

/**
 * Each row's own ratio compared as a number on the raw scale, its baseline likewise, by the estimator that the design asks for:
 * what a typical salesperson changed, where the ratio of sums says what the field changed. Rows with nothing to divide by take
 * no part. Another estimand than the registered one. Refuses what `observedArms` and the fit refuse.
 */
export function meanOfRatios({ roster, pair }: Pick<ObservedArms, 'roster' | 'pair'>): FittedArms | StatisticalRefusal {
  const rows = roster.map((row): ObservedUnit => {
    const { denominator, baselineDenominator, ...rest } = row;
    const ratio = (value: number | null | undefined, by: number | null | undefined): number | null =>
      typeof value === 'number' && typeof by === 'number' && by > 0 ? value / by : null;
    return { ...rest, outcome: ratio(row.outcome, denominator), baseline: ratio(row.baseline, baselineDenominator) };
  });
  // a change needs both
  const compared = pair.chosen ? rows.filter(({ baseline }) => baseline !== null) : rows;
  const arms = observedArms(compared, pair, 'raw');
  return arms.kind === 'refused' ? arms : fittedArms(arms);
}

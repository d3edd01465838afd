import { COLUMN, type ComparisonScale, type ObservedUnit, type StatisticalRefusal, refused } from '../finding.js';
import type { ArmPair } from './arm-pair.js';
import { ratioResponse } from './ratio.js';

/** One window of a metric: where its numbers stand on a row, and what refusals call them. */
export interface MetricWindow {
  readonly numerator: (row: ObservedUnit) => number | null | undefined;
  readonly denominator: (row: ObservedUnit) => number | null | undefined;
  readonly columns: { readonly numerator: string; readonly denominator: string };
}

export const OUTCOME_WINDOW: MetricWindow = {
  numerator: ({ outcome }) => outcome,
  denominator: ({ denominator }) => denominator,
  columns: { numerator: COLUMN.outcome, denominator: COLUMN.denominator },
};

export const BASELINE_WINDOW: MetricWindow = {
  numerator: ({ baseline }) => baseline,
  denominator: ({ baselineDenominator }) => baselineDenominator,
  columns: { numerator: COLUMN.baseline, denominator: COLUMN.baselineDenominator },
};

/** The window of `history` at this place. */
export function historyWindow(at: number): MetricWindow {
  return {
    numerator: ({ history }) => history?.[at],
    denominator: ({ historyDenominators }) => historyDenominators?.[at],
    columns: { numerator: COLUMN.history, denominator: COLUMN.history },
  };
}

/** Whether the row has numbers in this window. */
export function isKnown(row: ObservedUnit, window: MetricWindow, scale: ComparisonScale): boolean {
  return (
    typeof window.numerator(row) === 'number' && (scale !== 'ratio' || typeof window.denominator(row) === 'number')
  );
}

/**
 * The rows of two arms in one window on the scale of the model: as they are, their logarithms, or linearised around the
 * ratio of the own arm. Every row must be known there. Refuses NON_POSITIVE_LOG and ZERO_DENOMINATOR with the place.
 */
export function windowResponse(
  rows: readonly ObservedUnit[],
  window: MetricWindow,
  { pair, scale }: { readonly pair: ArmPair; readonly scale: ComparisonScale },
): Float64Array | StatisticalRefusal {
  const numerator = Float64Array.from(rows, (row) => window.numerator(row) ?? NaN);
  if (scale === 'raw') return numerator;
  if (scale === 'log') {
    const blocked = rows.find((_, i) => numerator[i] <= 0);
    if (!blocked) return numerator.map(Math.log);
    const { arm, unit } = blocked;
    return refused('NON_POSITIVE_LOG', { arm, unit, column: window.columns.numerator });
  }
  const denominator = Float64Array.from(rows, (row) => window.denominator(row) ?? NaN);
  const treatment = Float64Array.from(rows, (row) => (row.arm === pair.arm ? 1 : 0));
  const units = rows.map(({ unit }) => unit);
  const { control, arm: pilot } = pair;
  return ratioResponse({ numerator, denominator, units, column: window.columns.denominator }, treatment, {
    pilot,
    control,
  });
}

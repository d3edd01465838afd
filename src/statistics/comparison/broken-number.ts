import { covariateNames } from './assigned-units.js';
import { COLUMN, type ObservedUnit, type StatisticalRefusal, refused } from '../finding.js';

/** Fourth powers of outcomes enter the degrees of freedom: beyond this they leave the range of doubles. */
const LARGEST_NUMBER = 1e70;

/** The first number of the roster that is not finite, or too large to stay so. */
export function brokenNumber(roster: readonly ObservedUnit[]): StatisticalRefusal | null {
  const names = covariateNames(roster);
  for (const row of roster) {
    const cells: [string, number | null | undefined][] = [
      [COLUMN.outcome, row.outcome],
      [COLUMN.denominator, row.denominator],
      [COLUMN.baseline, row.baseline],
      [COLUMN.baselineDenominator, row.baselineDenominator],
      ...[...(row.history ?? []), ...(row.historyDenominators ?? [])].map((value): [string, number | null] => [
        COLUMN.history,
        value,
      ]),
      ...names.map((name): [string, number] => [name, row.covariates?.[name] ?? NaN]),
    ];
    const broken = cells.find(([, value]) => typeof value === 'number' && !(Math.abs(value) <= LARGEST_NUMBER));
    if (broken) return refused('NOT_FINITE', { arm: row.arm, unit: row.unit, column: broken[0] });
  }
  return null;
}

import { assignedName, hasOutcome } from '../comparison/assigned-units.js';
import type { ComparisonScale, ObservedUnit } from '../finding.js';

/**
 * One row for each assigned unit, in the order of the roster: a cluster's mean on the scale of the model (geometric on the log
 * scale), or its sums for a ratio. Rows without an outcome take no part; a baseline is the mean of those that are known on
 * that scale, a covariate the mean of all. A roster without clusters comes back as it is.
 */
export function assignedMeans(roster: readonly ObservedUnit[], scale: ComparisonScale): ObservedUnit[] {
  if (roster.every(({ cluster }) => cluster === undefined)) return [...roster];
  const members = new Map<string, ObservedUnit[]>();
  for (const row of roster) {
    const own = members.get(assignedName(row)) ?? [];
    own.push(row);
    members.set(assignedName(row), own);
  }
  return [...members].map(([unit, rows]) => meanRow(unit, rows, scale));
}

function meanRow(unit: string, rows: readonly ObservedUnit[], scale: ComparisonScale): ObservedUnit {
  const { arm, stratum, covariates } = rows[0];
  const isRatio = scale === 'ratio';
  const seen = rows.filter((row) => hasOutcome(row, isRatio));
  const average = scale === 'log' ? geometricMean : arithmeticMean;
  const over = isRatio ? total : average;
  const isKnown = ({ baseline, baselineDenominator }: ObservedUnit): boolean =>
    typeof baseline === 'number' &&
    (scale !== 'log' || baseline > 0) &&
    (!isRatio || typeof baselineDenominator === 'number');
  const known = rows.filter(isKnown);
  const meanOf = (name: string): number => arithmeticMean(rows.map((row) => row.covariates?.[name] ?? NaN));
  return {
    unit,
    arm,
    outcome: seen.length === 0 ? null : over(seen.map(({ outcome }) => outcome ?? NaN)),
    ...(isRatio && {
      denominator: seen.length === 0 ? null : total(seen.map(({ denominator }) => denominator ?? NaN)),
    }),
    baseline: known.length === 0 ? null : over(known.map(({ baseline }) => baseline ?? NaN)),
    ...(isRatio &&
      known.length > 0 && {
        baselineDenominator: total(known.map(({ baselineDenominator }) => baselineDenominator ?? NaN)),
      }),
    ...(stratum !== undefined && { stratum }),
    ...(covariates && { covariates: Object.fromEntries(Object.keys(covariates).map((name) => [name, meanOf(name)])) }),
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function arithmeticMean(values: readonly number[]): number {
  return total(values) / values.length;
}

/** NaN where a value is not positive. */
function geometricMean(values: readonly number[]): number {
  return Math.exp(arithmeticMean(values.map(Math.log)));
}

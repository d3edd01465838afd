import { type MetricDefinition, MetricForm } from '../metrics/metric.rules.js';
import { linearisedRatio } from '../statistics/index.js';
import { PlannedScale } from './plan.rules.js';

/** What a unit came to in the two stretches of the past. Sums over its people; denominators 0 for a total per unit. */
export interface UnitHistory {
  readonly unit: string;
  readonly stratum: string | null;
  readonly people: number;
  readonly earlier: UnitSums;
  readonly later: UnitSums;
}

export interface UnitSums {
  readonly numerator: number;
  readonly denominator: number;
}

/** How the units differ on the scale of the model, within strata. */
export interface Spread {
  /** Standard deviation; of ln y on the log scale, as a share of the mean (of the ratio) otherwise. */
  readonly spread: number;
  /** Of later with earlier. */
  readonly correlation: number;
  readonly scale: 'log' | 'raw' | 'ratio';
}

/** Three units say nothing about a spread. */
export const FEWEST_UNITS = 4;

/**
 * Spread and correlation of the units as the analysis will see them: logs where every later value is positive (and RAW
 * is not asked for), ratios linearised, teams and territories by the mean of their people. Null where it cannot be told:
 * too few units, nothing to divide by, or no unit differs from another.
 */
export function historySpread(
  { form }: Pick<MetricDefinition, 'form'>,
  scale: PlannedScale,
  units: readonly UnitHistory[],
): Spread | null {
  if (units.length < FEWEST_UNITS) return null;
  if (form === MetricForm.RATIO) return ratioSpread(units);
  const later = units.map(({ later: { numerator }, people }) => numerator / people);
  const earlier = units.map(({ earlier: { numerator }, people }) => numerator / people);
  if (scale !== PlannedScale.RAW && later.every((value) => value > 0)) {
    const spread = within(units, later.map(Math.log), logsOrMean(earlier));
    return spread && { ...spread, scale: 'log' };
  }
  const spread = within(units, later, earlier);
  const average = mean(later);
  return spread && average > 0 ? { ...spread, spread: spread.spread / average, scale: 'raw' } : null;
}

function ratioSpread(units: readonly UnitHistory[]): Spread | null {
  const [earlier, later] = (['earlier', 'later'] as const).map((when) =>
    linearisedRatio({
      numerator: Float64Array.from(units, (unit) => unit[when].numerator),
      denominator: Float64Array.from(units, (unit) => unit[when].denominator),
      units: units.map(({ unit }) => unit),
      column: when,
    }),
  );
  if (earlier.kind !== 'linearised' || later.kind !== 'linearised' || later.ratio <= 0) return null;
  const spread = within(units, [...later.deviations], [...earlier.deviations]);
  return spread && { ...spread, spread: spread.spread / later.ratio, scale: 'ratio' };
}

/** A baseline that is not positive enters as the mean of the known logs, as in the analysis (statistics 1.1). */
function logsOrMean(values: readonly number[]): number[] {
  const known = values.filter((value) => value > 0).map(Math.log);
  const fallback = known.length === 0 ? 0 : mean(known);
  return values.map((value) => (value > 0 ? Math.log(value) : fallback));
}

/** Pooled standard deviation and correlation around the means of the strata. */
function within(
  units: readonly UnitHistory[],
  later: readonly number[],
  earlier: readonly number[],
): Pick<Spread, 'spread' | 'correlation'> | null {
  const strata = [...new Set(units.map(({ stratum }) => stratum))];
  const freedom = units.length - strata.length;
  if (freedom < 1) return null;
  const y = centred(units, later);
  const x = centred(units, earlier);
  const yy = product(y, y);
  const xx = product(x, x);
  if (!(yy > 0)) return null;
  return { spread: Math.sqrt(yy / freedom), correlation: xx > 0 ? product(x, y) / Math.sqrt(xx * yy) : 0 };
}

function centred(units: readonly UnitHistory[], values: readonly number[]): number[] {
  const byStratum = new Map<string | null, number[]>();
  units.forEach(({ stratum }, at) => byStratum.set(stratum, [...(byStratum.get(stratum) ?? []), values[at] ?? 0]));
  return units.map(({ stratum }, at) => (values[at] ?? 0) - mean(byStratum.get(stratum) ?? []));
}

function product(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

import { armsDesign } from './ancova.js';
import { COLUMN, type ComparisonScale, type ObservedUnit, type StatisticalRefusal } from '../finding.js';
import type { Column } from '../numbers/least-squares.js';
import { linearisedRatio } from './ratio.js';

/** The baseline as the model uses it, and the indicator of those who have none, where there is one. */
export interface BaselineColumns {
  readonly kind: 'baseline';
  readonly columns: readonly Column[];
}

/** A baseline is unknown for so many units in each arm before an indicator tells them apart. */
const UNITS_FOR_AN_INDICATOR = 2;

/**
 * Each row's own baseline on the scale of the model: its logarithm, itself, or the ratio linearised at the ratio of both
 * arms together. Where it is missing (or not positive on the log scale) it is the mean of the known ones; with 2 or more
 * such units in each arm an indicator is added, unless the strata already tell them apart. Where it is the same for everybody it
 * tells nothing and is left out (nobody sold anything before a new product). From roster data alone.
 */
export function baselineColumns(
  roster: readonly ObservedUnit[],
  scale: ComparisonScale,
  { treatment, strata }: { readonly treatment: Float64Array; readonly strata: readonly Column[] },
): BaselineColumns | StatisticalRefusal {
  const values = knownBaseline(roster, scale);
  if (!(values instanceof Float64Array)) return values;
  const unknown = Float64Array.from(values, (value) => (Number.isNaN(value) ? 1 : 0));
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return { kind: 'baseline', columns: [] };
  const average = known.reduce((sum, value) => sum + value, 0) / known.length;
  const baseline = { name: COLUMN.baseline, values: values.map((value) => (Number.isNaN(value) ? average : value)) };
  const own = known.some((value) => value !== known[0]) ? [baseline] : [];
  const indicator = { name: COLUMN.baselineMissing, values: unknown };
  const enough = [0, 1].every((arm) => unitsWithout(roster, unknown, treatment, arm) >= UNITS_FOR_AN_INDICATOR);
  const tells = enough && armsDesign({ treatment, strata, covariates: [indicator] }).kind === 'design';
  return { kind: 'baseline', columns: tells ? [...own, indicator] : own };
}

/** Each row's own baseline on the scale of the model; NaN where it is not known. */
export function knownBaseline(
  roster: readonly ObservedUnit[],
  scale: ComparisonScale,
): Float64Array | StatisticalRefusal {
  if (scale === 'log')
    return Float64Array.from(roster, ({ baseline }) => Math.log(baseline && baseline > 0 ? baseline : NaN));
  const isRatio =
    scale === 'ratio' && roster.some(({ baselineDenominator }) => typeof baselineDenominator === 'number');
  if (!isRatio) return Float64Array.from(roster, ({ baseline }) => baseline ?? NaN);
  const isKnown = (row: ObservedUnit): boolean =>
    typeof row.baseline === 'number' && typeof row.baselineDenominator === 'number';
  const known = roster.filter(isKnown);
  if (known.length === 0) return new Float64Array(roster.length).fill(NaN);
  const linear = linearisedRatio({
    numerator: Float64Array.from(known, ({ baseline }) => baseline ?? NaN),
    denominator: Float64Array.from(known, ({ baselineDenominator }) => baselineDenominator ?? NaN),
    units: known.map(({ unit }) => unit),
    column: COLUMN.baselineDenominator,
  });
  if (linear.kind === 'refused') return linear;
  let next = 0;
  return Float64Array.from(roster, (row) => (isKnown(row) ? linear.deviations[next++] : NaN));
}

function unitsWithout(
  roster: readonly ObservedUnit[],
  unknown: Float64Array,
  treatment: Float64Array,
  arm: number,
): number {
  return new Set(roster.filter((_, row) => unknown[row] === 1 && treatment[row] === arm).map(({ unit }) => unit)).size;
}

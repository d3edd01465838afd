import { COLUMN, type ComparisonScale, type StatisticalRefusal, refused } from '../finding.js';
import { mean } from '../numbers/least-squares.js';
import { linearisedRatio } from '../comparison/ratio.js';

/** One assignable unit (cluster) in two past windows of equal length, in which nothing was tried. */
export interface PastUnit {
  readonly unit: string;
  /** The later window; for a ratio metric the numerator. */
  readonly outcome: number;
  readonly denominator?: number;
  /** The earlier window; null where there is none. */
  readonly baseline: number | null;
  readonly baselineDenominator?: number;
}

/** What a plan can expect of these units: how far apart they lie, and how well the past tells the present. */
export interface UnitHistory {
  readonly kind: 'history';
  readonly scale: ComparisonScale;
  /** Standard deviation between units on that scale. */
  readonly spread: number;
  /** With the unit's own baseline; null where fewer than 3 units have one, or it does not vary. */
  readonly correlation: number | null;
  /** Mean outcome, or ratio of sums, in the metric's unit. */
  readonly mean: number;
  readonly units: number;
}

const FEWEST_UNITS = 3;

/**
 * Spread and baseline correlation of past units, on the scale on which a pilot would be analysed: a ratio of sums where there are
 * denominators, log where every outcome and baseline is positive ('auto'), raw otherwise.
 * Refuses TOO_FEW_UNITS below 3, ZERO_DENOMINATOR, NON_POSITIVE_LOG where log was asked for by name, NO_VARIANCE.
 */
export function unitHistory(
  units: readonly PastUnit[],
  scale: 'auto' | 'log' | 'raw',
): UnitHistory | StatisticalRefusal {
  if (units.length < FEWEST_UNITS) return refused('TOO_FEW_UNITS');
  const paired = units.filter(({ baseline }) => baseline !== null);
  const found = units.some(({ denominator }) => denominator !== undefined)
    ? ratios(units, paired)
    : values(units, paired, scale);
  if (found.kind === 'refused') return found;
  const spread = deviation(found.outcome);
  if (!(spread > 0)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const known = units.flatMap(({ baseline }, i) => (baseline === null ? [] : [found.outcome[i]]));
  const correlation = paired.length < FEWEST_UNITS ? null : correlationOf(Float64Array.from(known), found.baseline);
  return { kind: 'history', scale: found.scale, spread, correlation, mean: found.mean, units: units.length };
}

interface ScaledUnits {
  readonly kind: 'scaled';
  readonly scale: ComparisonScale;
  readonly outcome: Float64Array;
  /** Of the units that have one, in their order. */
  readonly baseline: Float64Array;
  readonly mean: number;
}

function values(
  units: readonly PastUnit[],
  paired: readonly PastUnit[],
  asked: 'auto' | 'log' | 'raw',
): ScaledUnits | StatisticalRefusal {
  const outcome = Float64Array.from(units, (unit) => unit.outcome);
  const baseline = Float64Array.from(paired, (unit) => unit.baseline ?? NaN);
  const blocked = units.find((unit) => unit.outcome <= 0 || (unit.baseline !== null && unit.baseline <= 0));
  if (blocked && asked === 'log') return refused('NON_POSITIVE_LOG', { unit: blocked.unit, column: COLUMN.outcome });
  const isLog = asked === 'log' || (asked === 'auto' && !blocked);
  return {
    kind: 'scaled',
    scale: isLog ? 'log' : 'raw',
    outcome: isLog ? outcome.map(Math.log) : outcome,
    baseline: isLog ? baseline.map(Math.log) : baseline,
    mean: mean(outcome),
  };
}

function ratios(units: readonly PastUnit[], paired: readonly PastUnit[]): ScaledUnits | StatisticalRefusal {
  const now = linearisedRatio({
    numerator: Float64Array.from(units, ({ outcome }) => outcome),
    denominator: Float64Array.from(units, ({ denominator }) => denominator ?? NaN),
    units: units.map(({ unit }) => unit),
    column: COLUMN.denominator,
  });
  if (now.kind === 'refused') return now;
  const before = linearisedRatio({
    numerator: Float64Array.from(paired, ({ baseline }) => baseline ?? NaN),
    denominator: Float64Array.from(paired, ({ baselineDenominator }) => baselineDenominator ?? NaN),
    units: paired.map(({ unit }) => unit),
    column: COLUMN.baselineDenominator,
  });
  // a baseline without any denominator tells nothing, and hinders nothing
  const baseline = before.kind === 'refused' ? new Float64Array(paired.length) : before.deviations;
  return { kind: 'scaled', scale: 'ratio', outcome: now.deviations, baseline, mean: now.ratio };
}

/** null where one of them does not vary. */
function correlationOf(a: Float64Array, b: Float64Array): number | null {
  const [centreA, centreB] = [mean(a), mean(b)];
  let product = 0;
  a.forEach((value, i) => (product += (value - centreA) * (b[i] - centreB)));
  const correlation = product / ((a.length - 1) * deviation(a) * deviation(b));
  return Number.isFinite(correlation) ? Math.max(-1, Math.min(1, correlation)) : null;
}

function deviation(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((square, value) => square + (value - centre) ** 2, 0) / (values.length - 1));
}

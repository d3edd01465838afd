import { COLUMN, type ComparisonScale, type StatisticalRefusal, refused } from '../finding.js';
import { linearisedRatio } from '../comparison/ratio.js';
import { dot, mean } from '../numbers/least-squares.js';

/** One row as a pilot would analyse it, in two past windows of equal length in which nothing was tried. */
export interface PastUnit {
  readonly unit: string;
  /** The later window; for a ratio metric the numerator. */
  readonly outcome: number;
  /** Given on any row, it makes the metric a ratio of sums. */
  readonly denominator?: number;
  /** The earlier window; null where there is none. */
  readonly baseline: number | null;
  readonly baselineDenominator?: number;
  /** What would be assigned, where several rows share one. */
  readonly cluster?: string;
  /** The stratum a draw would be made in. */
  readonly stratum?: string;
}

/** What a plan can expect of these units: how far apart they lie, and how well the past tells the present. */
export interface UnitHistory {
  readonly kind: 'history';
  readonly scale: ComparisonScale;
  /** Standard deviation between assigned units (of the means of clusters) within strata, on that scale. */
  readonly spread: number;
  /** With the unit's own baseline, within strata; null where fewer than 3 units have one, or it does not vary. */
  readonly correlation: number | null;
  /** Mean outcome, or ratio of sums, in the metric's unit. */
  readonly mean: number;
  /** Assigned units. */
  readonly units: number;
  readonly strata: number;
}

/** Three units say nothing about a spread. */
const FEWEST_UNITS = 4;
const FEWEST_BASELINES = 3;

/**
 * Spread and baseline correlation of past units, on the scale on which a pilot would be analysed: a ratio of sums (linearised) where
 * there are denominators, log where every outcome is positive ('auto'), raw otherwise. A baseline that is missing, or not positive on
 * the log scale, enters as the mean of the known ones. Rows of a cluster enter as their mean, and everything is taken around the means
 * of the strata, as the model does.
 * Refuses TOO_FEW_UNITS below 4 assigned units or without a degree of freedom within strata, NOT_FINITE, ZERO_DENOMINATOR,
 * NON_POSITIVE_LOG where log was asked for by name, and NO_VARIANCE.
 */
export function unitHistory(
  rows: readonly PastUnit[],
  scale: 'auto' | 'log' | 'raw',
): UnitHistory | StatisticalRefusal {
  const broken = brokenNumber(rows);
  if (broken) return broken;
  const assigned = assignedUnits(rows);
  const strata = new Set(assigned.map(({ stratum }) => stratum)).size;
  if (assigned.length < FEWEST_UNITS || assigned.length <= strata) return refused('TOO_FEW_UNITS');
  const found = rows.some(({ denominator }) => denominator !== undefined) ? ratios(rows) : values(rows, scale);
  if (found.kind === 'refused') return found;
  const outcome = withinStrata(assigned, found.outcome);
  const baseline = withinStrata(assigned, found.baseline);
  const squares = dot(outcome, outcome);
  if (!(squares > 0)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const known = assigned.filter(({ rows: own }) => own.some((row) => rows[row].baseline !== null)).length;
  const shared = dot(baseline, baseline) * squares;
  return {
    kind: 'history',
    scale: found.scale,
    spread: Math.sqrt(squares / (assigned.length - strata)),
    correlation: known < FEWEST_BASELINES || !(shared > 0) ? null : dot(outcome, baseline) / Math.sqrt(shared),
    mean: found.mean,
    units: assigned.length,
    strata,
  };
}

function brokenNumber(rows: readonly PastUnit[]): StatisticalRefusal | null {
  const columns = ['outcome', 'denominator', 'baseline', 'baselineDenominator'] as const;
  for (const row of rows) {
    const column = columns.find((name) => !Number.isFinite(row[name] ?? 0));
    if (column !== undefined) return refused('NOT_FINITE', { unit: row.unit, column: COLUMN[column] });
  }
  return null;
}

interface AssignedRows {
  readonly stratum: string | undefined;
  /** Which rows are its own. */
  readonly rows: readonly number[];
}

function assignedUnits(rows: readonly PastUnit[]): AssignedRows[] {
  const members = new Map<string, { stratum: string | undefined; rows: number[] }>();
  rows.forEach(({ unit, cluster, stratum }, row) => {
    const own = members.get(cluster ?? unit) ?? { stratum, rows: [] };
    own.rows.push(row);
    members.set(cluster ?? unit, own);
  });
  return [...members.values()];
}

interface ScaledRows {
  readonly kind: 'scaled';
  readonly scale: ComparisonScale;
  readonly outcome: Float64Array;
  readonly baseline: Float64Array;
  readonly mean: number;
}

function values(rows: readonly PastUnit[], asked: 'auto' | 'log' | 'raw'): ScaledRows | StatisticalRefusal {
  const outcome = Float64Array.from(rows, (row) => row.outcome);
  const blocked = rows.find((row) => row.outcome <= 0);
  if (blocked && asked === 'log') return refused('NON_POSITIVE_LOG', { unit: blocked.unit, column: COLUMN.outcome });
  const isLog = asked === 'log' || (asked === 'auto' && !blocked);
  const scaled = (value: number): number => (isLog ? Math.log(value) : value);
  const baseline = rows.map((row) => (row.baseline === null || (isLog && row.baseline <= 0) ? NaN : row.baseline));
  return {
    kind: 'scaled',
    scale: isLog ? 'log' : 'raw',
    outcome: outcome.map(scaled),
    baseline: meanForUnknown(baseline.map(scaled)),
    mean: mean(outcome),
  };
}

function ratios(rows: readonly PastUnit[]): ScaledRows | StatisticalRefusal {
  const now = linearisedRatio({
    numerator: Float64Array.from(rows, ({ outcome }) => outcome),
    denominator: Float64Array.from(rows, ({ denominator }) => denominator ?? 0),
    units: rows.map(({ unit }) => unit),
    column: COLUMN.denominator,
  });
  if (now.kind === 'refused') return now;
  const baseline = ratioBaseline(rows);
  if (!(baseline instanceof Float64Array)) return baseline;
  return { kind: 'scaled', scale: 'ratio', outcome: now.deviations, baseline, mean: now.ratio };
}

/** Linearised where it has denominators, else as it is; a row without one stands at the mean. */
function ratioBaseline(rows: readonly PastUnit[]): Float64Array | StatisticalRefusal {
  if (rows.every(({ baselineDenominator }) => baselineDenominator === undefined))
    return meanForUnknown(rows.map(({ baseline }) => baseline ?? NaN));
  const before = linearisedRatio({
    numerator: Float64Array.from(rows, ({ baseline }) => baseline ?? 0),
    denominator: Float64Array.from(rows, ({ baseline, baselineDenominator }) =>
      baseline === null ? 0 : (baselineDenominator ?? 0),
    ),
    units: rows.map(({ unit }) => unit),
    column: COLUMN.baselineDenominator,
  });
  if (before.kind === 'linearised') return before.deviations;
  // baselines that all lack a denominator tell nothing, and hinder nothing
  return before.unit === undefined ? new Float64Array(rows.length) : before;
}

function meanForUnknown(values: readonly number[]): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  const fallback = known.length === 0 ? 0 : mean(known);
  return Float64Array.from(values, (value) => (Number.isNaN(value) ? fallback : value));
}

/** The mean of each assigned unit's rows, less the mean of its stratum. */
function withinStrata(assigned: readonly AssignedRows[], values: Float64Array): Float64Array {
  const means = assigned.map(({ rows }) => mean(rows.map((row) => values[row])));
  const byStratum = new Map<string | undefined, number[]>();
  assigned.forEach(({ stratum }, at) => byStratum.set(stratum, [...(byStratum.get(stratum) ?? []), means[at]]));
  const centres = new Map([...byStratum].map(([stratum, own]) => [stratum, mean(own)]));
  return Float64Array.from(assigned, ({ stratum }, at) => means[at] - (centres.get(stratum) ?? 0));
}

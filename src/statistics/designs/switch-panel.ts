import { COLUMN, type ComparisonScale, type StatisticalRefusal, refused } from '../finding.js';
import { isElsewhere } from '../comparison/assigned-units.js';
import { linearisedRatio } from '../comparison/ratio.js';
import { byName } from '../numbers/name-order.js';
import type { SwitchPlan, SwitchRow } from './switch-finding.js';

/** A roster of clusters over periods, and its rows with an outcome on the scale of the model. */
export interface SwitchPanel {
  readonly kind: 'panel';
  readonly scale: ComparisonScale;
  /** In name order, with or without an outcome. */
  readonly clusters: readonly string[];
  /** By cluster: the first period with the play as an index into `periods`; their number where it never comes. */
  readonly wave: Int32Array;
  /** By cluster. */
  readonly stratum: Int32Array;
  /** Ascending. */
  readonly periods: readonly number[];
  readonly rows: PanelRows;
  /** Rows without an outcome. */
  readonly missing: readonly MissingObservation[];
  /** The first row that kept 'auto' from the log scale. */
  readonly notPositive: SwitchRow | null;
}

export interface MissingObservation {
  /** Index of the cluster. */
  readonly cluster: number;
  /** Index of the period. */
  readonly period: number;
  /** 1 where the cluster had the play in that period. */
  readonly treated: 0 | 1;
}

/** Row by row, by name of cluster and unit and then in time. */
export interface PanelRows {
  readonly unit: readonly string[];
  readonly cluster: Int32Array;
  /** An index into the periods. */
  readonly period: Int32Array;
  readonly outcome: Float64Array;
  /** 1 throughout unless the metric is a ratio. */
  readonly denominator: Float64Array;
  /** Outcome, its logarithm, or a linearised ratio. */
  readonly response: Float64Array;
  /** 1 where the row's cluster has the play in that period. */
  readonly treated: Float64Array;
  /** What one unit of effect, given to the rows that had the play as registered, adds to the response of every row. */
  readonly shift: Float64Array;
}

/** Fourth powers of outcomes enter the degrees of freedom: beyond this they leave the range of doubles. */
const LARGEST_NUMBER = 1e70;

/** What was assigned: the cluster where rows name one, else the unit. */
function switchingName({ cluster, unit }: Pick<SwitchRow, 'cluster' | 'unit'>): string {
  return cluster ?? unit;
}

/**
 * Puts the rows of a rollout in order and on the scale of the model. Whether a cluster has the play in a period is told by
 * `hasPlay`, from the indices of its wave and of the period.
 * Refuses NOT_FINITE, CLUSTER_IN_TWO_WAVES, CLUSTER_IN_TWO_STRATA, UNIT_IN_TWO_CLUSTERS, UNIT_TWICE_IN_A_PERIOD,
 * NON_POSITIVE_LOG and ZERO_DENOMINATOR, each with the place.
 */
export function switchPanel(
  given: readonly SwitchRow[],
  plan: SwitchPlan,
  hasPlay: (wave: number, period: number) => boolean,
): SwitchPanel | StatisticalRefusal {
  const sorted = [...given].sort(inOrder);
  const broken = brokenRow(sorted) ?? brokenRoster(sorted);
  if (broken) return broken;
  const isRatio = sorted.some(({ denominator }) => typeof denominator === 'number');
  const isSeen = ({ outcome, denominator }: SwitchRow): boolean =>
    typeof outcome === 'number' && (!isRatio || typeof denominator === 'number');
  const seen = sorted.filter(isSeen);
  const firstNotPositive = isRatio ? undefined : seen.find(({ outcome }) => (outcome ?? NaN) <= 0);
  const scale = isRatio ? 'ratio' : plan.scale !== 'auto' ? plan.scale : firstNotPositive ? 'raw' : 'log';
  if (scale === 'log' && firstNotPositive)
    return refused('NON_POSITIVE_LOG', { unit: firstNotPositive.unit, column: COLUMN.outcome });

  const periods = [...new Set(sorted.map(({ period }) => period))].sort((a, b) => a - b);
  const roster = rosterOf(sorted, periods);
  const clusterAt = new Map(roster.clusters.map((name, g) => [name, g]));
  const cluster = Int32Array.from(seen, (row) => clusterAt.get(switchingName(row)) ?? -1);
  const period = Int32Array.from(seen, (row) => periods.indexOf(row.period));
  const treated = Float64Array.from(cluster, (g, i) => (hasPlay(roster.wave[g], period[i]) ? 1 : 0));
  const values = onScale(seen, scale, { period, treated });
  if (!('response' in values)) return values;
  return {
    kind: 'panel',
    scale,
    ...roster,
    periods,
    rows: { unit: seen.map(({ unit }) => unit), cluster, period, treated, ...values },
    missing: sorted
      .filter((row) => !isSeen(row))
      .map((row) => {
        const [g, at] = [clusterAt.get(switchingName(row)) ?? -1, periods.indexOf(row.period)];
        return { cluster: g, period: at, treated: hasPlay(roster.wave[g], at) ? 1 : 0 };
      }),
    notPositive: plan.scale === 'auto' && scale === 'raw' ? (firstNotPositive ?? null) : null,
  };
}

type Roster = Pick<SwitchPanel, 'clusters' | 'wave' | 'stratum'>;

function rosterOf(sorted: readonly SwitchRow[], periods: readonly number[]): Roster {
  const firstRow = new Map<string, SwitchRow>();
  for (const row of sorted) if (!firstRow.has(switchingName(row))) firstRow.set(switchingName(row), row);
  const rows = [...firstRow.values()];
  const strata = [...new Set(rows.map(({ stratum }) => stratum))].sort();
  const waveOf = ({ wave }: SwitchRow): number => {
    const at = wave === null ? -1 : periods.findIndex((period) => period >= wave);
    return at < 0 ? periods.length : at;
  };
  return {
    clusters: [...firstRow.keys()],
    wave: Int32Array.from(rows, waveOf),
    stratum: Int32Array.from(rows, ({ stratum }) => strata.indexOf(stratum)),
  };
}

type ScaledValues = Pick<PanelRows, 'outcome' | 'denominator' | 'response' | 'shift'>;

interface Cells {
  readonly period: Int32Array;
  readonly treated: Float64Array;
}

function onScale(seen: readonly SwitchRow[], scale: ComparisonScale, cells: Cells): ScaledValues | StatisticalRefusal {
  const outcome = Float64Array.from(seen, (row) => row.outcome ?? NaN);
  const ones = new Float64Array(seen.length).fill(1);
  const plain = { outcome, denominator: ones, shift: cells.treated };
  if (scale === 'raw') return { ...plain, response: outcome };
  if (scale === 'log') return { ...plain, response: outcome.map(Math.log) };
  return linearisedPanel(seen, outcome, cells);
}

/**
 * A ratio of sums linearised at the ratio R of all rows together, in units of each period's mean denominator:
 * R + (y - R d) / mean d. R does not ask who had the play, so that a re-draw leaves every response as it is; an effect
 * given to the rows with the play moves it by what the shift says (Deng, Knoblich & Lu 2018, doi:10.1145/3219819.3219919).
 */
function linearisedPanel(
  seen: readonly SwitchRow[],
  numerator: Float64Array,
  { period, treated }: Cells,
): ScaledValues | StatisticalRefusal {
  const denominator = Float64Array.from(seen, (row) => row.denominator ?? NaN);
  const units = seen.map(({ unit }) => unit);
  const pooled = linearisedRatio({ numerator, denominator, units, column: COLUMN.denominator });
  if (pooled.kind === 'refused') return pooled;
  const average = averageByPeriod(denominator, period);
  const empty = average.findIndex((value) => !(value > 0));
  if (empty >= 0) return refused('ZERO_DENOMINATOR', { column: COLUMN.denominator, unit: units[empty] });
  const total = sumOf(denominator);
  const treatedShare = sumOf(denominator.map((value, i) => value * treated[i])) / total;
  return {
    outcome: numerator,
    denominator,
    response: numerator.map((value, i) => pooled.ratio + (value - pooled.ratio * denominator[i]) / average[i]),
    shift: treated.map((arm, i) => treatedShare + ((arm - treatedShare) * denominator[i]) / average[i]),
  };
}

/** By row: the mean over all rows of its period. */
function averageByPeriod(values: Float64Array, period: Int32Array): Float64Array {
  const sums = new Float64Array(Math.max(...period) + 1);
  const rows = new Float64Array(sums.length);
  period.forEach((at, i) => {
    sums[at] += values[i];
    rows[at] += 1;
  });
  return Float64Array.from(period, (at) => sums[at] / rows[at]);
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function brokenRow(sorted: readonly SwitchRow[]): StatisticalRefusal | null {
  for (const { unit, period, wave, outcome, denominator } of sorted) {
    if (!Number.isSafeInteger(period) || (wave !== null && !Number.isSafeInteger(wave)))
      return refused('NOT_FINITE', { unit, column: COLUMN.period });
    const cells: [string, number | null | undefined][] = [
      [COLUMN.outcome, outcome],
      [COLUMN.denominator, denominator],
    ];
    const broken = cells.find(([, value]) => typeof value === 'number' && !(Math.abs(value) <= LARGEST_NUMBER));
    if (broken) return refused('NOT_FINITE', { unit, column: broken[0] });
  }
  return null;
}

function brokenRoster(sorted: readonly SwitchRow[]): StatisticalRefusal | null {
  const clusterOf = new Map<string, string>();
  const waveOf = new Map<string, number | null>();
  const stratumOf = new Map<string, string | undefined>();
  const seen = new Set<string>();
  for (const row of sorted) {
    const { unit, period } = row;
    const cluster = switchingName(row);
    if (isElsewhere(clusterOf, unit, cluster)) return refused('UNIT_IN_TWO_CLUSTERS', { unit });
    if (isElsewhere(waveOf, cluster, row.wave)) return refused('CLUSTER_IN_TWO_WAVES', { unit: cluster });
    if (isElsewhere(stratumOf, cluster, row.stratum)) return refused('CLUSTER_IN_TWO_STRATA', { unit: cluster });
    const cell = JSON.stringify([unit, period]);
    if (seen.has(cell)) return refused('UNIT_TWICE_IN_A_PERIOD', { unit });
    seen.add(cell);
  }
  return null;
}

function inOrder(a: SwitchRow, b: SwitchRow): number {
  return byName(switchingName(a), switchingName(b)) || byName(a.unit, b.unit) || a.period - b.period;
}

import { COLUMN, type Interval, type StatisticalRefusal, refused } from '../finding.js';
import { normalQuantile, normalUpperTail } from '../numbers/distributions.js';
import { EXACT_RANKS, doubledRanks, rankSums } from './rank-sum.js';

/** How far the pilot arm lies from control, by ranks. */
export interface RankShift {
  readonly kind: 'shift';
  /** Hodges-Lehmann: the median of all differences of a pilot unit and a control unit. */
  readonly estimate: number;
  readonly interval: Interval;
  readonly pValue: number;
  /** Whether p and interval come from all ways of drawing the arms, not from the normal distribution. */
  readonly exact: boolean;
}

/**
 * Mann-Whitney test of "the same distribution in both arms", with the Hodges-Lehmann shift and its interval of 1 - level.
 * Exact up to 100 units: p from the distribution of the midranks at hand, interval from the distribution without ties, which is
 * a little wide where there are some. Beyond, normal with correction for ties and continuity. An end is null where so few units
 * cannot reach the level. Assumes independent units; for the shift, distributions of the same shape. `pilot` and `control` hold
 * one value for each unit, at least one; refuses NO_VARIANCE where all are the same.
 * Mann & Whitney 1947, doi:10.1214/aoms/1177730491; Hodges & Lehmann 1963, doi:10.1214/aoms/1177704172; Hollander, Wolfe &
 * Chicken 2014, Nonparametric Statistical Methods, ch. 4.
 */
export function mannWhitney(pilot: Float64Array, control: Float64Array, level: number): RankShift | StatisticalRefusal {
  const values = Float64Array.of(...pilot, ...control);
  if (values.every((value) => value === values[0])) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const exact = values.length <= EXACT_RANKS;
  const ranks = doubledRanks(values);
  const left = pilot.toSorted();
  const right = control.toSorted();
  const pairs = left.length * right.length;
  const difference = (k: number): number => kthDifference(left, right, k);
  const outside = exact
    ? exactOutside(left.length, right.length, level)
    : normalOutside(left.length, right.length, level);
  return {
    kind: 'shift',
    estimate: (difference(Math.ceil(pairs / 2)) + difference(Math.floor(pairs / 2) + 1)) / 2,
    interval: outside === 0 ? [null, null] : [difference(outside), difference(pairs + 1 - outside)],
    pValue: exact ? exactP(ranks, pilot.length) : normalP(ranks, pilot.length),
    exact,
  };
}

/** The share of draws whose rank sum lies at least as far from its mean. */
function exactP(ranks: Int32Array, inPilot: number): number {
  const { chance, step, mean } = rankSums(ranks, inPilot);
  const observed = ranks.subarray(0, inPilot).reduce((sum, rank) => sum + rank, 0);
  const distance = Math.abs(observed - mean) - 1e-6;
  let p = 0;
  chance.forEach((share, sum) => {
    if (Math.abs(step * sum - mean) >= distance) p += share;
  });
  return Math.min(1, p);
}

function normalP(ranks: Int32Array, inPilot: number): number {
  const n = ranks.length;
  const observed = ranks.subarray(0, inPilot).reduce((sum, rank) => sum + rank, 0) / 2;
  const ties = new Map<number, number>();
  ranks.forEach((rank) => ties.set(rank, (ties.get(rank) ?? 0) + 1));
  const tied = [...ties.values()].reduce((sum, t) => sum + (t ** 3 - t), 0);
  const variance = ((inPilot * (n - inPilot)) / 12) * (n + 1 - tied / (n * (n - 1)));
  const distance = Math.max(0, Math.abs(observed - (inPilot * (n + 1)) / 2) - 0.5);
  return Math.min(1, 2 * normalUpperTail(distance / Math.sqrt(variance)));
}

/** How many differences to cut off at each end, counted from 1: the largest number that leaves at most half the level outside. */
function exactOutside(inPilot: number, inControl: number, level: number): number {
  const { chance } = rankSums(doubledRanks(Float64Array.from({ length: inPilot + inControl }, (_, i) => i)), inPilot);
  const smallest = (inPilot * (inPilot + 1)) / 2;
  let below = 0;
  // U is the sum of ranks less the smallest there can be
  for (let u = 0; ; u += 1) {
    below += chance[smallest + u];
    if (below > level / 2) return u;
  }
}

function normalOutside(inPilot: number, inControl: number, level: number): number {
  const pairs = inPilot * inControl;
  const deviation = Math.sqrt((pairs * (inPilot + inControl + 1)) / 12);
  return Math.max(0, Math.floor(pairs / 2 + normalQuantile(level / 2) * deviation));
}

/** The k-th smallest difference left - right of two ascending lists, k from 1, without making them all: by bisection on its value. */
function kthDifference(left: Float64Array, right: Float64Array, k: number): number {
  let low = left[0] - right[right.length - 1];
  let high = left[left.length - 1] - right[0];
  if (countUpTo(left, right, low) >= k) return low;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (countUpTo(left, right, middle) >= k) high = middle;
    else low = middle;
  }
}

/** How many differences are at or below the limit. */
function countUpTo(left: Float64Array, right: Float64Array, limit: number): number {
  let count = 0;
  let from = 0;
  // as the left value grows, ever larger right values are needed
  for (const value of left) {
    while (from < right.length && value - right[from] > limit) from += 1;
    count += right.length - from;
  }
  return count;
}

import { COLUMN, type StatisticalRefusal, refused } from '../finding.js';
import { normalQuantile, normalUpperTail } from '../numbers/distributions.js';
import type { RankShift } from './mann-whitney.js';
import { EXACT_RANKS, doubledRanks, signedRankChances } from './rank-sum.js';

/**
 * Wilcoxon's signed-rank test of "the differences lie evenly about 0", with the Hodges-Lehmann shift (the median of the means of
 * any two differences, each with itself among them) and its interval of 1 - level. Exact up to 100 pairs: p from the distribution
 * of the midranks at hand, differences of 0 left out, interval from the distribution without ties; beyond, normal. An end is null
 * where so few pairs cannot reach the level. Assumes independent pairs whose differences are spread evenly about their middle.
 * Refuses NO_VARIANCE where every difference is 0.
 * Wilcoxon 1945, doi:10.2307/3001968; Hollander, Wolfe & Chicken 2014, Nonparametric Statistical Methods, ch. 3.
 */
export function signedRank(differences: Float64Array, level: number): RankShift | StatisticalRefusal {
  const moved = differences.filter((value) => value !== 0);
  if (moved.length === 0) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const exact = differences.length <= EXACT_RANKS;
  const ranks = doubledRanks(moved.map(Math.abs));
  const upwards = moved.reduce((sum, value, i) => sum + (value > 0 ? ranks[i] : 0), 0);
  const means = pairMeans(differences);
  const outside = exact ? exactOutside(differences.length, level) : normalOutside(differences.length, level);
  return {
    kind: 'shift',
    estimate: (means[Math.ceil(means.length / 2) - 1] + means[Math.floor(means.length / 2)]) / 2,
    interval: outside === 0 ? [null, null] : [means[outside - 1], means[means.length - outside]],
    pValue: exact ? exactP(ranks, upwards) : normalP(ranks, upwards),
    exact,
  };
}

/** The means of any two of the values, each with itself among them, in order. */
function pairMeans(values: Float64Array): Float64Array {
  const means = new Float64Array((values.length * (values.length + 1)) / 2);
  let at = 0;
  for (let i = 0; i < values.length; i += 1) {
    for (let j = i; j < values.length; j += 1, at += 1) means[at] = (values[i] + values[j]) / 2;
  }
  return means.sort();
}

function exactP(ranks: Int32Array, upwards: number): number {
  const chance = signedRankChances(ranks);
  const distance = Math.abs(upwards - (chance.length - 1) / 2);
  return chance.reduce((p, share, sum) => p + (Math.abs(sum - (chance.length - 1) / 2) >= distance ? share : 0), 0);
}

/** Without a correction for continuity beyond one step of ranks, as for two arms. */
function normalP(ranks: Int32Array, upwards: number): number {
  const total = ranks.reduce((sum, rank) => sum + rank, 0) / 2;
  const variance = ranks.reduce((sum, rank) => sum + (rank / 2) ** 2, 0) / 4;
  const distance = Math.max(0, Math.abs(upwards / 2 - total / 2) - 0.5);
  return Math.min(1, 2 * normalUpperTail(distance / Math.sqrt(variance)));
}

/** How many means to cut off at each end, counted from 1. */
function exactOutside(pairs: number, level: number): number {
  const chance = signedRankChances(Int32Array.from({ length: pairs }, (_, i) => i + 1));
  let below = 0;
  for (let sum = 0; ; sum += 1) {
    below += chance[sum];
    if (below > level / 2) return sum;
  }
}

function normalOutside(pairs: number, level: number): number {
  const middle = (pairs * (pairs + 1)) / 4;
  const deviation = Math.sqrt((pairs * (pairs + 1) * (2 * pairs + 1)) / 24);
  return Math.max(0, Math.floor(middle + normalQuantile(level / 2) * deviation));
}

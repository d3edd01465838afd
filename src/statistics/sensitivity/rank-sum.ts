/** How a sum of doubled ranks falls out when the arms are drawn. */
export interface RankSums {
  /** chance[s]: of the sum s steps. */
  readonly chance: Float64Array;
  /** What a step is: 2 where there are no ties, for then every doubled rank is even. */
  readonly step: 1 | 2;
  /** Of the doubled sum. */
  readonly mean: number;
}

/** Up to so many ranks a distribution is counted out. */
export const EXACT_RANKS = 100;

/** Doubled midranks of values: ties share the mean of their ranks. */
export function doubledRanks(values: Float64Array): Int32Array {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
  const ranks = new Int32Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end += 1;
    for (let i = start; i < end; i += 1) ranks[order[i]] = start + end + 1;
  }
  return ranks;
}

/**
 * The exact distribution of the sum of the ranks that fall to one side when each does so with an even chance, in doubled steps of 1.
 * Wilcoxon 1945, doi:10.2307/3001968; by the shift algorithm, as below.
 */
export function signedRankChances(ranks: Int32Array): Float64Array {
  const chance = new Float64Array(ranks.reduce((sum, rank) => sum + rank, 0) + 1);
  chance[0] = 1;
  let highest = 0;
  for (const rank of ranks) {
    highest += rank;
    for (let sum = highest; sum >= 0; sum -= 1)
      chance[sum] = (chance[sum] + (sum >= rank ? chance[sum - rank] : 0)) / 2;
  }
  return chance;
}

/**
 * The exact distribution of the sum of `take` of these doubled ranks, every choice equally likely, by counting (the shift
 * algorithm). Time and room grow with take x ranks^2: for about a hundred ranks at most.
 * Streitberg & Roehmel 1986, Statistical Software Newsletter 12; ties need no special care.
 */
export function rankSums(ranks: Int32Array, take: number): RankSums {
  const step = ranks.every((rank) => rank % 2 === 0) ? 2 : 1;
  const steps = ranks.map((rank) => rank / step).sort();
  const width = steps.slice(-take).reduce((sum, rank) => sum + rank, 0) + 1;
  // ways[j * width + s]: of choosing j of the ranks so far with the sum s
  const ways = new Float64Array((take + 1) * width);
  ways[0] = 1;
  let highest = 0;
  steps.forEach((rank, seen) => {
    highest = Math.min(width - 1, highest + rank);
    for (let j = Math.min(take, seen + 1); j >= 1; j -= 1) {
      const [from, to] = [(j - 1) * width - rank, j * width];
      for (let sum = highest; sum >= rank; sum -= 1) ways[to + sum] += ways[from + sum];
    }
  });
  const last = ways.subarray(take * width);
  const all = last.reduce((sum, count) => sum + count, 0);
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  return { chance: last.map((count) => count / all), step, mean: (take / ranks.length) * total };
}

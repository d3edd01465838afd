import { chiSquareUpperTail } from '../numbers/distributions.js';
import type { CheckFinding } from '../finding.js';

/** Below this p the data of one arm went missing by more than chance. */
const ALARM = 1e-3;
const FEWEST_EXPECTED = 5;
/** More outcomes than this are not enumerated; so many units with so few expected in an arm do not occur in a pilot. */
const MOST_OUTCOMES = 2_000_000;
/** As equally likely as the observed outcome counts one that is so but for rounding. */
const TIE = 1 + 1e-7;

/** One arm: units with data, and the units assigned to it, of which they should be the same share as in any other arm. */
export interface ArmCount {
  readonly seen: number;
  readonly assigned: number;
}

/**
 * p of "units have data in the proportions in which they were assigned": Pearson's chi-square where at least 5 are expected in
 * every arm, otherwise the exact multinomial test, which adds up all outcomes that are no more likely than the observed one.
 */
export function sampleRatioP(arms: readonly ArmCount[]): number {
  const seen = arms.reduce((sum, arm) => sum + arm.seen, 0);
  const assigned = arms.reduce((sum, arm) => sum + arm.assigned, 0);
  const shares = arms.map((arm) => arm.assigned / assigned);
  const counts = arms.map((arm) => arm.seen);
  const plenty = shares.every((share) => share * seen >= FEWEST_EXPECTED);
  if (plenty || compositions(seen, arms.length) > MOST_OUTCOMES) return chiSquareP(counts, shares, seen);
  return exactP(counts, shares, seen);
}

/** Blocks the verdict where units with data are not in proportion to the units assigned (p below .001). */
export function sampleRatioCheck(arms: readonly ArmCount[]): CheckFinding[] {
  const pValue = sampleRatioP(arms);
  return pValue < ALARM ? [{ code: 'SAMPLE_RATIO_MISMATCH', severity: 'BLOCK', values: { pValue } }] : [];
}

function chiSquareP(counts: readonly number[], shares: readonly number[], seen: number): number {
  const square = counts.reduce((sum, count, arm) => sum + (count - shares[arm] * seen) ** 2 / (shares[arm] * seen), 0);
  return chiSquareUpperTail(square, counts.length - 1);
}

function exactP(counts: readonly number[], shares: readonly number[], seen: number): number {
  const logFactorials = new Float64Array(seen + 1);
  for (let n = 1; n <= seen; n += 1) logFactorials[n] = logFactorials[n - 1] + Math.log(n);
  const logShares = shares.map(Math.log);
  const term = (arm: number, count: number): number =>
    (count === 0 ? 0 : count * logShares[arm]) - logFactorials[count];
  const observed = counts.reduce((sum, count, arm) => sum + term(arm, count), 0);
  let total = 0;
  const addUp = (arm: number, left: number, logChance: number): void => {
    if (arm === counts.length - 1) {
      const chance = logChance + term(arm, left);
      if (Math.exp(chance - observed) <= TIE) total += Math.exp(chance + logFactorials[seen]);
      return;
    }
    for (let count = 0; count <= left; count += 1) addUp(arm + 1, left - count, logChance + term(arm, count));
  };
  addUp(0, seen, 0);
  return Math.min(1, total);
}

/** In how many ways `seen` units spread over the arms. */
function compositions(seen: number, arms: number): number {
  let ways = 1;
  for (let arm = 1; arm < arms; arm += 1) ways = (ways * (seen + arm)) / arm;
  return ways;
}

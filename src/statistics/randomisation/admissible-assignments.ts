/** Up to this many admissible assignments all of them are enumerated. */
export const EXACT_LIMIT = 200_000;

/** What the most draws the engine makes (999,999) can resolve at twenty draws beyond the level. */
const MONTE_CARLO_FLOOR = 2e-5;

/** One stratum of a draw between two arms: how many assigned units it holds and how many of them go to the pilot arm. */
export interface StratumSizes {
  readonly units: number;
  readonly pilot: number;
}

/**
 * How many ways there are to draw the pilot arm: the product over strata of C(units, pilot). A complete draw is one
 * stratum; where clusters are drawn, the units are clusters. Exact below 2^53, then rounded, in the end Infinity.
 */
export function admissibleAssignments(strata: readonly StratumSizes[]): number {
  return strata.reduce((product, { units, pilot }) => product * combinations(units, pilot), 1);
}

/**
 * The smallest p the registered draw can ever give: 1/M of M possible assignments, 2/M where swapping the arms always stays in the
 * design (|t| is the same for both), and never below what Monte Carlo draws resolve once there are too many to enumerate.
 * @param assignments possible ones; fewer than the admissible ones where the draw had to be balanced.
 */
export function smallestAttainableP(
  strata: readonly StratumSizes[],
  assignments = admissibleAssignments(strata),
): number {
  const exact = smallestExactP(strata, assignments);
  return admissibleAssignments(strata) <= EXACT_LIMIT ? exact : Math.max(exact, MONTE_CARLO_FLOOR);
}

/** The same over all possible assignments, however many there are. */
export function smallestExactP(strata: readonly StratumSizes[], assignments: number): number {
  return Math.min(1, (swapStays(strata) ? 2 : 1) / assignments);
}

/** Whether swapping the arms of any assignment makes another one of the same design. */
export function swapStays(strata: readonly StratumSizes[]): boolean {
  return strata.every(({ units, pilot }) => 2 * pilot === units);
}

function combinations(units: number, chosen: number): number {
  const fewer = Math.min(chosen, units - chosen);
  if (fewer < 0) return 0;
  let count = 1;
  for (let i = 1; i <= fewer; i += 1) count = Math.round((count * (units - fewer + i)) / i);
  return count;
}

/**
 * The same for a draw of the order in which units switch: within each stratum so many units for each wave, the ways to deal them
 * out multiplied over strata (multinomial coefficients). `swaps`: two orders that mirror each other (a crossover), so that where
 * they are as large exchanging them changes only the sign.
 */
export function smallestOrderP(strata: readonly (readonly number[])[], swaps: boolean): number {
  const orders = strata.reduce((product, waves) => product * multinomial(waves), 1);
  const swapStays = swaps && strata.every(([first, second]) => first === second);
  const exact = Math.min(1, (swapStays ? 2 : 1) / orders);
  return orders <= EXACT_LIMIT ? exact : Math.max(exact, MONTE_CARLO_FLOOR);
}

function multinomial(counts: readonly number[]): number {
  let dealt = 0;
  return counts.reduce((product, count) => {
    dealt += count;
    return product * combinations(dealt, count);
  }, 1);
}

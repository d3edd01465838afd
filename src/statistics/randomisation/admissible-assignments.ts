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

/** Of one stratum: how many units each wave gets, the waves in the same order in every stratum. */
export type WaveSizes = readonly number[];

/** In how many orders units can switch: the product over strata of n! / (n_1! n_2! ...). Exact below 2^53, in the end Infinity. */
export function admissibleOrders(strata: readonly WaveSizes[]): number {
  return strata.reduce((product, waves) => product * arrangements(waves), 1);
}

/**
 * The smallest p that drawing the order again can ever give: 1/M of M orders, 2/M where there are two waves of equal size in
 * every stratum, for then naming them the other way round only changes the sign.
 */
export function smallestExactOrderP(strata: readonly WaveSizes[]): number {
  const isMirrored = strata.every((waves) => waves.length === 2 && waves[0] === waves[1]);
  return Math.min(1, (isMirrored ? 2 : 1) / admissibleOrders(strata));
}

/** The same, never below what Monte Carlo draws resolve once there are too many orders to enumerate. */
export function smallestAttainableOrderP(strata: readonly WaveSizes[]): number {
  const exact = smallestExactOrderP(strata);
  return admissibleOrders(strata) <= EXACT_LIMIT ? exact : Math.max(exact, MONTE_CARLO_FLOOR);
}

function arrangements(waves: WaveSizes): number {
  let placed = 0;
  return waves.reduce((product, size) => {
    placed += size;
    return product * combinations(placed, size);
  }, 1);
}

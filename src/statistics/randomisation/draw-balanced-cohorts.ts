import { type StatisticalRefusal, refused } from '../finding.js';
import { Random } from '../numbers/random.js';
import { BalanceRule } from './balance-rule.js';
import {
  type ArmShare,
  type AssignableUnit,
  type DrawnUnit,
  type StratumCohorts,
  cohortSizes,
  dealtCohorts,
} from './draw-cohorts.js';
import { Redraws } from './redraws.js';

/** Fewer balanced assignments than this leave too little to chance. */
const FEWEST_ASSIGNMENTS = 1_000;

/** A unit with what is to be balanced, by name; every unit has the same names, and finite numbers. */
export interface BalancedUnit extends AssignableUnit {
  readonly balance: Readonly<Record<string, number>>;
}

/**
 * Draws two cohorts as `drawCohorts` does, and again from the same run of random numbers until no standardised difference of what is
 * balanced is above the threshold. It takes the first draw that will do, never the best of several: every balanced assignment is
 * equally likely, which is what the re-draws of the analysis rest on.
 * Refuses as `cohortSizes` does, and TOO_FEW_ACCEPTABLE_ASSIGNMENTS where fewer than 1,000 assignments are balanced.
 * Morgan & Rubin 2012, doi:10.1214/12-AOS1008.
 */
export function drawBalancedCohorts(
  roster: readonly BalancedUnit[],
  arms: readonly ArmShare[],
  { seed, threshold }: { readonly seed: number; readonly threshold: number },
): DrawnUnit[] | StatisticalRefusal {
  const sizes = cohortSizes(roster, arms);
  if ('kind' in sizes) return sizes;
  const few = tooFew(redrawsOf(roster, { arms, sizes }, threshold).assignments(FEWEST_ASSIGNMENTS));
  if (few) return few;
  const random = new Random(seed);
  for (;;) {
    const drawn = dealtCohorts(roster, { arms, sizes }, random);
    if (rule(roster, drawn, threshold).accepts(treatmentOf(drawn, arms))) return drawn;
  }
}

/**
 * How many assignments to two arms the threshold accepts: counted where 200,000 or fewer are admissible, otherwise estimated from
 * 9,999 random ones. Refuses as `drawBalancedCohorts` does.
 */
export function balancedAssignments(
  roster: readonly BalancedUnit[],
  arms: readonly ArmShare[],
  threshold: number,
): number | StatisticalRefusal {
  const sizes = cohortSizes(roster, arms);
  if ('kind' in sizes) return sizes;
  const assignments = redrawsOf(roster, { arms, sizes }, threshold).assignments();
  return tooFew(assignments) ?? assignments;
}

function tooFew(assignments: number): StatisticalRefusal | null {
  return assignments < FEWEST_ASSIGNMENTS ? refused('TOO_FEW_ACCEPTABLE_ASSIGNMENTS') : null;
}

function redrawsOf(
  roster: readonly BalancedUnit[],
  { arms, sizes }: { readonly arms: readonly ArmShare[]; readonly sizes: readonly StratumCohorts[] },
  threshold: number,
): Redraws {
  const dealt = dealtCohorts(roster, { arms, sizes }, new Random(0));
  const strata = sizes.map(({ stratum }) => stratum);
  return new Redraws({
    pilot: Uint8Array.from(treatmentOf(dealt, arms)),
    stratum: Int32Array.from(dealt, ({ stratum }) => strata.indexOf(stratum)),
    balance: { columns: columnsOf(roster, dealt), threshold },
  });
}

function rule(roster: readonly BalancedUnit[], drawn: readonly DrawnUnit[], threshold: number): BalanceRule {
  return new BalanceRule({ columns: columnsOf(roster, drawn), threshold });
}

function columnsOf(roster: readonly BalancedUnit[], drawn: readonly DrawnUnit[]): Float64Array[] {
  const balanceOf = new Map(roster.map(({ unit, balance }) => [unit, balance]));
  const names = Object.keys(roster[0].balance).sort();
  return names.map((name) => Float64Array.from(drawn, ({ unit }) => balanceOf.get(unit)?.[name] ?? NaN));
}

/** 1 for the second arm, whichever of the two it is: swapping them changes nothing. */
function treatmentOf(drawn: readonly DrawnUnit[], arms: readonly ArmShare[]): Float64Array {
  return Float64Array.from(drawn, ({ arm }) => (arm === arms[1].arm ? 1 : 0));
}

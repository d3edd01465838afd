import { type StatisticalRefusal, refused } from '../finding.js';
import { byName } from '../numbers/name-order.js';
import { Random } from '../numbers/random.js';

/** What is assigned as one: a salesperson, an account, or a whole cluster (team, territory). */
export interface AssignableUnit {
  readonly unit: string;
  /** Drawn within it; absent for a complete draw. */
  readonly stratum?: string | null;
}

export interface ArmShare {
  readonly arm: string;
  /** Share of the units, above 0; the shares of all arms add up to 1. */
  readonly share: number;
}

export interface DrawnUnit {
  readonly unit: string;
  readonly stratum: string | null;
  readonly arm: string;
}

/** How many units of each arm a stratum will get, known before the draw. */
export interface StratumCohorts {
  readonly stratum: string | null;
  readonly units: number;
  readonly arms: Readonly<Record<string, number>>;
}

/**
 * Draws the cohorts, complete or within strata, so that anyone can repeat the draw: the strata in order of their names, in each
 * the units in order of theirs (by UTF-16 code units), shuffled by one run of `Random` from the seed, then dealt out in blocks
 * to the arms in the order given, as many each as `cohortSizes` says. Where clusters are drawn, the units are the clusters.
 * Answers the units in that order. Refuses as `cohortSizes` does.
 */
export function drawCohorts(
  roster: readonly AssignableUnit[],
  arms: readonly ArmShare[],
  seed: number,
): DrawnUnit[] | StatisticalRefusal {
  const sizes = cohortSizes(roster, arms);
  return 'kind' in sizes ? sizes : dealtCohorts(roster, { arms, sizes }, new Random(seed));
}

/** The next draw of a run of random numbers, which goes on where it was. */
export function dealtCohorts(
  roster: readonly AssignableUnit[],
  { arms, sizes }: { readonly arms: readonly ArmShare[]; readonly sizes: readonly StratumCohorts[] },
  random: Random,
): DrawnUnit[] {
  return sizes.flatMap(({ stratum, arms: counts }) => {
    const units = unitsOf(roster, stratum);
    const order = Int32Array.from(units.keys());
    random.sampleToFront(order, 0, units.length, units.length);
    const armOf = new Map<string, string>();
    let next = 0;
    for (const { arm } of arms) {
      for (const end = next + counts[arm]; next < end; next += 1) armOf.set(units[order[next]], arm);
    }
    return units.map((unit) => ({ unit, stratum, arm: armOf.get(unit) ?? '' }));
  });
}

/**
 * How many units of each stratum go to each arm: at least one each, then the whole units of each share, then what is left to the
 * arms that have fallen furthest behind their share of the strata so far, so that uneven strata even out over the roster.
 * Decided before anything is drawn, by the roster alone.
 * Refuses UNIT_IN_TWO_ARMS for a unit listed twice, and TOO_FEW_UNITS where the roster is empty or a stratum has
 * fewer units than there are arms.
 */
export function cohortSizes(
  roster: readonly AssignableUnit[],
  arms: readonly ArmShare[],
): StratumCohorts[] | StatisticalRefusal {
  if (roster.length === 0) return refused('TOO_FEW_UNITS');
  const seen = new Set<string>();
  for (const { unit } of roster) {
    if (seen.has(unit)) return refused('UNIT_IN_TWO_ARMS', { unit });
    seen.add(unit);
  }
  const total = arms.reduce((sum, { share }) => sum + share, 0);
  const behind = new Map(arms.map(({ arm }) => [arm, 0]));
  const strata: StratumCohorts[] = [];
  for (const stratum of strataOf(roster)) {
    const members = unitsOf(roster, stratum);
    if (members.length < arms.length) return refused('TOO_FEW_UNITS', { unit: members[0] });
    const counts = dealtOut(members.length, arms, { total, behind });
    strata.push({ stratum, units: members.length, arms: counts });
  }
  return strata;
}

function dealtOut(
  units: number,
  arms: readonly ArmShare[],
  { total, behind }: { readonly total: number; readonly behind: Map<string, number> },
): Record<string, number> {
  const counts: Record<string, number> = {};
  let left = units;
  for (const { arm, share } of arms) {
    const due = (units * share) / total;
    counts[arm] = Math.max(1, Math.floor(due + ROUNDING));
    behind.set(arm, (behind.get(arm) ?? 0) + due - counts[arm]);
    left -= counts[arm];
  }
  for (; left !== 0; left -= Math.sign(left)) {
    const arm = left > 0 ? furthest(arms, (name) => behind.get(name) ?? 0) : furthest(arms, surplus(counts, behind));
    counts[arm] += Math.sign(left);
    behind.set(arm, (behind.get(arm) ?? 0) - Math.sign(left));
  }
  return counts;
}

/** Of several equally far, the first. */
function furthest(arms: readonly ArmShare[], distance: (arm: string) => number): string {
  return arms.reduce((best, { arm }) => (distance(arm) > distance(best) + ROUNDING ? arm : best), arms[0].arm);
}

/** How far ahead of its share an arm is that can still spare a unit. */
function surplus(counts: Readonly<Record<string, number>>, behind: ReadonlyMap<string, number>) {
  return (arm: string): number => (counts[arm] > 1 ? -(behind.get(arm) ?? 0) : -Infinity);
}

const ROUNDING = 1e-9;

function strataOf(roster: readonly AssignableUnit[]): (string | null)[] {
  return [...new Set(roster.map(({ stratum }) => stratum ?? null))].sort((a, b) => byName(a ?? '', b ?? ''));
}

function unitsOf(roster: readonly AssignableUnit[], wanted: string | null): string[] {
  return roster
    .filter(({ stratum }) => (stratum ?? null) === wanted)
    .map(({ unit }) => unit)
    .sort(byName);
}

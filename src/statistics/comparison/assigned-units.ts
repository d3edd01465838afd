import { COLUMN, type ObservedUnit, type RandomisationPlan, type StatisticalRefusal, refused } from '../finding.js';
import { byName } from '../numbers/name-order.js';

/** What the assignment moved as one: the cluster where rows name one, else the unit. */
export function assignedName({ cluster, unit }: ObservedUnit): string {
  return cluster ?? unit;
}

/** Whether the row can be analysed: its outcome is there, and for a ratio its denominator too. */
export function hasOutcome(row: ObservedUnit, isRatio: boolean): boolean {
  return typeof row.outcome === 'number' && (!isRatio || typeof row.denominator === 'number');
}

/** Rows by name of what was assigned, then of the unit: no result may depend on the order in which rows arrive. */
export function inNameOrder(rows: readonly ObservedUnit[]): ObservedUnit[] {
  return [...rows].sort((a, b) => byName(assignedName(a), assignedName(b)) || byName(a.unit, b.unit));
}

/** Names of the covariates, in the order in which they first stand on a row. */
export function covariateNames(roster: readonly ObservedUnit[]): string[] {
  return [...new Set(roster.flatMap(({ covariates }) => Object.keys(covariates ?? {})))];
}

/** How many different assigned units (or, by another name, analysed units) each arm has; every arm of the roster has an entry, if only 0, in name order. */
export function countByArm(
  roster: readonly ObservedUnit[],
  isCounted: (row: ObservedUnit) => boolean = () => true,
  nameOf: (row: ObservedUnit) => string = assignedName,
): Record<string, number> {
  const names = new Map<string, Set<string>>();
  for (const row of roster) {
    const inArm = names.get(row.arm) ?? new Set();
    if (isCounted(row)) inArm.add(nameOf(row));
    names.set(row.arm, inArm);
  }
  return Object.fromEntries([...names].sort(([a], [b]) => byName(a, b)).map(([arm, inArm]) => [arm, inArm.size]));
}

/** What makes the roster no roster of this design: a unit or a cluster in two arms, or what was assigned in two strata or pairs. */
export function rosterRefusal(roster: readonly ObservedUnit[]): StatisticalRefusal | null {
  const armOfUnit = new Map<string, string>();
  const armOfCluster = new Map<string, string>();
  const stratumOf = new Map<string, string | undefined>();
  const pairOf = new Map<string, string | undefined>();
  for (const row of roster) {
    if (isElsewhere(armOfUnit, row.unit, row.arm)) return refused('UNIT_IN_TWO_ARMS', { unit: row.unit, arm: row.arm });
    const name = assignedName(row);
    if (isElsewhere(armOfCluster, name, row.arm)) return refused('CLUSTER_IN_TWO_ARMS', { unit: name, arm: row.arm });
    if (isElsewhere(stratumOf, name, row.stratum)) return refused('CLUSTER_IN_TWO_STRATA', { unit: name });
    if (isElsewhere(pairOf, name, row.pair)) return refused('UNIT_IN_TWO_PAIRS', { unit: name, column: COLUMN.pair });
  }
  return null;
}

/** Names of what the draw balanced, in order. */
export function balanceNames(roster: readonly ObservedUnit[]): string[] {
  return [...new Set(roster.flatMap(({ balance }) => Object.keys(balance ?? {})))].sort();
}

/** Where the draw is said to have been balanced, a unit of which it is not known what was balanced. */
export function balanceRefusal(
  roster: readonly ObservedUnit[],
  plan: RandomisationPlan | undefined,
): StatisticalRefusal | null {
  if (!plan?.balance) return null;
  const names = balanceNames(roster);
  for (const { unit, arm, balance } of roster) {
    const column = names.find((name) => !Number.isFinite(balance?.[name]));
    if (column !== undefined || balance === undefined) return refused('BALANCE_NOT_MET', { unit, arm, column });
  }
  return null;
}

/** Whether a name was seen at another place before; the first time it is remembered. */
export function isElsewhere<Place>(places: Map<string, Place>, name: string, place: Place): boolean {
  if (places.has(name)) return places.get(name) !== place;
  places.set(name, place);
  return false;
}

import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import { FileRefusal, firstFew } from './analyze-refusal.js';
import type { ObservedRow } from './observed-rows.js';

const CONFLICTS = {
  UNIT_IN_TWO_ARMS: { of: 'unit', over: 'arm', told: 'A unit stands in two arms.' },
  UNIT_IN_TWO_CLUSTERS: { of: 'unit', over: 'cluster', told: 'A unit stands in two clusters.' },
  UNIT_IN_TWO_STRATA: { of: 'unit', over: 'stratum', told: 'A unit stands in two strata.' },
  CLUSTER_IN_TWO_ARMS: { of: 'cluster', over: 'arm', told: 'A cluster stands in two arms.' },
  CLUSTER_IN_TWO_STRATA: { of: 'cluster', over: 'stratum', told: 'A cluster stands in two strata.' },
  UNIT_IN_TWO_PAIRS: { of: 'unit', over: 'pair', told: 'A unit stands in two pairs.' },
  CLUSTER_IN_TWO_PAIRS: { of: 'cluster', over: 'pair', told: 'A cluster stands in two pairs.' },
} as const;
type Conflict = keyof typeof CONFLICTS;

/** Who was assigned to what, as the rows tell it; what they tell in two ways is refused with every place. */
export class Assignments {
  /** The arms of all units, with or without data. */
  readonly arms = new Set<string>();
  private readonly strata = new Map<string, Set<string>>();
  private readonly clusters = new Map<string, ObservedRow>();
  private readonly conflicts = new Map<Conflict, { count: number; told: string[] }>();

  /** Takes a row and the first row of its unit. */
  see(row: ObservedRow, first: ObservedRow): void {
    this.arms.add(row.arm);
    if (first === row && row.stratum !== undefined) this.seeStratum(row.stratum, row.arm);
    if (first !== row)
      this.compare(first, row, ['UNIT_IN_TWO_ARMS', 'UNIT_IN_TWO_STRATA', 'UNIT_IN_TWO_CLUSTERS', 'UNIT_IN_TWO_PAIRS']);
    if (row.cluster === undefined) return;
    const firstOfCluster = this.clusters.get(row.cluster);
    if (firstOfCluster === undefined) this.clusters.set(row.cluster, row);
    else this.compare(firstOfCluster, row, ['CLUSTER_IN_TWO_ARMS', 'CLUSTER_IN_TWO_STRATA', 'CLUSTER_IN_TWO_PAIRS']);
  }

  /** Whether there are strata and each holds units of one arm only, so that nothing was drawn within any. */
  get drawnBetweenStrata(): boolean {
    return this.strata.size > 0 && [...this.strata.values()].every((arms) => arms.size === 1);
  }

  refuseConflicts(): void {
    const found = [...this.conflicts].at(0);
    if (found === undefined) return;
    const [code, { told, count }] = found;
    throw new FileRefusal(code, CONFLICTS[code].told, [
      ...firstFew(told, count),
      'Whatever was assigned has one arm, one stratum, one pair and one cluster: correct the rows, or name the column that was really assigned.',
    ]);
  }

  private seeStratum(stratum: string, arm: string): void {
    const arms = this.strata.get(stratum);
    if (arms === undefined) this.strata.set(stratum, new Set([arm]));
    else arms.add(arm);
  }

  private compare(first: ObservedRow, row: ObservedRow, codes: readonly Conflict[]): void {
    for (const code of codes) {
      const { over } = CONFLICTS[code];
      if (first[over] !== row[over]) this.conflict(code, first, row);
    }
  }

  private conflict(code: Conflict, first: ObservedRow, row: ObservedRow): void {
    const { of, over } = CONFLICTS[code];
    const known = this.conflicts.get(code) ?? { count: 0, told: [] };
    known.count += 1;
    this.conflicts.set(code, known);
    if (known.told.length >= 5) return;
    const places = [first, row].map((place) => `${over} ${quotedName(place[over] ?? '')} on line ${place.line}`);
    known.told.push(`The ${of} ${quotedName(row[of] ?? '')} has ${places.join(' and ')}.`);
  }
}

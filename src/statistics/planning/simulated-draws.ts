import { assignedName } from '../comparison/assigned-units.js';
import { type ObservedUnit, type StatisticalRefusal, refused } from '../finding.js';
import { Random } from '../numbers/random.js';
import {
  type ArmShare,
  type AssignableUnit,
  type DrawnUnit,
  cohortSizes,
  drawCohorts,
} from '../randomisation/draw-cohorts.js';
import type { PastUnit } from './unit-history.js';

/** How the simulated pilots are drawn: as the registered one will be. */
export interface SimulatedDraw {
  /** Control and the pilot arms. */
  readonly arms: readonly ArmShare[];
  readonly control: string;
  /** What will be assigned; by default what the past rows name, once each. */
  readonly roster?: readonly AssignableUnit[];
}

export interface SimulationRun {
  readonly simulations: number;
  readonly seed: number;
}

/** One simulated pilot: who is in which arm, and whose past each unit lives again. */
export interface SimulatedPilot {
  readonly drawn: readonly DrawnUnit[];
  /** By drawn unit: the assigned unit of the past that stands in for it. */
  readonly source: readonly string[];
  /** Seed of the re-draws of its test. */
  readonly seed: number;
}

/**
 * Draws pilot after pilot from the organisation's own units. A unit with a past lives it again; one without borrows that of another
 * unit of its stratum (of any, where the stratum has none), another one in each pilot. The same run over the past of another metric
 * gives the same pilots, so that metrics can be judged together.
 * Refuses TOO_FEW_UNITS where there is no past, and as `cohortSizes` does.
 */
export function simulatedDraws(
  past: readonly PastUnit[],
  { arms, roster }: SimulatedDraw,
  { simulations, seed }: SimulationRun,
): Generator<SimulatedPilot> | StatisticalRefusal {
  const known = pastUnits(past);
  if (known.length === 0) return refused('TOO_FEW_UNITS');
  const units = roster ?? known;
  const sizes = cohortSizes(units, arms);
  if ('kind' in sizes) return sizes;
  return pilots();

  function* pilots(): Generator<SimulatedPilot> {
    const random = new Random(seed);
    const sourcesOf = sourceChoice(known);
    for (let pilot = 0; pilot < simulations; pilot += 1) {
      const drawn = drawCohorts(units, arms, random.word());
      if ('kind' in drawn) return;
      yield { drawn, source: drawn.map((unit) => sourcesOf(unit, random)), seed: random.word() };
    }
  }
}

/** The rows of a simulated pilot, each pilot unit's outcome (numerator) changed by the factor 1 + uplift. */
export function simulatedRows(
  { drawn, source }: SimulatedPilot,
  rowsOf: ReadonlyMap<string, readonly PastUnit[]>,
  { control, uplift }: { readonly control: string; readonly uplift: number },
): ObservedUnit[] {
  return drawn.flatMap(({ unit: assigned, arm, stratum }, at) => {
    const factor = arm === control ? 1 : 1 + uplift;
    return (rowsOf.get(source[at]) ?? []).map((row) => ({
      ...row,
      unit: row.cluster === undefined ? assigned : `${assigned} / ${row.unit}`,
      arm,
      outcome: row.outcome * factor,
      stratum: stratum ?? undefined,
      ...(row.cluster !== undefined && { cluster: assigned }),
    }));
  });
}

/** The rows of each assigned unit of the past. */
export function rowsByUnit(past: readonly PastUnit[]): Map<string, PastUnit[]> {
  const rows = new Map<string, PastUnit[]>();
  for (const row of past) rows.set(nameOf(row), [...(rows.get(nameOf(row)) ?? []), row]);
  return rows;
}

function pastUnits(past: readonly PastUnit[]): AssignableUnit[] {
  return [...rowsByUnit(past)].map(([unit, [first]]) => ({ unit, stratum: first.stratum ?? null }));
}

const nameOf = ({ unit, cluster }: PastUnit): string => assignedName({ unit, cluster, arm: '', outcome: null });

/** Whose past a unit lives: its own, or one at random of its stratum. */
function sourceChoice(known: readonly AssignableUnit[]): (unit: DrawnUnit, random: Random) => string {
  const own = new Set(known.map(({ unit }) => unit));
  const all = [...own].sort();
  const byStratum = new Map<string | null, string[]>();
  for (const { unit, stratum = null } of known)
    byStratum.set(stratum, [...(byStratum.get(stratum) ?? []), unit].sort());
  return ({ unit, stratum }, random) => {
    if (own.has(unit)) return unit;
    const candidates = byStratum.get(stratum) ?? all;
    return candidates[random.below(candidates.length)];
  };
}

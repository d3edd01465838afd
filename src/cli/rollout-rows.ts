import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import type { SwitchDesign, SwitchRow } from '../statistics/index.js';
import { FileRefusal, firstFew } from './analyze-refusal.js';
import type { Periods } from './rollout-periods.js';

/** A row of the file that names its unit and period. */
export interface RolloutCell {
  readonly line: number;
  readonly unit: string;
  readonly cluster: string | undefined;
  readonly stratum: string | undefined;
  readonly period: string;
  /** When the play comes; null for never, or where `treated` tells it. */
  readonly moment: string | null;
  readonly treated: string | null;
  readonly outcome: number | null;
  readonly denominator: number | null | undefined;
}

interface Gathering {
  readonly design: SwitchDesign;
  readonly mode: 'sum' | 'mean';
  /** What the column of zeros and ones is called. */
  readonly treated: string;
}

export interface GatheredRows {
  readonly observations: SwitchRow[];
  /** Units and periods with several rows, and those of them in which only some rows have an outcome. */
  readonly repeated: number;
  readonly partly: number;
}

/** Rows of one unit and period become one, and every row learns when its cluster switches. */
export function switchRows(cells: readonly RolloutCell[], periods: Periods, gathering: Gathering): GatheredRows {
  const derived = cells[0].treated === null ? null : switchesFromMarks(cells, periods, gathering);
  const waveOf = (cell: RolloutCell): number | null =>
    derived ? (derived.get(clusterOf(cell)) ?? null) : cell.moment === null ? null : periods.firstFrom(cell.moment);
  const byPlace = new Map<string, RolloutCell[]>();
  for (const cell of cells) {
    // rows that tell of another cluster, stratum or moment stay apart, for the engine to refuse them
    const place = JSON.stringify([cell.unit, cell.period, cell.cluster, cell.stratum, cell.moment]);
    const own = byPlace.get(place) ?? [];
    own.push(cell);
    byPlace.set(place, own);
  }
  const groups = [...byPlace.values()];
  return {
    observations: groups.map((group) =>
      observation(group, periods.numberOf(group[0].period), waveOf(group[0]), gathering),
    ),
    repeated: groups.filter(({ length }) => length > 1).length,
    partly: groups.filter((group) => lost(group) > 0 && lost(group) < group.length).length,
  };
}

function lost(group: readonly RolloutCell[]): number {
  return group.filter(({ outcome }) => outcome === null).length;
}

function observation(
  group: readonly RolloutCell[],
  period: number,
  wave: number | null,
  { mode }: Gathering,
): SwitchRow {
  const { unit, cluster, stratum, denominator } = group[0];
  const seen = group.filter(({ outcome }) => outcome !== null);
  const gathered = (value: (cell: RolloutCell) => number | null | undefined): number | null => {
    if (seen.length === 0) return null;
    const total = seen.reduce((sum, cell) => sum + (value(cell) ?? 0), 0);
    return mode === 'sum' ? total : total / seen.length;
  };
  return {
    unit,
    period,
    wave,
    outcome: gathered((cell) => cell.outcome),
    ...(denominator !== undefined && { denominator: gathered((cell) => cell.denominator) }),
    ...(cluster !== undefined && { cluster }),
    ...(stratum !== undefined && { stratum }),
  };
}

function clusterOf({ cluster, unit }: RolloutCell): string {
  return cluster ?? unit;
}

/**
 * The period of each cluster's switch from zeros and ones. In a crossover it is the one period with the play.
 * Refuses SWITCH_NOT_READ for other marks and for two marks in one period, SWITCH_TAKEN_BACK where a cluster loses the play.
 */
function switchesFromMarks(
  cells: readonly RolloutCell[],
  periods: Periods,
  { design, treated }: Gathering,
): Map<string, number | null> {
  const marks = new Map<string, Map<number, string>>();
  const wrong: string[] = [];
  for (const cell of cells) {
    const own = marks.get(clusterOf(cell)) ?? new Map<number, string>();
    const period = periods.numberOf(cell.period);
    const mark = cell.treated ?? '';
    if (mark !== '0' && mark !== '1') wrong.push(`Line ${cell.line}: ${quotedName(mark)}.`);
    else if (own.has(period) && own.get(period) !== mark)
      wrong.push(`Line ${cell.line}: ${quotedName(clusterOf(cell))} has both 0 and 1 in ${cell.period}.`);
    own.set(period, mark);
    marks.set(clusterOf(cell), own);
  }
  if (wrong.length > 0)
    throw new FileRefusal('SWITCH_NOT_READ', 'Who had the play when cannot be read.', [
      ...firstFew(wrong),
      `In ${quotedName(treated)} write 1 in rows with the play and 0 in rows without it, the same for all of a cluster in a period.`,
    ]);
  const switches = new Map([...marks].map(([cluster, own]) => [cluster, switchOf(own, design)]));
  const back = [...switches]
    .filter(([, wave]) => wave === undefined)
    .map(([cluster]) => `${quotedName(cluster)} has it, and later not.`);
  if (back.length > 0)
    throw new FileRefusal('SWITCH_TAKEN_BACK', 'A cluster loses the play again.', [
      ...firstFew(back),
      'Who has switched keeps the play here. Two periods in which everybody has it once are a crossover.',
    ]);
  return new Map([...switches].map(([cluster, wave]) => [cluster, wave ?? null]));
}

/** null for never, undefined where the play goes away again. */
function switchOf(marks: ReadonlyMap<number, string>, design: SwitchDesign): number | null | undefined {
  const withPlay = [...marks].filter(([, mark]) => mark === '1').map(([period]) => period);
  if (withPlay.length === 0) return null;
  if (design === 'CROSSOVER') return withPlay.length === 1 ? withPlay[0] : null;
  const first = Math.min(...withPlay);
  return [...marks].some(([period, mark]) => period > first && mark === '0') ? undefined : first;
}

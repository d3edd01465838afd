import { byName } from '../numbers/name-order.js';
import type { AssignableUnit } from './draw-cohorts.js';

/** A unit with the number by which it is matched: what it came to before. null: not known. */
export interface MatchableUnit extends AssignableUnit {
  readonly before: number | null;
}

export interface PairedUnit {
  readonly unit: string;
  /** Name of its pair, "01", "02" and so on; null for one that an odd number leaves over. */
  readonly pair: string | null;
}

/**
 * Matches units in pairs, within strata where there are any, so that the members of a pair came to about the same before: the strata
 * in order of their names, in each the units in order of what they came to (equal ones, and last those of whom it is not known, by
 * name), then the first with the second, the third with the fourth. Neighbours on a line are the pairs with the smallest sum of
 * differences. Of an odd number one is left over: the last of whom it is not known, otherwise the one without which that sum is
 * smallest (of several such the first). No chance enters. Answers the units in order of their names.
 * Greevy, Lu, Silber & Rosenbaum 2004, doi:10.1093/biostatistics/5.2.263; Imai, King & Nall 2009, doi:10.1214/08-STS274.
 */
export function formPairs(roster: readonly MatchableUnit[]): PairedUnit[] {
  const strata = [...new Set(roster.map(({ stratum }) => stratum ?? ''))].sort();
  const couples = strata.flatMap((name) => couplesOf(roster.filter(({ stratum }) => (stratum ?? '') === name)));
  const digits = Math.max(2, String(couples.length).length);
  const pairOf = new Map(
    couples.flatMap((members, at) => members.map(({ unit }) => [unit, String(at + 1).padStart(digits, '0')])),
  );
  return roster.map(({ unit }) => ({ unit, pair: pairOf.get(unit) ?? null })).sort((a, b) => byName(a.unit, b.unit));
}

function couplesOf(stratum: readonly MatchableUnit[]): MatchableUnit[][] {
  const line = [...stratum].sort(byBefore);
  if (line.length % 2 === 1) line.splice(leftOver(line), 1);
  return line.filter((_, at) => at % 2 === 0).map((first, pair) => [first, line[2 * pair + 1]]);
}

/** Of 2k + 1 units in order only every other one can be left over without parting neighbours. */
function leftOver(line: readonly MatchableUnit[]): number {
  const last = line.length - 1;
  if (line[last].before === null) return last;
  let best = 0;
  let smallest = Infinity;
  for (let left = 0; left <= last; left += 2) {
    const rest = line.filter((_, at) => at !== left);
    let sum = 0;
    for (let at = 0; at < last; at += 2) sum += (rest[at + 1].before ?? 0) - (rest[at].before ?? 0);
    if (sum < smallest) [best, smallest] = [left, sum];
  }
  return best;
}

function byBefore(a: MatchableUnit, b: MatchableUnit): number {
  if (a.before === null || b.before === null)
    return Number(a.before === null) - Number(b.before === null) || byName(a.unit, b.unit);
  return a.before - b.before || byName(a.unit, b.unit);
}

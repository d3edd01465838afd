import { assignedName, hasOutcome } from './assigned-units.js';
import { COLUMN, type ComparisonScale, type ObservedUnit, type StatisticalRefusal, refused } from '../finding.js';
import type { ArmPair } from './arm-pair.js';

/** Control and one pilot arm, pair by pair. */
export interface MatchedPairs {
  readonly kind: 'pairs';
  /** Every row of both arms, in name order. */
  readonly whole: readonly ObservedUnit[];
  /** Rows of the complete pairs, in name order; of a ratio metric one for each member, with the sums over its rows. */
  readonly complete: readonly ObservedUnit[];
  /** Names of the complete pairs, in order, and of those that lost a member. */
  readonly names: readonly string[];
  readonly lost: readonly string[];
}

/**
 * The pairs of a comparison: one assigned unit (cluster) of control and one of the pilot arm each. A pair of which a member has
 * no outcome, or has left the roster, is lost; a control unit whose partner is in another pilot arm belongs to that comparison.
 * Refuses PAIR_BROKEN with the unit and its arm: a unit without a pair, or a second one in the same arm of a pair.
 */
export function matchedPairs(
  roster: readonly ObservedUnit[],
  { control, arm }: ArmPair,
  scale: ComparisonScale,
): MatchedPairs | StatisticalRefusal {
  const elsewhere = pairsOfOtherArms(roster, { control, arm });
  const whole = roster.filter(
    (row) => row.arm === arm || (row.arm === control && !(row.pair !== undefined && elsewhere.has(row.pair))),
  );
  const broken = brokenPair(whole);
  if (broken) return broken;
  const isSeen = (row: ObservedUnit): boolean => hasOutcome(row, scale === 'ratio');
  const pairsOf = (name: string): Set<string> =>
    new Set(whole.filter((row) => row.arm === name && isSeen(row)).map(pairName));
  const [inControl, inPilot] = [pairsOf(control), pairsOf(arm)];
  const all = [...new Set(whole.map(pairName))].sort();
  const names = all.filter((name) => inControl.has(name) && inPilot.has(name));
  const kept = new Set(names);
  const complete = whole.filter((row) => kept.has(pairName(row)));
  return {
    kind: 'pairs',
    whole,
    complete: scale === 'ratio' ? memberSums(complete.filter(isSeen)) : complete,
    names,
    lost: all.filter((name) => !kept.has(name)),
  };
}

/** Of a row that was found to have one. */
export function pairName({ pair }: ObservedUnit): string {
  return pair ?? '';
}

/** Pairs that a third arm has a member of, and this pilot arm none. */
function pairsOfOtherArms(roster: readonly ObservedUnit[], { control, arm }: ArmPair): Set<string> {
  const own = new Set(roster.filter((row) => row.arm === arm).map(pairName));
  const others = roster.filter((row) => row.arm !== arm && row.arm !== control).map(pairName);
  return new Set(others.filter((name) => !own.has(name)));
}

function brokenPair(rows: readonly ObservedUnit[]): StatisticalRefusal | null {
  const members = new Map<string, string>();
  for (const row of rows) {
    const place = { unit: assignedName(row), arm: row.arm, column: COLUMN.pair };
    if (row.pair === undefined) return refused('PAIR_BROKEN', place);
    const key = JSON.stringify([row.pair, row.arm]);
    const member = members.get(key) ?? place.unit;
    if (member !== place.unit) return refused('PAIR_BROKEN', place);
    members.set(key, member);
  }
  return null;
}

/** One row for each assigned unit: a team's ratio is that of the team's sums. Its baseline is what is known of it. */
function memberSums(rows: readonly ObservedUnit[]): ObservedUnit[] {
  const members = new Map<string, ObservedUnit[]>();
  for (const row of rows) members.set(assignedName(row), [...(members.get(assignedName(row)) ?? []), row]);
  return [...members].map(([unit, own]): ObservedUnit => {
    const known = own.filter((row) => typeof row.baseline === 'number' && typeof row.baselineDenominator === 'number');
    return {
      ...own[0],
      unit,
      outcome: sum(own, ({ outcome }) => outcome),
      denominator: sum(own, ({ denominator }) => denominator),
      baseline: known.length === 0 ? null : sum(known, ({ baseline }) => baseline),
      baselineDenominator: known.length === 0 ? null : sum(known, ({ baselineDenominator }) => baselineDenominator),
      ...(own[0].covariates && { covariates: averages(own) }),
      ...(typeof own[0].used === 'number' && { used: sum(own, ({ used }) => used) / own.length }),
    };
  });
}

function averages(rows: readonly ObservedUnit[]): Record<string, number> {
  return Object.fromEntries(
    Object.keys(rows[0].covariates ?? {}).map((name) => [
      name,
      sum(rows, ({ covariates }) => covariates?.[name]) / rows.length,
    ]),
  );
}

function sum(rows: readonly ObservedUnit[], of: (row: ObservedUnit) => number | null | undefined): number {
  return rows.reduce((total, row) => total + (of(row) ?? NaN), 0);
}

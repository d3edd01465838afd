import { sha256 } from '../pilots/canonical-json.rules.js';
import { balanceThresholdOf, controlOf, Mechanism, type PilotPlan } from '../pilots/plan.rules.js';
import { stagedArms } from '../pilots/switches.rules.js';
import { drawBalancedCohorts, drawCohorts, seedFrom } from '../statistics/index.js';
import { type FrozenUnit, rosterSha256 } from './frozen-roster.rules.js';

/** The three things a seed is made of; each can be checked by itself. All in hex. */
export interface SeedSource {
  readonly planHash: string;
  readonly rosterSha256: string;
  readonly randomness: string;
}

/** The seed of a draw: fixed by the plan, by who takes part, and by chance that came after both. */
export function drawSeed({ planHash, rosterSha256, randomness }: SeedSource): number {
  return seedFrom(sha256(`${planHash}:${rosterSha256}:${randomness}`));
}

interface Design {
  readonly arms: PilotPlan['arms'];
  readonly assignment: Pick<PilotPlan['assignment'], 'mechanism' | 'chosenUnits' | 'balanceThreshold'>;
}

/** Arm by unit; a unit that an odd number leaves over has none. The roster has passed the obstacles of its plan; one that cannot be dealt out is our own fault. */
export function assignedArms(
  { arms, assignment }: Design,
  roster: readonly FrozenUnit[],
  seed: number,
): Map<string, string> {
  if (assignment.mechanism === Mechanism.CHOSEN) return chosenArms({ arms, assignment }, roster);
  if (assignment.mechanism === Mechanism.STAGED)
    return stagedArms(
      arms,
      roster.map(({ unit }) => unit),
    );
  const shares = arms.map(({ key, share }) => ({ arm: key, share }));
  const threshold = balanceThresholdOf(assignment);
  const drawn =
    threshold === null
      ? drawCohorts(assignment.mechanism === Mechanism.PAIRED ? pairsOf(roster) : roster, shares, seed)
      : drawBalancedCohorts(roster.map(balanced), shares, { seed, threshold });
  if ('kind' in drawn) throw new Error(`A roster that cannot be drawn was about to be drawn: ${drawn.code}.`);
  return new Map(drawn.map(({ unit, arm }) => [unit, arm]));
}

/** Of each pair one unit goes into each arm: a pair is drawn as a stratum of two. */
function pairsOf(roster: readonly FrozenUnit[]): { unit: string; stratum: string }[] {
  return roster.flatMap(({ unit, pair }) => (pair == null ? [] : [{ unit, stratum: pair }]));
}

function balanced({ unit, stratum, balance }: FrozenUnit) {
  const known = Object.entries(balance ?? {}).map(([name, value]) => [name, value ?? NaN] as const);
  return { unit, stratum, balance: Object.fromEntries(known) };
}

function chosenArms({ arms, assignment }: Design, roster: readonly FrozenUnit[]): Map<string, string> {
  const control = controlOf(arms);
  const pilot = arms.find(({ isControl }) => !isControl);
  if (!control || !pilot) throw new Error('A chosen assignment without two arms was about to be made.');
  return new Map(roster.map(({ unit }) => [unit, assignment.chosenUnits.includes(unit) ? pilot.key : control.key]));
}

export interface RecordedDraw extends SeedSource {
  readonly seed: number;
  readonly roster: readonly FrozenUnit[];
}

/** What was recorded when the cohorts were drawn, held against what follows from it now. */
export interface Redraw {
  readonly planUnchanged: boolean;
  readonly rosterUnchanged: boolean;
  readonly seedFollows: boolean;
  /** Salespeople whose recorded arm is not the drawn one, or who are on one side only. */
  readonly differences: number;
}

/** Draws again from the record alone and compares salesperson by salesperson. */
export function redraw(
  plan: PilotPlan,
  draw: RecordedDraw,
  { planHash, members }: { planHash: string; members: readonly { pseudonym: string; armKey: string }[] },
): Redraw {
  const arms = assignedArms(plan, draw.roster, draw.seed);
  const drawn = new Map(draw.roster.flatMap(({ unit, people }) => people.map((person) => [person, arms.get(unit)])));
  const recorded = new Map(members.map(({ pseudonym, armKey }) => [pseudonym, armKey]));
  const everybody = new Set([...drawn.keys(), ...recorded.keys()]);
  return {
    planUnchanged: planHash === draw.planHash,
    rosterUnchanged: rosterSha256(draw.roster) === draw.rosterSha256,
    seedFollows: drawSeed(draw) === draw.seed,
    differences: [...everybody].filter((person) => drawn.get(person) !== recorded.get(person)).length,
  };
}

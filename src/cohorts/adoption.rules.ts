import { dayAfter, isDay, mondayOf } from '../platform/days.js';
import { CONTAMINATION_LIMIT, PilotState } from '../pilots/pilot.rules.js';
import type { PlannedArm } from '../pilots/plan.rules.js';
import { SIDES, type Switching } from '../pilots/switches.rules.js';
import { firstDayOf, type PlannedWindows } from '../pilots/windows.rules.js';

/** In how many deals a salesperson could have used the play in a week, and in how many it was used. */
export interface WeekOfUse {
  readonly weekStartsOn: string;
  readonly eligible: number;
  readonly used: number;
}

/** Use of a play in one arm over the weeks of the measurement. */
export interface ArmAdoption {
  readonly armKey: string;
  readonly eligible: number;
  readonly used: number;
  /** Used of eligible, 0-1; null where nothing was eligible. */
  readonly share: number | null;
  /** Salespeople in the arm. */
  readonly people: number;
  /** Those of them for whom something was recorded. */
  readonly reporting: number;
}

/** States in which use may be recorded. */
export const RECORDABLE: readonly PilotState[] = [PilotState.REGISTERED, PilotState.RUNNING, PilotState.COMPLETED];

/** Why use cannot be recorded on a pilot in this state; empty when it can. */
export function recordingObstacles(state: PilotState): string[] {
  return RECORDABLE.includes(state) ? [] : [`The pilot is ${state}: use is recorded from REGISTERED to COMPLETED.`];
}

/** Everything that is wrong with one week of use on a day; each says what would be right. */
export function weekFaults(
  { weekStartsOn, eligible, used }: WeekOfUse,
  windows: Pick<PlannedWindows, 'ramp' | 'measurement'>,
  today: string,
): string[] {
  const isWeek = isDay(weekStartsOn) && mondayOf(weekStartsOn) === weekStartsOn;
  const first = mondayOf(firstDayOf(windows));
  return [
    !isWeek && `weekStartsOn is ${weekStartsOn}: give the Monday of the week as YYYY-MM-DD.`,
    isWeek &&
      (weekStartsOn < first || weekStartsOn > windows.measurement.to) &&
      `the week of ${weekStartsOn} is not in the pilot, which goes from ${firstDayOf(windows)} to ${windows.measurement.to}.`,
    isWeek && weekStartsOn > today && `the week of ${weekStartsOn} has not begun; today is ${today}.`,
    !isCount(eligible) && `eligible is ${String(eligible)}: give a whole number from 0 to ${String(MOST_DEALS)}.`,
    !isCount(used) && `used is ${String(used)}: give a whole number from 0 to ${String(MOST_DEALS)}.`,
    isCount(eligible) &&
      isCount(used) &&
      used > eligible &&
      `used is ${String(used)}, more than the ${String(eligible)} eligible deals.`,
  ].filter((fault) => fault !== false);
}

/** A salesperson in a cohort, by the names under which use may be recorded. */
export interface NamedMember {
  readonly salespersonId: string;
  readonly pseudonym: string;
  /** As in the CRM. */
  readonly key: string;
}

/** Salesperson by pseudonym and by key in the CRM; null where a name could mean two people. */
export function peopleByName(members: readonly NamedMember[]): Map<string, string | null> {
  const people = new Map<string, string | null>();
  for (const { salespersonId, pseudonym, key } of members)
    for (const name of new Set([pseudonym, key])) people.set(name, people.has(name) ? null : salespersonId);
  return people;
}

interface Recording {
  readonly people: ReadonlyMap<string, string | null>;
  readonly windows: Pick<PlannedWindows, 'ramp' | 'measurement'>;
  readonly today: string;
}

/** Everything that is wrong with weeks of use to be recorded together, by their place. */
export function adoptionFaults(
  records: readonly (WeekOfUse & { readonly salesperson: string })[],
  { people, windows, today }: Recording,
): string[] {
  const seen = new Set<string>();
  return records.flatMap((record, at) => {
    const { salesperson, weekStartsOn } = record;
    const person = people.get(salesperson);
    const week = `${person ?? salesperson} ${weekStartsOn}`;
    const isRepeated = seen.has(week);
    seen.add(week);
    return [
      person === undefined && `"${salesperson}" is in no cohort of this pilot.`,
      person === null && `"${salesperson}" is one person's pseudonym and another's key: use the other name.`,
      isRepeated && `the week of ${weekStartsOn} is there twice for "${salesperson}".`,
      ...weekFaults(record, windows, today),
    ]
      .filter((fault) => fault !== false)
      .map((fault) => `records.${String(at)}: ${fault}`);
  });
}

/** The weeks that touch the measurement, as first and last Monday. Ramp is left out as it is from every outcome. */
export function measuredWeeks(
  { measurement }: Pick<PlannedWindows, 'measurement'>,
  until: string,
): { from: string; to: string } {
  const to = mondayOf(until < measurement.to ? until : measurement.to);
  return { from: mondayOf(measurement.from), to };
}

/** A control arm that uses the play in more than a tenth of its deals is no longer much of a control. */
export function isContaminated({ isControl }: Pick<PlannedArm, 'isControl'>, share: number | null): boolean {
  return isControl && share !== null && share > CONTAMINATION_LIMIT;
}

/** Whether a week touches the days on which an arm works with the play; for arms that do not switch every week does. */
function isWithPlay(arm: Switching, { weekStartsOn }: WeekOfUse): boolean {
  if (arm.playFrom == null) return true;
  return dayAfter(weekStartsOn, 6) >= arm.playFrom && (arm.playTo == null || weekStartsOn <= arm.playTo);
}

interface Reported extends WeekOfUse {
  readonly salespersonId: string;
}

interface InArm {
  readonly salespersonId: string;
  readonly armKey: string;
}

/** Use by arm, in the order of the plan's arms; of arms that switch, in the weeks with the play. */
export function adoptionByArm(
  arms: readonly (Pick<PlannedArm, 'key'> & Switching)[],
  members: readonly InArm[],
  records: readonly Reported[],
): ArmAdoption[] {
  return arms.map((arm) => {
    const people = new Set(
      members.filter(({ armKey }) => armKey === arm.key).map(({ salespersonId }) => salespersonId),
    );
    const own = records.filter((record) => people.has(record.salespersonId) && isWithPlay(arm, record));
    return adoptionOf(arm.key, people, own);
  });
}

/** Use by salesperson, as a share of the deals where it was possible; without those who reported none of these. */
export function useByPerson(records: readonly Reported[]): Map<string, number> {
  const totals = new Map<string, { eligible: number; used: number }>();
  for (const { salespersonId, eligible, used } of records) {
    const before = totals.get(salespersonId) ?? { eligible: 0, used: 0 };
    totals.set(salespersonId, { eligible: before.eligible + eligible, used: before.used + used });
  }
  const reported = [...totals].filter(([, { eligible }]) => eligible > 0);
  return new Map(reported.map(([salespersonId, { eligible, used }]) => [salespersonId, used / eligible]));
}

/** Use on either side of the switches: in the weeks that touch no day with the play, and in the others. */
export function adoptionBySide(
  arms: readonly (Pick<PlannedArm, 'key'> & Switching)[],
  members: readonly InArm[],
  records: readonly Reported[],
): ArmAdoption[] {
  const armOf = new Map(members.map(({ salespersonId, armKey }) => [salespersonId, armKey]));
  const sideOf = (record: Reported): string => {
    const arm = arms.find(({ key }) => key === armOf.get(record.salespersonId));
    return arm?.playFrom != null && isWithPlay(arm, record) ? 'with' : 'without';
  };
  const getPlay = new Set(arms.filter(({ playFrom }) => playFrom != null).map(({ key }) => key));
  return SIDES.map(({ key, isControl }) => {
    const there = members.filter(({ armKey }) => isControl || getPlay.has(armKey));
    return adoptionOf(
      key,
      new Set(there.map(({ salespersonId }) => salespersonId)),
      records.filter((record) => armOf.has(record.salespersonId) && sideOf(record) === key),
    );
  });
}

function adoptionOf(armKey: string, people: ReadonlySet<string>, own: readonly Reported[]): ArmAdoption {
  const eligible = own.reduce((sum, record) => sum + record.eligible, 0);
  const used = own.reduce((sum, record) => sum + record.used, 0);
  return {
    armKey,
    eligible,
    used,
    share: eligible === 0 ? null : used / eligible,
    people: people.size,
    reporting: new Set(own.map(({ salespersonId }) => salespersonId)).size,
  };
}

/** Nobody has more deals a week; beyond it a column was mistaken. */
const MOST_DEALS = 10_000;

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MOST_DEALS;
}

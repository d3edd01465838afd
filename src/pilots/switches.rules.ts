import type { DayWindow } from '../metrics/metric.rules.js';
import { dayAfter, daysIn } from '../platform/days.js';
import type { PilotDraft } from './pilot-draft.js';
import { Mechanism, type PlannedArm, type PlannedAssignment } from './plan.rules.js';

/** When an arm of a pilot that switches works with the play. */
export type Switching = Pick<PlannedArm, 'playFrom' | 'playTo'>;

/** Mechanisms under which arms work with the play for part of the measurement, and are compared with themselves, too. */
const SWITCHING: readonly Mechanism[] = [Mechanism.STEPPED, Mechanism.CROSSOVER, Mechanism.STAGED];

export function isSwitching({ mechanism }: Pick<PlannedAssignment, 'mechanism'>): boolean {
  return SWITCHING.includes(mechanism);
}

/** The stretches of the measurement between two switches: within each, nobody begins or ends with the play. */
export function periodsOf(arms: readonly Switching[], { from, to }: DayWindow): DayWindow[] {
  const begun = arms.flatMap(({ playFrom, playTo }) => [playFrom, playTo == null ? null : dayAfter(playTo, 1)]);
  const starts = [...new Set([from, ...begun.filter((day) => day != null)])].filter((day) => from <= day && day <= to);
  starts.sort();
  return starts.map((start, at) => ({ from: start, to: at + 1 < starts.length ? dayAfter(starts[at + 1], -1) : to }));
}

/** Whether an arm works with the play on the days of a stretch that no switch divides. */
export function hasPlayIn({ playFrom, playTo }: Switching, { from, to }: DayWindow): boolean {
  return playFrom != null && playFrom <= from && (playTo == null || to <= playTo);
}

/**
 * What a pilot that switches compares: everybody without the play against everybody with it. Its arms are waves, each of which
 * stands on one side first and on the other later.
 */
export const SIDES = [
  { key: 'without', name: 'Without the play', isControl: true, share: 0.5 },
  { key: 'with', name: 'With the play', isControl: false, share: 0.5 },
] as const;

/** On which side an arm stands in a stretch of days; null where it switches within. */
export function sideIn(arm: Switching, stretch: DayWindow): 'without' | 'with' | null {
  if (hasPlayIn(arm, stretch)) return 'with';
  const isBefore = arm.playFrom == null || stretch.to < arm.playFrom;
  const isAfter = arm.playTo != null && arm.playTo < stretch.from;
  return isBefore || isAfter ? 'without' : null;
}

/** Arm by unit of a pilot whose waves are chosen. Whoever is named in none is in the arm that never gets the play. */
export function stagedArms(
  arms: readonly Pick<PlannedArm, 'key' | 'isControl' | 'chosenUnits'>[],
  units: readonly string[],
): Map<string, string> {
  const never = arms.find(({ isControl }) => isControl)?.key;
  const found = units.flatMap((unit): [string, string][] => {
    const key = arms.find(({ chosenUnits }) => chosenUnits?.includes(unit) === true)?.key ?? never;
    return key === undefined ? [] : [[unit, key]];
  });
  return new Map(found);
}

type Design = Pick<PilotDraft, 'arms' | 'assignment' | 'windows' | 'looks'>;

/** Everything that is wrong with the waves or orders of a pilot that switches; each with the remedy. */
export function switchObstacles(draft: Design): string[] {
  const { arms, assignment, windows } = draft;
  if (!isSwitching(assignment))
    return arms
      .filter(({ playFrom, playTo, chosenUnits }) => playFrom != null || playTo != null || chosenUnits != null)
      .map(({ key }) => `arms: "${key}" has days or units of its own, which only waves have: leave them out.`);
  const obstacles = [
    arms.length < 2 && 'arms: there is one: a pilot that switches has two waves or orders, at least.',
    windows?.ramp &&
      'windows.ramp: every wave begins on its own day, so there is no common ramp: leave it out, or let the measurement begin later.',
    draft.looks.length > 1 &&
      'looks: the waves are compared once all have switched: register one look, after the measurement.',
  ].filter((obstacle) => typeof obstacle === 'string');
  if (!windows || arms.length < 2) return obstacles;
  const days =
    assignment.mechanism === Mechanism.CROSSOVER
      ? crossoverObstacles(arms, windows.measurement)
      : waveObstacles(draft, windows.measurement);
  return [...obstacles, ...(days.length > 0 ? days : periodObstacles(arms, windows.measurement))];
}

type Arms = PilotDraft['arms'];

function waveObstacles({ arms, assignment }: Design, { from, to }: DayWindow): string[] {
  const isChosen = assignment.mechanism === Mechanism.STAGED;
  const never = arms.filter(({ playFrom }) => playFrom == null);
  const begins = arms.flatMap(({ playFrom }) => (playFrom == null ? [] : [playFrom]));
  return [
    ...arms
      .filter(({ playTo }) => playTo != null)
      .map(({ key }) => `arms: "${key}" has a playTo: a wave keeps the play: leave it out, or use CROSSOVER.`),
    ...arms
      .filter(({ isControl, playFrom }) => isControl !== (playFrom == null))
      .map(({ key }) => `arms: "${key}": the control of waves is the arm without a playFrom, and no other.`),
    never.length > (isChosen ? 1 : 0) &&
      (isChosen
        ? 'arms: two never get the play: make them one.'
        : `arms: "${never[0].key}" never gets the play: give it a playFrom. Everybody switches in a STEPPED pilot.`),
    ...begins
      .filter((on) => on <= from || on > to)
      .map((on) => `arms: a wave begins on ${on}: it must lie after ${from}, the first day measured, and by ${to}.`),
    new Set(begins).size < begins.length && 'arms: two waves begin on the same day: make them one.',
    ...chosenObstacles(arms, isChosen),
  ].filter((obstacle) => obstacle !== false);
}

function chosenObstacles(arms: Arms, isChosen: boolean): string[] {
  const named = arms.flatMap(({ chosenUnits }) => chosenUnits ?? []);
  return [
    ...arms
      .filter(({ isControl, chosenUnits }) => isChosen && !isControl && (chosenUnits ?? []).length === 0)
      .map(({ key }) => `arms: nobody is in the STAGED wave "${key}": name its units.`),
    ...arms
      .filter(({ isControl, chosenUnits }) => (!isChosen || isControl) && chosenUnits != null)
      .map(
        ({ key }) =>
          `arms: "${key}" names units, but ${isChosen ? 'is whoever is in no wave' : 'its units are drawn'}: leave them out.`,
      ),
    named.length > new Set(named).size && 'arms: a unit is named in two waves: leave it in one.',
  ].filter((obstacle) => obstacle !== false);
}

function crossoverObstacles(arms: Arms, { from, to }: DayWindow): string[] {
  const first = arms.find(({ playFrom, playTo }) => playFrom === from && playTo != null && playTo < to);
  const second = arms.find(
    ({ playFrom, playTo }) => first?.playTo != null && playFrom === dayAfter(first.playTo, 1) && playTo == null,
  );
  return [
    (arms.length !== 2 || !first || !second) &&
      `arms: a CROSSOVER has two: one with the play from ${from} to a day of your choice (playFrom, playTo), the other from the day after that one to the end (playFrom).`,
    arms.some(({ isControl }) => isControl) && 'arms: both orders of a CROSSOVER get the play: neither is control.',
    arms.some(({ chosenUnits }) => chosenUnits != null) && 'arms: who begins is drawn: name no units.',
  ].filter((obstacle) => obstacle !== false);
}

/** What is sold in a longer stretch is more, and steadier: stretches are compared only where they are as long. */
function periodObstacles(arms: Arms, measurement: DayWindow): string[] {
  const lengths = periodsOf(arms, measurement).map(daysIn);
  const [first] = lengths;
  return lengths.every((days) => days === first)
    ? []
    : [
        `arms: between the switches lie ${lengths.join(', ')} days: shift them, or the end of the measurement, so that all stretches are as long.`,
      ];
}

import { PilotKind } from '../pilots/pilot.rules.js';
import type { EarlierDraw } from '../pilots/plan.rules.js';
import { firstDayOf, overlap, type PlannedWindows, readableOn } from '../pilots/windows.rules.js';

/** A pilot that was drawn, and the people in its cohorts. */
export interface DrawnPilot {
  readonly name: string;
  readonly kind: PilotKind;
  readonly windows: PlannedWindows;
  readonly people: ReadonlySet<string>;
}

/** A drawn pilot that was given up. */
export interface CancelledPilot extends DrawnPilot {
  readonly play: string;
  readonly planHash: string;
  readonly cancelledOn: string;
}

export interface Newcomer {
  readonly play: string;
  readonly kind: PilotKind;
  readonly windows: PlannedWindows;
  readonly people: readonly string[];
}

export interface Overlaps {
  readonly obstacles: string[];
  readonly warnings: string[];
}

/**
 * Two plays at once on the same people cannot be told apart, so an IMPACT pilot has its people to itself from its first
 * day to the end of its measurement, and nothing new is tried on them meanwhile. Where the other pilot only reaches
 * into the baseline or the maturation, or where neither claims an uplift, it is said and allowed.
 */
export function overlaps(newcomer: Newcomer, others: readonly DrawnPilot[]): Overlaps {
  const found: Overlaps = { obstacles: [], warnings: [] };
  for (const other of others) {
    const shared = sharedPeople(newcomer, other);
    if (shared === 0) continue;
    const who = `${shared === 1 ? '1 salesperson is' : `${String(shared)} salespeople are`} also in the pilot "${other.name}"`;
    const theirs = inTheField(other.windows);
    const claims = newcomer.kind === PilotKind.IMPACT || other.kind === PilotKind.IMPACT;
    if (overlap(inTheField(newcomer.windows), theirs)) {
      const when = `${who}, which is in the field from ${theirs.from} to ${theirs.to}`;
      if (claims) found.obstacles.push(`overlap: ${when}: choose other people, or a time outside it.`);
      else found.warnings.push(`overlap: ${when}; neither pilot claims an uplift.`);
    } else if (overlap(whole(newcomer.windows), whole(other.windows)))
      found.warnings.push(`overlap: ${who}, whose baseline, measurement or maturation overlaps with that of this one.`);
  }
  return found;
}

/**
 * Draws that were given up for this one: of the same people, and for the same play or the same time. Without them
 * somebody could cancel and register again until the cohorts look good.
 */
export function earlierDraws(newcomer: Newcomer, cancelled: readonly CancelledPilot[]): EarlierDraw[] {
  const theirs = inTheField(newcomer.windows);
  return cancelled
    .filter((other) => sharedPeople(newcomer, other) > 0)
    .filter(({ play, windows }) => play === newcomer.play || overlap(inTheField(windows), theirs))
    .map(({ name, planHash, cancelledOn }) => ({ pilot: name, planHash, cancelledOn }));
}

export function earlierDrawWarnings(draws: readonly EarlierDraw[]): string[] {
  return draws.map(
    ({ pilot, cancelledOn }) =>
      `draw: some of these people were drawn before, for the pilot "${pilot}", which was cancelled on ${cancelledOn}: the plan will say so.`,
  );
}

function sharedPeople({ people }: Newcomer, other: DrawnPilot): number {
  return people.filter((person) => other.people.has(person)).length;
}

/** From the first day of ramp or measurement to the last of the measurement. */
function inTheField(windows: PlannedWindows) {
  return { from: firstDayOf(windows), to: windows.measurement.to };
}

function whole(windows: PlannedWindows) {
  return { from: windows.baseline.from, to: readableOn(windows) };
}

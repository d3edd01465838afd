import { PilotKind } from '../pilots/pilot.rules.js';
import { firstDayOf, overlap, type PlannedWindows, readableOn } from '../pilots/windows.rules.js';

/** A pilot that is registered or running, and the people it holds. */
export interface HeldPilot {
  readonly name: string;
  readonly kind: PilotKind;
  readonly windows: PlannedWindows;
  readonly people: ReadonlySet<string>;
}

export interface Newcomer {
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
export function overlaps(newcomer: Newcomer, others: readonly HeldPilot[]): Overlaps {
  const found: Overlaps = { obstacles: [], warnings: [] };
  for (const other of others) {
    const shared = newcomer.people.filter((person) => other.people.has(person)).length;
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

/** From the first day of ramp or measurement to the last of the measurement. */
function inTheField(windows: PlannedWindows) {
  return { from: firstDayOf(windows), to: windows.measurement.to };
}

function whole(windows: PlannedWindows) {
  return { from: windows.baseline.from, to: readableOn(windows) };
}

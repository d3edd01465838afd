import { daysIn } from '../platform/days.js';
import { type LookBoundary, spendingBoundary, steppedLevels } from '../statistics/index.js';
import type { PlannedLook } from './plan.rules.js';
import { type PlannedWindows, readableOn } from './windows.rules.js';

type Calendar = Pick<PlannedWindows, 'measurement'>;

/** Share of the calendar that has passed at each look: from the first day of the measurement to the last one, both included. */
export function lookTimes(looks: readonly string[], { measurement }: Calendar, lastOn = looks.at(-1)): number[] {
  if (lastOn === undefined) return [];
  const all = daysIn({ from: measurement.from, to: lastOn });
  return looks.map((to) => daysIn({ from: measurement.from, to }) / all);
}

/** The registered looks and those added since, by day. An added one counts on from the registered ones. */
export function allLooks(registered: readonly PlannedLook[], added: readonly string[]): PlannedLook[] {
  const more = added.map((on, index) => ({ number: registered.length + index + 1, on }));
  return [...registered, ...more].sort((one, other) => (one.on < other.on ? -1 : 1));
}

interface Judged {
  readonly windows: Calendar;
  /** The last registered look, at which all of alpha is spent. */
  readonly lastOn: string;
  readonly alpha: number;
  readonly pilotArms: number;
}

/**
 * What a p-value must not exceed at the last of the looks that were really held, for the smallest p of several pilot arms
 * first and for the largest last. A look that nobody held has spent nothing.
 */
export function heldLevels(held: readonly string[], { windows, lastOn, alpha, pilotArms }: Judged): number[] {
  return steppedLevels(lookTimes(held, windows, lastOn), alpha, pilotArms);
}

/** What a p-value must not exceed at each look, for a design whose smallest attainable p is `smallestP`. */
export function lookBoundaries(
  looks: readonly string[],
  windows: Calendar,
  { alpha, smallestP }: { readonly alpha: number; readonly smallestP: number },
): LookBoundary[] {
  return spendingBoundary(lookTimes(looks, windows), alpha, smallestP);
}

/**
 * The looks at which this design could be significant at all. The others are not registered: nothing of alpha is lost
 * by leaving them out. The last one always stays, for the result is read there whatever it is.
 */
export function usableLooks(
  looks: readonly string[],
  windows: Calendar,
  design: { readonly alpha: number; readonly smallestP: number },
): string[] {
  const boundaries = lookBoundaries(looks, windows, design);
  return looks.filter((_, at) => at === looks.length - 1 || (boundaries[at]?.level ?? 0) > 0);
}

/** Later than this no result is waited for; beyond it a year was mistyped. */
const LONGEST_WAIT = 2_200;

/** Everything that is wrong with the days of the looks; each says its place and the remedy. */
export function lookObstacles(looks: readonly string[], windows: PlannedWindows): string[] {
  const { from } = windows.measurement;
  const readable = readableOn(windows);
  const last = looks.at(-1);
  return [
    ...looks
      .filter((on, at) => at > 0 && on <= (looks[at - 1] ?? ''))
      .map((on) => `looks: ${on} does not come after the look before it.`),
    ...looks
      .filter((on) => on < from)
      .map((on) => `looks: ${on} lies before the measurement, which begins on ${from}: there is nothing to see yet.`),
    last !== undefined &&
      last < readable &&
      `looks: the last is on ${last}, but the measurement with its maturation ends on ${readable}: add a look on or after that day.`,
    last !== undefined &&
      daysIn({ from, to: last }) > LONGEST_WAIT &&
      `looks: the last is on ${last}, more than ${String(LONGEST_WAIT)} days after the measurement begins: is the year right?`,
  ].filter((obstacle) => obstacle !== false);
}

import type { DayWindow } from '../metrics/metric.rules.js';
import { dayAfter, daysIn } from '../platform/days.js';

/** When a pilot is measured. Days are YYYY-MM-DD, both ends of a window included. */
export interface PlannedWindows {
  /** Before the pilot: what the units sold anyway. */
  readonly baseline: DayWindow;
  /** Training and first attempts, left out of every result. */
  readonly ramp: DayWindow | null;
  readonly measurement: DayWindow;
  /** Days after the measurement in which deals created in it may still close. */
  readonly maturationDays: number;
}

/** The first day on which the pilot changes anything in the field. */
export function firstDayOf({ ramp, measurement }: Pick<PlannedWindows, 'ramp' | 'measurement'>): string {
  return ramp?.from ?? measurement.from;
}

/** The first day on which the result can be read: the deals of the measurement have had their time to close. */
export function readableOn({
  measurement,
  maturationDays,
}: Pick<PlannedWindows, 'measurement' | 'maturationDays'>): string {
  return dayAfter(measurement.to, maturationDays);
}

/** Whether two windows share a day. */
export function overlap(one: DayWindow, other: DayWindow): boolean {
  return one.from <= other.to && other.from <= one.to;
}

/** Everything that is wrong with the order of the windows; each says its place and the remedy. */
export function orderObstacles({ baseline, ramp, measurement }: PlannedWindows): string[] {
  return [
    ...lengthObstacles('baseline', baseline),
    ...(ramp ? lengthObstacles('ramp', ramp) : []),
    ...lengthObstacles('measurement', measurement),
    ramp !== null &&
      baseline.to >= ramp.from &&
      `windows.ramp: it begins on ${ramp.from}, within the baseline, which ends on ${baseline.to}: begin it later.`,
    ramp !== null &&
      ramp.to >= measurement.from &&
      `windows.ramp: it ends on ${ramp.to}, but the measurement begins on ${measurement.from}: end it before.`,
    baseline.to >= measurement.from &&
      `windows.baseline: it ends on ${baseline.to}, but the measurement begins on ${measurement.from}: end it before.`,
  ].filter((obstacle) => obstacle !== false);
}

/** What has already begun on a day, and so can no longer be registered. */
export function begunObstacles({ ramp, measurement }: PlannedWindows, today: string): string[] {
  return [
    measurement.from <= today &&
      `windows.measurement: it has already begun (${measurement.from}; today is ${today}): choose a later window.`,
    ramp !== null &&
      ramp.from < today &&
      `windows.ramp: it has already begun (${ramp.from}; today is ${today}): nobody can be trained before the cohorts are drawn.`,
  ].filter((obstacle) => obstacle !== false);
}

/** Longer than any sales cycle; beyond it a year was mistyped. */
const LONGEST_WINDOW = 1_100;

function lengthObstacles(name: string, { from, to }: DayWindow): string[] {
  if (to < from) return [`windows.${name}: it ends on ${to}, before it begins on ${from}.`];
  const days = daysIn({ from, to });
  return days > LONGEST_WINDOW
    ? [`windows.${name}: it has ${String(days)} days; ${String(LONGEST_WINDOW)} are the most: is the year right?`]
    : [];
}

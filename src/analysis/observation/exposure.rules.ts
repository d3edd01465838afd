import type { DayWindow } from '../../metrics/metric.rules.js';
import { daysBetween } from '../../platform/days.js';

/** Below this share of a window's working days an outcome says nothing about a person: it is missing, never 0. */
export const LEAST_EXPOSURE_SHARE = 0.2;

/** When somebody was in the field. Both days count as worked; null leaves that side open. */
export interface Employment {
  readonly startedOn: string | null;
  readonly leftOn: string | null;
}

const A_MONDAY = '1969-12-29';

/** Mondays to Fridays in a window; public holidays hit both arms alike and are not taken out. */
export function workingDays({ from, to }: DayWindow): number {
  return workingDaysBefore(daysBetween(A_MONDAY, to) + 1) - workingDaysBefore(daysBetween(A_MONDAY, from));
}

/** Share of a window's working days on which a person was in the field, 0-1. */
export function exposureShare({ startedOn, leftOn }: Employment, window: DayWindow): number {
  const from = startedOn !== null && startedOn > window.from ? startedOn : window.from;
  const to = leftOn !== null && leftOn < window.to ? leftOn : window.to;
  const all = workingDays(window);
  return from > to || all === 0 ? 0 : workingDays({ from, to }) / all;
}

/** Working days from that Monday up to, and without, a day so many days after it. */
function workingDaysBefore(sinceMonday: number): number {
  const weeks = Math.floor(sinceMonday / 7);
  return weeks * 5 + Math.min(sinceMonday - weeks * 7, 5);
}

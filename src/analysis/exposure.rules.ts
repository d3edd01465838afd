import type { DayWindow } from './window.rules.js';
import { dayNumber } from './window.rules.js';

/** Below this share of a window's working days an outcome says nothing about a person: it is missing, never 0. */
export const LEAST_EXPOSURE_SHARE = 0.2;

/** When somebody was in the field. Both days count as worked; null leaves that side open. */
export interface Employment {
  readonly startedOn: string | null;
  readonly leftOn: string | null;
}

/** Mondays to Fridays in a window; public holidays hit both arms alike and are not taken out. */
export function workingDays({ from, to }: DayWindow): number {
  return workingDaysBefore(dayNumber(to) + 1) - workingDaysBefore(dayNumber(from));
}

/** Share of a window's working days on which a person was in the field, 0-1. */
export function exposureShare({ startedOn, leftOn }: Employment, window: DayWindow): number {
  const from = startedOn !== null && startedOn > window.from ? startedOn : window.from;
  const to = leftOn !== null && leftOn < window.to ? leftOn : window.to;
  const all = workingDays(window);
  return from > to || all === 0 ? 0 : workingDays({ from, to }) / all;
}

/** Working days from a fixed Monday (1969-12-29, day -3) up to, and without, a day. */
function workingDaysBefore(day: number): number {
  const sinceMonday = day + 3;
  const weeks = Math.floor(sinceMonday / 7);
  return weeks * 5 + Math.min(sinceMonday - weeks * 7, 5);
}

import { dayAfter, daysBetween, daysIn } from '../../platform/days.js';
import type { ObservedWindow } from '../look.rules.js';

/** More would reach into another sales force, and tell nothing of this one. */
const MOST_WINDOWS = 3;

/** The stretches before a baseline, each as long as it and with as many days to close; the nearest first. */
export function windowsBefore({ window, cutOffOn }: ObservedWindow): ObservedWindow[] {
  const days = daysIn(window);
  const daysToClose = daysBetween(window.to, cutOffOn);
  return Array.from({ length: MOST_WINDOWS }, (_, at) => {
    const to = dayAfter(window.to, -days * (at + 1));
    return { window: { from: dayAfter(to, 1 - days), to }, cutOffOn: dayAfter(to, daysToClose) };
  });
}

/** Its first third: where nothing is known of that, the records began later. */
export function beginningOf({ window, cutOffOn }: ObservedWindow): ObservedWindow {
  return { window: { from: window.from, to: dayAfter(window.from, Math.ceil(daysIn(window) / 3) - 1) }, cutOffOn };
}

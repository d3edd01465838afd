import type { DayWindow } from '../metrics/metric.rules.js';
import { dayAfter, daysBetween } from '../platform/days.js';
import { Verdict } from './verdict/verdict.rules.js';

/** Where an analysis stands: the first at a look is official, later ones repeat it, between looks one only watches. */
export const Standing = { OFFICIAL: 'OFFICIAL', REANALYSIS: 'REANALYSIS', MONITORING: 'MONITORING' } as const;
export type Standing = (typeof Standing)[keyof typeof Standing];

interface RegisteredLook {
  readonly number: number;
  /** The day on which it is due. */
  readonly on: string;
}

/** Which analysis is being asked for. */
export interface Moment {
  /** The look whose level counts: the one asked for, or the next. */
  readonly look: RegisteredLook;
  readonly standing: Standing;
  /** Days of the looks that were held before it: what they have spent of alpha is gone. */
  readonly heldBefore: readonly string[];
  /** The last day whose facts are seen. What closed later counts as open. */
  readonly cutOffOn: string;
  /** The data reach beyond the last look, where no alpha is left. */
  readonly pastLastLook: boolean;
}

/** The official analysis of a look, as far as later looks depend on it. */
export interface HeldLook {
  readonly look: number;
  readonly verdict: Verdict | null;
  readonly result: { readonly primary: { readonly comparison: { readonly significant: boolean } } };
}

/**
 * The look at which the primary metric crossed its boundary: that crossing is kept, and later looks only monitor.
 * Where the data forbade to read it (open deals, an alarm) nothing was settled.
 */
export function settledAt(held: readonly HeldLook[]): number | null {
  const crossed = held.find(
    ({ verdict, result }) =>
      result.primary.comparison.significant && verdict !== Verdict.INVALID && verdict !== Verdict.INCONCLUSIVE,
  );
  return crossed?.look ?? null;
}

export interface LookQuestion {
  /** First day of the measurement. */
  readonly measuredFrom: string;
  /** By day, the last registered one last; at least one. */
  readonly looks: readonly RegisteredLook[];
  /** The number of a look; null: today, whatever day it is. */
  readonly asked: number | null;
  readonly today: string;
  /** Numbers of the looks that have their official analysis. */
  readonly official: readonly number[];
  /** The look at which it was settled, if it was. */
  readonly settledAt: number | null;
}

export type LookAnswer =
  Moment | { readonly refused: 'INVALID_INPUT' | 'LOOK_NOT_DUE' | 'WRONG_STATE'; readonly reason: string };

/**
 * A look sees the facts up to its registered day, however late it is held: waiting for better numbers changes nothing.
 * Once a later one was held it is missed for good, for the level there was worked out without it.
 * Today's view is monitoring until the last look has been held, and a re-analysis beyond it afterwards.
 */
export function momentOf(question: LookQuestion): LookAnswer {
  const { looks, asked, today, official, settledAt: settled } = question;
  const last = looks[looks.length - 1];
  if (asked === null) {
    if (today < question.measuredFrom)
      return {
        refused: 'LOOK_NOT_DUE',
        reason: `The measurement begins on ${question.measuredFrom}; today is ${today}.`,
      };
    const next = watchedLook(question);
    if (next) return { ...at(next, question), standing: 'MONITORING', cutOffOn: today, pastLastLook: false };
    if (official.includes(last.number) || settled !== null)
      return { ...at(last, question), standing: 'REANALYSIS', cutOffOn: today, pastLastLook: today > last.on };
    return { refused: 'WRONG_STATE', reason: `Look ${String(last.number)} is due since ${last.on}: hold it first.` };
  }
  const look = looks.find(({ number }) => number === asked);
  if (!look)
    return {
      refused: 'INVALID_INPUT',
      reason: `There is no look ${String(asked)}: this pilot has looks 1 to ${String(looks.length)}.`,
    };
  if (today < look.on)
    return { refused: 'LOOK_NOT_DUE', reason: `Look ${String(asked)} is due on ${look.on}; today is ${today}.` };
  const settling = looks.find(({ number }) => number === settled);
  if (settling && look.on > settling.on)
    return {
      refused: 'WRONG_STATE',
      reason: `Look ${String(settling.number)} has settled it, and its result stands. Later looks only monitor: leave "look" out.`,
    };
  const later = looks.find(({ number, on }) => on > look.on && official.includes(number));
  if (later && !official.includes(asked))
    return {
      refused: 'WRONG_STATE',
      reason: `Look ${String(asked)} was missed: look ${String(later.number)} has been held since, at a level that counts on it.`,
    };
  return {
    ...at(look, question),
    standing: official.includes(asked) ? 'REANALYSIS' : 'OFFICIAL',
    cutOffOn: look.on,
    pastLastLook: false,
  };
}

/** The look that is watched before it is held. Once settled nobody will hold the last one: it is watched on its own day, too. */
function watchedLook({ looks, today, official, settledAt: settled }: LookQuestion): RegisteredLook | undefined {
  const last = looks[looks.length - 1];
  const isLeft = settled !== null && !official.includes(last.number);
  return looks.find(({ on }) => on > today || (isLeft && on === today && on === last.on));
}

function at(
  look: RegisteredLook,
  { looks, official }: Pick<LookQuestion, 'looks' | 'official'>,
): Pick<Moment, 'look' | 'heldBefore'> {
  const before = looks.filter(({ number, on }) => on < look.on && official.includes(number));
  return { look, heldBefore: before.map(({ on }) => on) };
}

/** The moment of an analysis that was made before: the same facts are seen again. */
export function momentAgain(
  { look: number, standing, cutOffOn }: Pick<Moment, 'standing' | 'cutOffOn'> & { readonly look: number },
  { looks, official }: Pick<LookQuestion, 'looks' | 'official'>,
): Moment {
  const look = looks.find((one) => one.number === number) ?? looks[looks.length - 1];
  const pastLastLook = cutOffOn > looks[looks.length - 1].on;
  return { ...at(look, { looks, official }), standing, cutOffOn, pastLastLook };
}

export interface ObservedWindow {
  readonly window: DayWindow;
  readonly cutOffOn: string;
}

/**
 * What is measured at a cut-off. Baseline deals get as many days to close after their window as the deals of the
 * measurement had after theirs: otherwise the baseline would look better only because it is older.
 */
export function observedWindows(
  windows: { readonly baseline: DayWindow; readonly measurement: DayWindow },
  cutOffOn: string,
): { baseline: ObservedWindow; measurement: ObservedWindow } {
  const { baseline, measurement } = windows;
  const to = cutOffOn < measurement.to ? cutOffOn : measurement.to;
  const daysToClose = daysBetween(to, cutOffOn);
  return {
    baseline: { window: baseline, cutOffOn: dayAfter(baseline.to, daysToClose) },
    measurement: { window: { from: measurement.from, to }, cutOffOn },
  };
}

import type { DayWindow } from '../../metrics/metric.rules.js';
import type { PlannedArm } from '../../pilots/plan.rules.js';
import { hasPlayIn, periodsOf, SIDES, sideIn } from '../../pilots/switches.rules.js';
import { dayAfter, daysBetween } from '../../platform/days.js';
import { isSwitched, type SwitchDesign, type SwitchRow } from '../../statistics/index.js';
import type { OpenDeals } from '../analysis-inputs.js';
import type { ObservedWindow } from '../look.rules.js';
import { type DrawnPerson, inStableOrder, type MeasuredWindow, seenIn } from './observation.rules.js';

/** The stretches between the switches that are over, each with as many days for its deals to close as the last one has. */
export function observedPeriods(
  arms: readonly PlannedArm[],
  measurement: DayWindow,
  cutOffOn: string,
): ObservedWindow[] {
  const over = periodsOf(arms, measurement).filter(({ to }) => to <= cutOffOn);
  const daysToClose = daysBetween(over.at(-1)?.to ?? cutOffOn, cutOffOn);
  return over.map((window) => ({ window, cutOffOn: dayAfter(window.to, daysToClose) }));
}

/** A metric in one stretch between two switches. */
export interface MeasuredPeriod {
  readonly measured: MeasuredWindow;
  /** Deals and how many of them were still open, by salesperson. */
  readonly open: ReadonlyMap<string, { readonly deals: number; readonly open: number }>;
}

interface Switched {
  readonly people: readonly DrawnPerson[];
  readonly arms: readonly PlannedArm[];
  /** In the order of time. */
  readonly periods: readonly MeasuredPeriod[];
}

/**
 * The rows of a comparison of waves: one per salesperson and period, in an order that is the same in every database. `wave` is the
 * first period with the play (of a crossover the only one), null for a wave that never gets it.
 */
export function switchRows(
  { people, arms, periods }: Switched,
  form: 'PER_UNIT' | 'RATIO',
  { clustered }: { readonly clustered: boolean },
): SwitchRow[] {
  const waves = new Map(
    arms.map((arm) => [arm.key, periods.findIndex(({ measured }) => hasPlayIn(arm, measured.window))]),
  );
  return inStableOrder(people).flatMap((person) =>
    periods.map(({ measured }, period): SwitchRow => {
      const { numerator, denominator } = seenIn(person, form, measured);
      const wave = waves.get(person.armKey) ?? -1;
      return {
        unit: person.pseudonym,
        ...(clustered ? { cluster: person.unitLabel } : {}),
        ...(person.stratum === null ? {} : { stratum: person.stratum }),
        period,
        wave: wave < 0 ? null : wave,
        outcome: numerator,
        ...(form === 'RATIO' ? { denominator } : {}),
      };
    }),
  );
}

/** Deals with and without the play, and how many of them were open. */
export function openDealsBySide({ people, arms, periods }: Switched): OpenDeals[] {
  const armOf = new Map(people.map(({ personId, armKey }) => [personId, arms.find(({ key }) => key === armKey)]));
  return SIDES.map(({ key }) => {
    const counted = { deals: 0, open: 0 };
    for (const { measured, open } of periods)
      for (const [personId, count] of open) {
        const arm = armOf.get(personId);
        if (!arm || sideIn(arm, measured.window) !== key) continue;
        counted.deals += count.deals;
        counted.open += count.open;
      }
    return { armKey: key, ...counted };
  });
}

/** What stood on a side of the switches in some period, and has an outcome there. */
export function namesOn(
  { design, rows }: { readonly design: SwitchDesign; readonly rows: readonly SwitchRow[] },
  side: string,
  nameOf: (row: SwitchRow) => string,
): Set<string> {
  const hasPlay = ({ wave, period }: SwitchRow): boolean => isSwitched(design, wave, period);
  return new Set(
    rows.filter((row) => row.outcome !== null && hasPlay(row) === (side === 'with')).map((row) => nameOf(row)),
  );
}

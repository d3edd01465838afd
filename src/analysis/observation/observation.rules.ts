import type { DayWindow } from '../../metrics/metric.rules.js';
import type { SegmentBy } from '../../pilots/plan.rules.js';
import type { ObservedUnit } from '../../statistics/index.js';
import { type Employment, exposureShare, LEAST_EXPOSURE_SHARE, workingDays } from './exposure.rules.js';

/** A salesperson as drawn at registration, with the days in the field. */
export interface DrawnPerson extends Employment {
  readonly personId: string;
  readonly pseudonym: string;
  /** What was assigned: the person, or the team or territory it belonged to at registration. */
  readonly unitLabel: string;
  readonly armKey: string;
  /** Whether the person has left the team or territory that was drawn; absent where neither was, or nobody knows. */
  readonly moved?: boolean;
  readonly stratum: string | null;
  /** Where pairs were drawn, the unit's pair; where the draw was balanced, what it balanced. */
  readonly pair?: string;
  readonly balance?: Readonly<Record<string, number>>;
  /** Share of the deals in which the play was used, 0-1; null where nothing was reported. */
  readonly used: number | null;
  /** Where the registered plan asks whether the uplift differs: the segment that day. */
  readonly segments?: Partial<Record<SegmentBy, string | null>> | null;
}

export interface Measure {
  readonly numerator: number;
  /** null where the metric is a total per unit. */
  readonly denominator: number | null;
}

/** What one metric came to in one window, by person. A person without an entry did nothing: zero. */
export interface MeasuredWindow {
  readonly window: DayWindow;
  readonly measures: ReadonlyMap<string, Measure>;
}

export interface ObservedMetric {
  readonly form: 'PER_UNIT' | 'RATIO';
  readonly baseline: MeasuredWindow;
  readonly measurement: MeasuredWindow;
  /** Windows before the baseline, oldest first, where changes are compared: then totals are per day of the measurement. */
  readonly earlier?: readonly MeasuredWindow[];
}

/**
 * The rows the statistics see: one per salesperson, in an order that is the same in every database, so that the
 * same draw gives the same re-draws. Where a team or a territory was assigned it is the rows' cluster.
 * Totals are per window of full exposure: somebody there half of the days counts twice what was sold.
 */
export function observedUnits(
  people: readonly DrawnPerson[],
  { form, baseline, measurement, earlier }: ObservedMetric,
  { clustered }: { readonly clustered: boolean },
): ObservedUnit[] {
  return inStableOrder(people).map((person) => {
    const measured = (observed: MeasuredWindow): Seen => {
      const { window } = observed;
      const found = seenIn(person, form, observed);
      return inDaysOf(earlier && form === 'PER_UNIT' ? measurement.window : window, window, found);
    };
    const [before, after] = [measured(baseline), measured(measurement)];
    const history = (earlier ?? []).map(measured);
    const ratio = form === 'RATIO';
    return {
      unit: person.pseudonym,
      arm: person.armKey,
      outcome: after.numerator,
      ...(ratio ? { denominator: after.denominator } : {}),
      baseline: before.numerator,
      ...(ratio ? { baselineDenominator: before.denominator } : {}),
      ...(history.length > 0 ? { history: history.map(({ numerator }) => numerator) } : {}),
      ...(history.length > 0 && ratio ? { historyDenominators: history.map(({ denominator }) => denominator) } : {}),
      ...(clustered ? { cluster: person.unitLabel } : {}),
      ...(person.stratum === null ? {} : { stratum: person.stratum }),
      ...(person.used === null ? {} : { used: person.used }),
      ...(person.pair === undefined ? {} : { pair: person.pair }),
      ...(person.balance === undefined ? {} : { balance: person.balance }),
    };
  });
}

/** By what was assigned, then by pseudonym: both belong to the frozen roster, and neither is a row's id. */
export function inStableOrder(people: readonly DrawnPerson[]): DrawnPerson[] {
  return [...people].sort((a, b) => compare(a.unitLabel, b.unitLabel) || compare(a.pseudonym, b.pseudonym));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

interface Seen {
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** A total as it would be in as many working days as another window has. */
function inDaysOf(wanted: DayWindow, window: DayWindow, { numerator, denominator }: Seen): Seen {
  if (numerator === null || wanted === window) return { numerator, denominator };
  return { numerator: (numerator * workingDays(wanted)) / workingDays(window), denominator };
}

/** What a person came to in a window, brought to the whole of it; missing below the least exposure. */
export function seenIn(person: DrawnPerson, form: ObservedMetric['form'], { window, measures }: MeasuredWindow): Seen {
  const exposure = exposureShare(person, window);
  if (exposure < LEAST_EXPOSURE_SHARE) return { numerator: null, denominator: null };
  const { numerator, denominator } = measures.get(person.personId) ?? { numerator: 0, denominator: 0 };
  // A ratio of sums already is per deal; a total is brought to the whole window.
  return form === 'RATIO'
    ? { numerator, denominator: denominator ?? 0 }
    : { numerator: numerator / exposure, denominator: null };
}

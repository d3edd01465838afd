import { Injectable } from '@nestjs/common';
import type { DayWindow } from '../metrics/metric.rules.js';
import type { MetricDefinition } from '../metrics/metric.rules.js';
import { MetricTable, type PersonMeasure } from '../metrics/metric-table.js';
import { dayAfter, daysIn } from '../platform/days.js';
import type { HistoryWindows } from './outlook.rules.js';
import type { Participant } from './population.rules.js';
import type { UnitHistory, UnitSums } from './unit-history.rules.js';

/** A stretch of the past of which nothing is known. */
export interface Gap {
  readonly missing: DayWindow;
}

/** What the units of a plan achieved in the past. */
@Injectable()
export class PilotHistory {
  constructor(private readonly table: MetricTable) {}

  /** By unit, or the first stretch in which nobody has a single deal. Both stretches get the same time to close. */
  async of(
    metric: MetricDefinition,
    units: readonly Participant[],
    { windows, maturationDays, workspaceId }: { windows: HistoryWindows; maturationDays: number; workspaceId: string },
  ): Promise<UnitHistory[] | Gap> {
    const people = units.flatMap((unit) => unit.people.map(({ id }) => id));
    const measure = (window: DayWindow): Promise<PersonMeasure[]> =>
      this.table.measure({ workspaceId, metric, people, window, cutOffOn: dayAfter(window.to, maturationDays) });
    const earlier = await measure(windows.earlier);
    const later = await measure(windows.later);
    // A history that begins late in its window would make the units look more alike, or less, than they are.
    const begins = beginningOf(windows.earlier);
    const missing = [
      isEmpty(await measure(begins)) && begins,
      isEmpty(earlier) && windows.earlier,
      isEmpty(later) && windows.later,
    ].find((window) => window !== false);
    if (missing) return { missing };
    return units.map(({ label, stratum, people: own }) => ({
      unit: label,
      stratum,
      people: own.length,
      earlier: sumOf(own, earlier),
      later: sumOf(own, later),
    }));
  }
}

/** The first third of a window. */
function beginningOf(window: DayWindow): DayWindow {
  return { from: window.from, to: dayAfter(window.from, Math.ceil(daysIn(window) / 3) - 1) };
}

function isEmpty(measures: readonly PersonMeasure[]): boolean {
  return measures.every(({ facts }) => facts === 0);
}

function sumOf(people: readonly { readonly id: string }[], measures: readonly PersonMeasure[]): UnitSums {
  const ids = new Set(people.map(({ id }) => id));
  const own = measures.filter(({ personId }) => ids.has(personId));
  return {
    numerator: own.reduce((sum, { numerator }) => sum + numerator, 0),
    denominator: own.reduce((sum, { denominator }) => sum + (denominator ?? 0), 0),
  };
}

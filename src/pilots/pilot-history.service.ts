import { Injectable } from '@nestjs/common';
import { type DayWindow, type MetricDefinition, MetricForm, metricRef } from '../metrics/metric.rules.js';
import { MetricTable, type PersonMeasure } from '../metrics/metric-table.js';
import { dayAfter, daysIn } from '../platform/days.js';
import { UnitKind } from '../roster/roster.rules.js';
import { type PastUnit, type UnitHistory, unitHistory } from '../statistics/index.js';
import type { HistoryWindows } from './outlook.rules.js';
import { PlannedScale } from './plan.rules.js';
import type { Participant } from './population.rules.js';

/** Whose past is asked for, and of when. */
export interface Past {
  readonly unit: UnitKind;
  readonly units: readonly Participant[];
  readonly windows: HistoryWindows;
  readonly maturationDays: number;
  readonly workspaceId: string;
}

/** One metric in the past: a row for each salesperson, as an analysis would see it, and how the units differed. */
export interface MetricPast {
  readonly rows: readonly PastUnit[];
  readonly history: UnitHistory;
}

/** What the units of a plan achieved in the past. */
@Injectable()
export class PilotHistory {
  constructor(private readonly table: MetricTable) {}

  /** Or why it cannot be told, in a sentence. Both stretches get the same time to close. */
  async of(metric: MetricDefinition, scale: PlannedScale, past: Past): Promise<MetricPast | string> {
    const { units, windows, maturationDays, workspaceId } = past;
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
    const span = `from ${windows.earlier.from} to ${windows.later.to}`;
    if (missing)
      return `history: no deal for ${metricRef(metric)} is known from ${missing.from} to ${missing.to}: import the deals ${span}, or plan a shorter measurement.`;
    const rows = pastRows(metric, past, { earlier, later });
    // A log pilot that meets a zero is analysed as it is: LOG asks for no more than AUTO does.
    const history = unitHistory(rows, scale === PlannedScale.RAW ? 'raw' : 'auto');
    return history.kind === 'refused' || !(history.mean > 0)
      ? `history: ${span} the units do not differ in ${metricRef(metric)}, or have nothing to divide by: choose another metric.`
      : { rows, history };
  }
}

/** The first third of a window. */
function beginningOf(window: DayWindow): DayWindow {
  return { from: window.from, to: dayAfter(window.from, Math.ceil(daysIn(window) / 3) - 1) };
}

function isEmpty(measures: readonly PersonMeasure[]): boolean {
  return measures.every(({ facts }) => facts === 0);
}

interface Measured {
  readonly earlier: readonly PersonMeasure[];
  readonly later: readonly PersonMeasure[];
}

/** Nobody's deals of a window are nothing sold, not a gap: only people who were there all the time are asked about. */
function pastRows({ form }: MetricDefinition, { unit: kind, units }: Past, { earlier, later }: Measured): PastUnit[] {
  const [before, after] = [earlier, later].map((all) => new Map(all.map((one) => [one.personId, one])));
  const isRatio = form === MetricForm.RATIO;
  return units.flatMap(({ label, stratum, people }) =>
    people.map(({ id, pseudonym }) => ({
      unit: pseudonym,
      outcome: after.get(id)?.numerator ?? 0,
      baseline: before.get(id)?.numerator ?? 0,
      ...(isRatio && {
        denominator: after.get(id)?.denominator ?? 0,
        baselineDenominator: before.get(id)?.denominator ?? 0,
      }),
      ...(kind !== UnitKind.SALESPERSON && { cluster: label }),
      ...(stratum !== null && { stratum }),
    })),
  );
}

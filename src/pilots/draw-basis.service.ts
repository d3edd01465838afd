import { Injectable } from '@nestjs/common';
import { MetricCatalogue } from '../metrics/metric-catalogue.js';
import { type DayWindow, type MetricDefinition, MetricForm, metricRef } from '../metrics/metric.rules.js';
import { MetricTable, type PersonMeasure } from '../metrics/metric-table.js';
import { dayAfter, daysIn } from '../platform/days.js';
import { type DrawBasis, drawBasis, type KnownBefore, needsBasis } from './draw-basis.rules.js';
import type { PilotDraft } from './pilot-draft.js';
import { Mechanism, PlannedScale } from './plan.rules.js';
import type { Participant } from './population.rules.js';
import { orderObstacles } from './windows.rules.js';

interface Asked {
  readonly workspaceId: string;
  /** In the workspace. */
  readonly today: string;
}

/** Measures what a draw rests on: the primary metric before the pilot, and where it is balanced the guardrails, too. */
@Injectable()
export class DrawBases {
  constructor(
    private readonly catalogue: MetricCatalogue,
    private readonly table: MetricTable,
  ) {}

  /** Null where the draw rests on nothing of the kind, or where it is not known yet. */
  async of(draft: PilotDraft, units: readonly Participant[], asked: Asked): Promise<DrawBasis | null> {
    const { assignment, windows, primary, guardrails } = draft;
    if (!needsBasis(assignment) || !windows || !primary || orderObstacles(windows).length > 0) return null;
    const isPaired = assignment.mechanism === Mechanism.PAIRED;
    const refs = [primary.metric, ...(isPaired ? [] : guardrails.map(({ metric }) => metric))];
    const before = new Map<string, KnownBefore>(units.map(({ label }) => [label, {}]));
    for (const metric of this.catalogue.all().filter((one) => refs.includes(metricRef(one)))) {
      const window = knownWindow(windows.baseline, asked.today);
      const values = await this.values(metric, units, { ...asked, window });
      const isLog = metric.form === MetricForm.PER_UNIT && primary.scale !== PlannedScale.RAW && allPositive(values);
      const name = isLog ? `log ${metricRef(metric)}` : metricRef(metric);
      for (const [label, value] of values)
        before.set(label, { ...before.get(label), [name]: isLog && value !== null ? Math.log(value) : value });
    }
    return drawBasis(draft, units, before);
  }

  /** By unit: of a total the mean of its people, of a ratio the ratio of its sums. */
  private async values(
    metric: MetricDefinition,
    units: readonly Participant[],
    { workspaceId, today, window }: Asked & { readonly window: DayWindow },
  ): Promise<Map<string, number | null>> {
    // Who came later has no such window behind them.
    const known = units.map((unit) => ({
      ...unit,
      people: unit.people.filter(({ startedOn }) => startedOn === null || startedOn <= window.from),
    }));
    const people = known.flatMap((unit) => unit.people.map(({ id }) => id));
    const cutOffOn = dayAfter(today, -1);
    const measures = await this.table.measure({ workspaceId, metric, people, window, cutOffOn });
    const isKnown = measures.some(({ facts }) => facts > 0);
    const byPerson = new Map(measures.map((measure) => [measure.personId, measure]));
    return new Map(
      known.map(({ label, people: own }) => {
        const of = own.flatMap(({ id }) => byPerson.get(id) ?? []);
        return [label, isKnown && own.length > 0 ? unitValue(metric, of, own.length) : null];
      }),
    );
  }
}

/** The baseline, or where it is not over yet the latest stretch as long that is. */
function knownWindow(baseline: DayWindow, today: string): DayWindow {
  const yesterday = dayAfter(today, -1);
  if (baseline.to <= yesterday) return baseline;
  return { from: dayAfter(yesterday, 1 - daysIn(baseline)), to: yesterday };
}

function unitValue({ form }: MetricDefinition, measures: readonly PersonMeasure[], people: number): number | null {
  const numerator = measures.reduce((sum, one) => sum + one.numerator, 0);
  if (form !== MetricForm.RATIO) return numerator / people;
  const denominator = measures.reduce((sum, one) => sum + (one.denominator ?? 0), 0);
  return denominator > 0 ? numerator / denominator : null;
}

function allPositive(values: ReadonlyMap<string, number | null>): boolean {
  return [...values.values()].every((value) => value === null || value > 0);
}

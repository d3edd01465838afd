import { Injectable } from '@nestjs/common';
import { MetricTable, type PersonMeasure } from '../../metrics/metric-table.js';
import { type DayWindow, type MetricDefinition, metricRef } from '../../metrics/metric.rules.js';
import { comparesChanges, type PilotPlan } from '../../pilots/plan.rules.js';
import { isSwitching, SIDES, sideIn } from '../../pilots/switches.rules.js';
import { dayAfter, daysBetween } from '../../platform/days.js';
import { UnitKind } from '../../roster/roster.rules.js';
import type { MetricInputs } from '../analysis-inputs.js';
import type { WeekResult } from '../result/analysis-result.js';
import { beginningOf, windowsBefore } from './earlier-windows.rules.js';
import type { ObservedWindow, observedWindows } from '../look.rules.js';
import type { MetricRole } from '../metric-role.rules.js';
import { type DrawnPerson, type MeasuredWindow, observedUnits } from './observation.rules.js';
import { openDealsByArm, stillBlocks } from './open-deals.rules.js';
import { SwitchObservation } from './switch-observation.service.js';
import { weeklyLines } from './weekly.rules.js';

export interface PlannedMetric {
  readonly role: MetricRole;
  readonly definition: MetricDefinition;
  readonly scale: MetricInputs['scale'];
  readonly marginShare: number | null;
}

/** Whose facts of which windows are looked at. */
export interface Observed {
  readonly workspaceId: string;
  readonly people: readonly DrawnPerson[];
  readonly windows: ReturnType<typeof observedWindows>;
}

/** What metrics came to, of whom and when. */
@Injectable()
export class MetricObservation {
  constructor(
    private readonly table: MetricTable,
    private readonly switches: SwitchObservation,
  ) {}

  async inputs(
    { role, definition, scale, marginShare }: PlannedMetric,
    plan: PilotPlan,
    observed: Observed,
  ): Promise<MetricInputs> {
    const { people, windows } = observed;
    const { name, unit, direction, form } = definition;
    const told = { role, metric: metricRef(definition), name, unit, direction, form, scale, marginShare };
    if (isSwitching(plan.assignment)) {
      const { cutOffOn } = windows.measurement;
      const seen = { workspaceId: observed.workspaceId, people, cutOffOn };
      return { ...told, rows: [], ...(await this.switches.inputs(definition, plan, seen)) };
    }
    const baseline = await this.measured(definition, observed, windows.baseline);
    const measurement = await this.measured(definition, observed, windows.measurement);
    const rows = observedUnits(
      people,
      {
        form,
        baseline: byPerson(windows.baseline, baseline),
        measurement: byPerson(windows.measurement, measurement),
        ...(comparesChanges(plan) ? { earlier: await this.earlier(definition, observed) } : {}),
      },
      { clustered: plan.unit !== UnitKind.SALESPERSON },
    );
    const openDeals = openDealsByArm(plan, people, measurement);
    return { ...told, rows, openDeals };
  }

  /** What is known from before the baseline, oldest first: the windows of whose deals there are records from the start. */
  private async earlier(metric: MetricDefinition, observed: Observed): Promise<MeasuredWindow[]> {
    const found: MeasuredWindow[] = [];
    for (const before of windowsBefore(observed.windows.baseline)) {
      const begun = await this.measured(metric, observed, beginningOf(before));
      if (begun.every(({ facts }) => facts === 0)) break;
      found.unshift(byPerson(before, await this.measured(metric, observed, before)));
    }
    return found;
  }

  private measured(
    metric: MetricDefinition,
    { workspaceId, people }: Observed,
    { window, cutOffOn }: ObservedWindow,
  ): Promise<PersonMeasure[]> {
    return this.table.measure({
      workspaceId,
      metric,
      people: people.map(({ personId }) => personId),
      window,
      cutOffOn,
    });
  }

  async weekly(
    metric: MetricDefinition,
    { arms, assignment, windows: { ramp } }: PilotPlan,
    { workspaceId, people, windows }: Observed,
  ): Promise<WeekResult[]> {
    const { cutOffOn } = windows.measurement;
    const phases = [
      { phase: 'BASELINE', ...windows.baseline } as const,
      ...(ramp ? [{ phase: 'RAMP', window: ramp, cutOffOn } as const] : []),
      { phase: 'MEASUREMENT', ...windows.measurement } as const,
    ];
    const ids = people.map(({ personId }) => personId);
    const byKey = new Map(arms.map((arm) => [arm.key, arm]));
    const drawn = isSwitching(assignment)
      ? {
          armKeys: SIDES.map(({ key }) => key),
          armIn: ({ armKey }: DrawnPerson, week: DayWindow) => sideIn(byKey.get(armKey) ?? {}, week),
        }
      : { armKeys: arms.map(({ key }) => key) };
    const lines: WeekResult[] = [];
    for (const { phase, window, cutOffOn: until } of phases) {
      const measures = await this.table.weekly({ workspaceId, metric, people: ids, window, cutOffOn: until });
      lines.push(...weeklyLines(people, drawn, [{ phase, window, measures }], metric.form));
    }
    return lines;
  }

  /**
   * From when on enough deals of the measurement should be closed: as long after its end as it took after the end of the
   * baseline, in steps of a week. Of a longer baseline only its last days are taken, as many as the measurement has.
   * null where the deals of the baseline, too, are still open.
   */
  async readableOn(metric: MetricDefinition, plan: PilotPlan, observed: Observed): Promise<string | null> {
    const { baseline, measurement } = observed.windows;
    const { from, to } = baseline.window;
    const tail = dayAfter(to, -daysBetween(measurement.window.from, measurement.window.to));
    const window = { from: tail > from ? tail : from, to };
    const known = daysBetween(to, measurement.cutOffOn);
    for (let days = daysBetween(to, baseline.cutOffOn) + 7; days <= known; days += 7) {
      const measures = await this.measured(metric, observed, { window, cutOffOn: dayAfter(to, days) });
      if (!stillBlocks(openDealsByArm(plan, observed.people, measures))) return dayAfter(measurement.window.to, days);
    }
    return null;
  }
}

function byPerson({ window }: ObservedWindow, measures: readonly PersonMeasure[]): MeasuredWindow {
  return { window, measures: new Map(measures.map((measure) => [measure.personId, measure])) };
}

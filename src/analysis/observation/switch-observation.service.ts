import { Injectable } from '@nestjs/common';
import { MetricTable } from '../../metrics/metric-table.js';
import type { MetricDefinition } from '../../metrics/metric.rules.js';
import { Mechanism, type PilotPlan } from '../../pilots/plan.rules.js';
import { UnitKind } from '../../roster/roster.rules.js';
import type { SwitchDesign } from '../../statistics/index.js';
import type { MetricInputs } from '../analysis-inputs.js';
import type { DrawnPerson } from './observation.rules.js';
import { type MeasuredPeriod, observedPeriods, openDealsBySide, switchRows } from './switch-observation.rules.js';

const DESIGNS: Readonly<Partial<Record<Mechanism, SwitchDesign>>> = {
  [Mechanism.STEPPED]: 'STEPPED_WEDGE',
  [Mechanism.CROSSOVER]: 'CROSSOVER',
  [Mechanism.STAGED]: 'STAGED',
};

interface Watched {
  readonly workspaceId: string;
  readonly people: readonly DrawnPerson[];
  readonly cutOffOn: string;
}

/** What a metric came to in each stretch between two switches. */
@Injectable()
export class SwitchObservation {
  constructor(private readonly table: MetricTable) {}

  async inputs(
    metric: MetricDefinition,
    { arms, assignment, windows, unit }: PilotPlan,
    { workspaceId, people, cutOffOn }: Watched,
  ): Promise<Required<Pick<MetricInputs, 'switches' | 'openDeals'>>> {
    const design = DESIGNS[assignment.mechanism];
    if (!design) throw new Error(`The arms of a ${assignment.mechanism} pilot do not switch.`);
    const periods: MeasuredPeriod[] = [];
    for (const observed of observedPeriods(arms, windows.measurement, cutOffOn)) {
      const measures = await this.table.measure({
        workspaceId,
        metric,
        people: people.map(({ personId }) => personId),
        ...observed,
      });
      periods.push({
        measured: {
          window: observed.window,
          measures: new Map(measures.map((measure) => [measure.personId, measure])),
        },
        open: new Map(measures.map(({ personId, facts, open }) => [personId, { deals: facts, open }])),
      });
    }
    const switched = { people, arms, periods };
    const rows = switchRows(switched, metric.form, { clustered: unit !== UnitKind.SALESPERSON });
    return { switches: { design, rows }, openDeals: openDealsBySide(switched) };
  }
}

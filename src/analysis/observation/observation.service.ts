import { Injectable } from '@nestjs/common';
import { CohortService } from '../../cohorts/cohort.service.js';
import { MetricCatalogue } from '../../metrics/metric-catalogue.js';
import type { MetricDefinition } from '../../metrics/metric.rules.js';
import { sha256 } from '../../pilots/canonical-json.rules.js';
import { heldLevels } from '../../pilots/look-calendar.rules.js';
import type { Pilot } from '../../pilots/pilot.entity.js';
import type { FrozenPilot } from '../../pilots/pilot.service.js';
import {
  balanceThresholdOf,
  comparesChanges,
  isDrawn,
  type PilotPlan,
  type PlannedScale,
} from '../../pilots/plan.rules.js';
import { isSwitching, SIDES } from '../../pilots/switches.rules.js';
import { firstDayOf } from '../../pilots/windows.rules.js';
import { endOf } from '../../platform/days.js';
import { type ObservedUnit, seedFrom } from '../../statistics/index.js';
import { adoptionResult } from '../result/adoption.rules.js';
import type { AnalysisInputs, MetricInputs } from '../analysis-inputs.js';
import { attritionOf } from './attrition.rules.js';
import { DrawnPeople } from './drawn-people.service.js';
import { type Moment, observedWindows, Standing } from '../look.rules.js';
import { MetricObservation, type Observed, type PlannedMetric } from './metric-observation.service.js';
import { MetricRole } from '../metric-role.rules.js';
import type { DrawnPerson } from './observation.rules.js';
import { stillBlocks } from './open-deals.rules.js';
import { type PastEffect, pastEffect } from './past-effect.rules.js';
import { PastResults } from './past-results.service.js';
import { type SegmentInputs, segmentInputs } from './segment.rules.js';
import { withShownUse } from './users.rules.js';

interface Segmented {
  readonly rows: readonly ObservedUnit[];
  readonly people: readonly DrawnPerson[];
  readonly minimumCohort: number;
}

const SCALES: Readonly<Record<PlannedScale, MetricInputs['scale']>> = { AUTO: 'auto', LOG: 'log', RAW: 'raw' };

/** Collects what an analysis is made of: the registered plan, the cohorts as drawn, and what their deals came to. */
@Injectable()
export class ObservationService {
  constructor(
    private readonly cohorts: CohortService,
    private readonly catalogue: MetricCatalogue,
    private readonly people: DrawnPeople,
    private readonly metrics: MetricObservation,
    private readonly past: PastResults,
  ) {}

  async inputs({ pilot, plan }: FrozenPilot, moment: Moment, minimumCohort: number): Promise<AnalysisInputs> {
    const { workspaceId } = pilot;
    const observed: Observed = {
      workspaceId,
      people: await this.people.of({ pilot, plan }, moment.cutOffOn),
      windows: observedWindows(plan.windows, moment.cutOffOn),
    };
    const planned = this.plannedMetrics(plan, moment);
    const metrics: MetricInputs[] = [];
    for (const metric of planned) {
      const found = await this.metrics.inputs(metric, plan, observed);
      metrics.push({ ...found, rows: withShownUse(found.rows, minimumCohort) });
    }
    const steps = levelsAt(plan, moment);
    const switching = isSwitching(plan.assignment);
    const arms = switching ? SIDES : plan.arms;
    const used = switching
      ? await this.cohorts.adoptionOfSides({ pilot, plan }, workspaceId, moment.cutOffOn)
      : await this.cohorts.adoption(pilot.id, workspaceId, moment.cutOffOn);
    return {
      planHash: pilot.planHash ?? '',
      kind: plan.kind,
      arms,
      ...(comparesChanges(plan) ? { chosen: true } : {}),
      alpha: plan.alpha,
      level: steps[steps.length - 1],
      steps,
      looks: plan.looks.length,
      moment,
      seed: await this.seedOf(pilot, moment),
      ...balanceOf(plan),
      metrics,
      segments: this.segments(plan, moment, { rows: metrics[0].rows, people: observed.people, minimumCohort }),
      minimumEffectShare: plan.primary.minimumEffectShare,
      past: await this.pastEffects(pilot, plan, { moment, minimumCohort }),
      attrition: switching
        ? []
        : attritionOf(
            observed.people,
            plan.arms.map(({ key }) => key),
            observed.windows.measurement.window,
          ),
      adoption: adoptionResult(used, { arms, thresholdShare: plan.adoption.thresholdShare, minimumCohort }),
      weekly: await this.metrics.weekly(planned[0].definition, plan, observed),
      baselineReachesIn: !switching && reachesIn(planned[0].definition, plan, observed),
      readableOn: stillBlocks(metrics[0].openDeals)
        ? await this.metrics.readableOn(planned[0].definition, plan, observed)
        : null,
    };
  }

  /** Of other pilots, as far as they were known on the last day that this analysis sees. */
  private async pastEffects(
    { id, workspaceId }: Pilot,
    { primary }: PilotPlan,
    { moment, minimumCohort }: { moment: Moment; minimumCohort: number },
  ): Promise<PastEffect[]> {
    if (moment.standing === Standing.MONITORING) return [];
    const until = endOf(moment.cutOffOn);
    const results = await this.past.of({ workspaceId, metric: primary.metric, until, minimumCohort });
    return results.filter(({ pilotId }) => pilotId !== id).flatMap(({ result }) => pastEffect(result) ?? []);
  }

  /** Where the plan asks whether the uplift differs, and for whom that may be told. */
  private segments(plan: PilotPlan, { standing }: Moment, { rows, people, minimumCohort }: Segmented): SegmentInputs[] {
    if (standing === Standing.MONITORING) return [];
    const arms = plan.arms.map(({ key }) => key);
    const drawn = new Map(people.map(({ pseudonym, segments }) => [pseudonym, segments]));
    return (plan.segments ?? []).map((by) =>
      segmentInputs(by, rows, { segmentOf: (unit) => drawn.get(unit)?.[by] ?? null, arms, minimumCohort }),
    );
  }

  /** Between looks only the primary metric is watched: fewer numbers to be misled by. */
  private plannedMetrics(
    { primary, secondary, guardrails, exploratory }: PilotPlan,
    { standing }: Moment,
  ): PlannedMetric[] {
    const planned = (role: MetricRole, ref: string, marginShare: number | null = null): PlannedMetric => ({
      role,
      definition: this.catalogue.find(ref),
      scale: role === MetricRole.PRIMARY ? SCALES[primary.scale] : 'auto',
      marginShare,
    });
    const first = planned(MetricRole.PRIMARY, primary.metric);
    if (standing === Standing.MONITORING) return [first];
    return [
      first,
      ...secondary.map((ref) => planned(MetricRole.SECONDARY, ref)),
      ...guardrails.map(({ metric, marginShare }) => planned(MetricRole.GUARDRAIL, metric, marginShare)),
      ...(exploratory ?? []).map((ref) => planned(MetricRole.EXPLORATORY, ref)),
    ];
  }

  /** From the registration's hash and randomness and the number of the look; null where nothing was drawn. */
  private async seedOf({ id, workspaceId, planHash }: Pilot, { look }: Moment): Promise<number | null> {
    const draw = await this.cohorts.draw(id, workspaceId);
    if (!isDrawn(draw)) return null;
    return seedFrom(sha256(`${planHash ?? ''}:${draw.randomness}:look ${String(look.number)}`));
  }
}

/** The threshold under which the analysis re-draws; absent where the draw was not balanced. */
function balanceOf({ assignment }: PilotPlan): Pick<AnalysisInputs, 'balance'> {
  const threshold = balanceThresholdOf(assignment);
  return threshold === null ? {} : { balance: { threshold } };
}

/** A metric of deals by the day they were created lets the baseline's deals go on closing after its window. */
function reachesIn({ definition }: MetricDefinition, { windows }: PilotPlan, observed: Observed): boolean {
  return definition.dateField === 'CREATED' && observed.windows.baseline.cutOffOn >= firstDayOf(windows);
}

/** The two-sided levels of a look, for the pilot arm with the smallest p first: what is spent of alpha by then, and no more. */
function levelsAt({ looks, windows, alpha, arms, assignment }: PilotPlan, { look, heldBefore }: Moment): number[] {
  const lastOn = looks[looks.length - 1].on;
  // All waves together answer one question, and so does a pilot without a control arm.
  const pilotArms = isSwitching(assignment) ? 1 : Math.max(1, arms.length - 1);
  return heldLevels([...heldBefore, look.on], { windows, lastOn, alpha, pilotArms });
}

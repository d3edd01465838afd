import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In } from 'typeorm';
import { CohortService } from '../cohorts/cohort.service.js';
import { MetricCatalogue } from '../metrics/metric-catalogue.js';
import { MetricTable, type PersonMeasure } from '../metrics/metric-table.js';
import { type DayWindow, type MetricDefinition, metricRef } from '../metrics/metric.rules.js';
import { sha256 } from '../pilots/canonical-json.rules.js';
import { heldLevels } from '../pilots/look-calendar.rules.js';
import type { Pilot } from '../pilots/pilot.entity.js';
import type { FrozenPilot } from '../pilots/pilot.service.js';
import { firstDayOf } from '../pilots/windows.rules.js';
import type { FrozenUnit } from '../cohorts/frozen-roster.rules.js';
import { balanceThresholdOf, isDrawn, Mechanism, type PilotPlan, type PlannedScale } from '../pilots/plan.rules.js';
import { dayAfter, daysBetween, endOf } from '../platform/days.js';
import { isSwitching, SIDES, sideIn } from '../pilots/switches.rules.js';
import { UnitKind } from '../roster/roster.rules.js';
import { Salesperson } from '../roster/salesperson.entity.js';
import { type ObservedUnit, openDealsCheck, seedFrom } from '../statistics/index.js';
import { SwitchObservation } from './switch-observation.service.js';
import { adoptionResult } from './adoption.rules.js';
import { attritionOf } from './attrition.rules.js';
import { beginningOf, windowsBefore } from './earlier-windows.rules.js';
import type { AnalysisInputs, MetricInputs, OpenDeals } from './analysis-inputs.js';
import type { WeekResult } from './analysis-result.js';
import { type Moment, type ObservedWindow, observedWindows, Standing } from './look.rules.js';
import { MetricRole } from './metric-role.rules.js';
import { type DrawnPerson, type MeasuredWindow, observedUnits } from './observation.rules.js';
import { type PastEffect, pastEffect } from './past-effect.rules.js';
import { PastResults } from './past-results.service.js';
import { withShownUse } from './users.rules.js';
import { type SegmentInputs, segmentInputs } from './segment.rules.js';
import { weeklyLines } from './weekly.rules.js';

interface PlannedMetric {
  readonly role: MetricRole;
  readonly definition: MetricDefinition;
  readonly scale: MetricInputs['scale'];
  readonly marginShare: number | null;
}

/** Whose facts of which windows are looked at. */
interface Observed {
  readonly workspaceId: string;
  readonly people: readonly DrawnPerson[];
  readonly windows: ReturnType<typeof observedWindows>;
}

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
    @InjectDataSource() private readonly database: DataSource,
    private readonly cohorts: CohortService,
    private readonly catalogue: MetricCatalogue,
    private readonly table: MetricTable,
    private readonly past: PastResults,
    private readonly switches: SwitchObservation,
  ) {}

  async inputs({ pilot, plan }: FrozenPilot, moment: Moment, minimumCohort: number): Promise<AnalysisInputs> {
    const { workspaceId } = pilot;
    const observed: Observed = {
      workspaceId,
      people: await this.drawnPeople({ pilot, plan }, moment),
      windows: observedWindows(plan.windows, moment.cutOffOn),
    };
    const planned = this.plannedMetrics(plan, moment);
    const metrics: MetricInputs[] = [];
    for (const metric of planned) {
      const found = await this.metricInputs(metric, plan, observed);
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
      weekly: await this.weekly(planned[0].definition, plan, observed),
      baselineReachesIn: !switching && reachesIn(planned[0].definition, plan, observed),
      readableOn: stillBlocks(metrics[0].openDeals)
        ? await this.readableOn(planned[0].definition, plan, observed)
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

  /**
   * From when on enough deals of the measurement should be closed: as long after its end as it took after the end of the
   * baseline, in steps of a week. Of a longer baseline only its last days are taken, as many as the measurement has.
   * null where the deals of the baseline, too, are still open.
   */
  private async readableOn(metric: MetricDefinition, plan: PilotPlan, observed: Observed): Promise<string | null> {
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

  /** The days in the field come from the roster of today: who left keeps the arm and the days until then. */
  private async drawnPeople(frozen: FrozenPilot, { cutOffOn }: Moment): Promise<DrawnPerson[]> {
    const { id, workspaceId } = frozen.pilot;
    const use = await this.cohorts.use(frozen, cutOffOn);
    const members = await this.cohorts.members(id, workspaceId);
    const rests = restsOn(frozen.plan, (await this.cohorts.draw(id, workspaceId)).roster);
    const ids = members.map(({ salespersonId }) => salespersonId);
    const roster = await this.database.getRepository(Salesperson).findBy({ id: In(ids), workspaceId });
    const days = new Map(roster.map(({ id: personId, startedOn, leftOn }) => [personId, { startedOn, leftOn }]));
    const unitToday = new Map(roster.map((person) => [person.id, unitOf(person, frozen.plan.unit)]));
    return members.map(({ salespersonId, unitId, pseudonym, unitLabel, stratum, armKey, segments }) => ({
      personId: salespersonId,
      pseudonym,
      unitLabel,
      stratum,
      armKey,
      ...(unitToday.get(salespersonId) === undefined ? {} : { moved: unitToday.get(salespersonId) !== unitId }),
      used: use.get(salespersonId) ?? null,
      segments,
      ...rests(unitLabel),
      ...(days.get(salespersonId) ?? { startedOn: null, leftOn: null }),
    }));
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

  private async metricInputs(
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

  private async weekly(
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

/** By unit: what the draw rested on beside the strata, as it was frozen. */
function restsOn(
  { assignment }: PilotPlan,
  roster: readonly FrozenUnit[],
): (unit: string) => Pick<DrawnPerson, 'pair' | 'balance'> {
  const units = new Map(roster.map((one) => [one.unit, one]));
  const isBalanced = balanceThresholdOf(assignment) !== null;
  return (unit) => {
    const { pair, balance = {} } = units.get(unit) ?? {};
    const known = Object.entries(balance).map(([name, value]) => [name, value ?? NaN] as const);
    return { ...(pair == null ? {} : { pair }), ...(isBalanced ? { balance: Object.fromEntries(known) } : {}) };
  };
}

/** The two-sided levels of a look, for the pilot arm with the smallest p first: what is spent of alpha by then, and no more. */
function levelsAt({ looks, windows, alpha, arms, assignment }: PilotPlan, { look, heldBefore }: Moment): number[] {
  const lastOn = looks[looks.length - 1].on;
  // All waves together answer one question, and so does a pilot without a control arm.
  const pilotArms = isSwitching(assignment) ? 1 : Math.max(1, arms.length - 1);
  return heldLevels([...heldBefore, look.on], { windows, lastOn, alpha, pilotArms });
}

/** The team or territory a person belongs to today; undefined where people were drawn one by one. */
function unitOf({ teamId, territoryId }: Salesperson, unit: UnitKind): string | null | undefined {
  if (unit === UnitKind.TEAM) return teamId;
  return unit === UnitKind.TERRITORY ? territoryId : undefined;
}

/** A metric of deals by the day they were created lets the baseline's deals go on closing after its window. */
function reachesIn({ definition }: MetricDefinition, { windows }: PilotPlan, observed: Observed): boolean {
  return definition.dateField === 'CREATED' && observed.windows.baseline.cutOffOn >= firstDayOf(windows);
}

/** Arms that people chose may have differed from the start, so that only how they changed can be compared. */
function comparesChanges({ assignment }: PilotPlan): boolean {
  return assignment.mechanism === Mechanism.CHOSEN;
}

function stillBlocks(arms: readonly OpenDeals[]): boolean {
  return openDealsCheck(arms.map(({ armKey, ...deals }) => ({ arm: armKey, ...deals }))).some(
    ({ severity }) => severity === 'BLOCK',
  );
}

function byPerson({ window }: ObservedWindow, measures: readonly PersonMeasure[]): MeasuredWindow {
  return { window, measures: new Map(measures.map((measure) => [measure.personId, measure])) };
}

function openDealsByArm(
  { arms }: PilotPlan,
  people: readonly DrawnPerson[],
  measures: readonly PersonMeasure[],
): OpenDeals[] {
  const armOf = new Map(people.map(({ personId, armKey }) => [personId, armKey]));
  return arms.map(({ key }) => {
    const own = measures.filter(({ personId }) => armOf.get(personId) === key);
    return {
      armKey: key,
      deals: own.reduce((sum, { facts }) => sum + facts, 0),
      open: own.reduce((sum, { open }) => sum + open, 0),
    };
  });
}

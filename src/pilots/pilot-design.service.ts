import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { MetricCatalogue } from '../metrics/metric-catalogue.js';
import { type MetricDefinition, metricRef } from '../metrics/metric.rules.js';
import { Refusal } from '../platform/refusal.js';
import { RosterService } from '../roster/roster.service.js';
import { DrawBases } from './draw-basis.service.js';
import type { DrawBasis } from './draw-basis.rules.js';
import { Mechanism } from './plan.rules.js';
import { plannedSizes } from './cohort-sizes.rules.js';
import { type ArmOutlook, armOutlooks, type LookOutlook, lookOutlooks, outlookObstacles } from './outlook.rules.js';
import type { PilotDraft } from './pilot-draft.js';
import type { PlanPilotInput } from './pilot.input.js';
import { PilotService } from './pilot.service.js';
import { type Participant, participants } from './population.rules.js';
import type { PlannedWindows } from './windows.rules.js';

/** What the design alone tells, before the past is asked. */
export interface PilotDesign {
  readonly draft: PilotDraft;
  readonly windows: PlannedWindows;
  readonly primary: MetricDefinition;
  /** The smallest relative uplift that would matter. */
  readonly minimumEffectShare: number;
  readonly units: readonly Participant[];
  readonly strata: number;
  readonly arms: readonly ArmOutlook[];
  readonly looks: readonly LookOutlook[];
  /** Of the last look; 0 where nothing can be significant. */
  readonly level: number;
}

export interface AskedPlan {
  /** In the workspace. */
  readonly today: string;
  readonly units: number;
  readonly people: number;
  /** Null where something stands in the way: see `unanswered`. */
  readonly design: PilotDesign | null;
  readonly unanswered: readonly string[];
}

/** Reads a plan together with the roster of today. */
@Injectable()
export class PilotDesigns {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly pilots: PilotService,
    private readonly roster: RosterService,
    private readonly metrics: MetricCatalogue,
    private readonly bases: DrawBases,
  ) {}

  /** Refuses with NOT_FOUND and INVALID_INPUT only. */
  async of({ pilotId, draft: given }: PlanPilotInput, viewer: Viewer): Promise<AskedPlan> {
    if ((pilotId == null) === (given == null))
      throw new Refusal('INVALID_INPUT', 'Give either pilotId or draft.', ['One of the two says what is planned.']);
    const draft = given ?? (await this.pilots.find(pilotId ?? '', viewer)).draft;
    const today = await this.workspaces.todayIn(viewer.workspaceId);
    const roster = await this.roster.units(viewer.workspaceId, draft.unit, today);
    const units = participants(draft, roster);
    const people = new Set(units.flatMap((unit) => unit.people.map(({ id }) => id))).size;
    const metrics = this.metrics.all();
    const basis = await this.bases.of(draft, units, { workspaceId: viewer.workspaceId, today });
    const unanswered = outlookObstacles(draft, { roster, metrics, basis });
    const design = unanswered.length === 0 ? designOf(draft, units, { metrics, basis }) : null;
    return { today, units: units.length, people, design, unanswered };
  }
}

function designOf(
  draft: PilotDraft,
  units: readonly Participant[],
  { metrics, basis }: { readonly metrics: readonly MetricDefinition[]; readonly basis: DrawBasis | null },
): PilotDesign | null {
  const sizes = plannedSizes(draft, units);
  const { windows } = draft;
  const primary = metrics.find((metric) => metricRef(metric) === draft.primary?.metric);
  if (!sizes || !windows || !primary) return null;
  const arms = armOutlooks(draft, sizes, basis);
  // Each pair is a stratum of its own.
  const strata = draft.assignment.mechanism === Mechanism.PAIRED ? arms[0].units : sizes.length;
  const looks = lookOutlooks(draft, windows, arms);
  const minimumEffectShare = draft.primary?.minimumEffectShare ?? 0;
  const level = looks.at(-1)?.level ?? 0;
  return { draft, windows, primary, minimumEffectShare, units, strata, arms, looks, level };
}

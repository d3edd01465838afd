import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import type { Workspace } from '../access/workspace.entity.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { MetricCatalogue } from '../metrics/metric-catalogue.js';
import { type MetricDefinition, metricRef } from '../metrics/metric.rules.js';
import { Refusal } from '../platform/refusal.js';
import { RosterService } from '../roster/roster.service.js';
import { plannedSizes } from './cohort-sizes.rules.js';
import { outlookSentences } from './outlook-sentence.rules.js';
import {
  type ArmOutlook,
  armOutlooks,
  detectableShare,
  type HistoryWindows,
  historyWindows,
  type LookOutlook,
  lookOutlooks,
  outlookObstacles,
  PLANNED_POWER,
  seasoned,
  unharmedChance,
} from './outlook.rules.js';
import type { PilotDraft } from './pilot-draft.js';
import { PilotHistory } from './pilot-history.service.js';
import type { PilotOutlook } from './pilot-outlook.fields.js';
import type { PlanPilotInput } from './pilot.input.js';
import { PilotService } from './pilot.service.js';
import { PlannedScale } from './plan.rules.js';
import { type Participant, participants } from './population.rules.js';
import { FEWEST_UNITS, historySpread, type Spread } from './unit-history.rules.js';
import type { PlannedWindows } from './windows.rules.js';

/** What the design alone tells, before the past is asked. */
interface Design {
  readonly draft: PilotDraft;
  readonly windows: PlannedWindows;
  readonly primary: MetricDefinition;
  readonly units: readonly Participant[];
  readonly strata: number;
  readonly arms: readonly ArmOutlook[];
  readonly looks: readonly LookOutlook[];
}

type FromThePast = Pick<PilotOutlook, 'history' | 'minimumDetectableEffect' | 'guardrails' | 'unanswered'>;

const NOTHING: FromThePast = { history: null, minimumDetectableEffect: null, guardrails: [], unanswered: [] };

/** Tells before a pilot begins what it could show. Keeps nothing. */
@Injectable()
export class PilotOutlookService {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly pilots: PilotService,
    private readonly roster: RosterService,
    private readonly metrics: MetricCatalogue,
    private readonly history: PilotHistory,
  ) {}

  /** Answers what can be answered and says why not the rest. Refuses with NOT_FOUND and INVALID_INPUT only. */
  async plan({ pilotId, draft: given }: PlanPilotInput, viewer: Viewer): Promise<PilotOutlook> {
    if ((pilotId == null) === (given == null))
      throw new Refusal('INVALID_INPUT', 'Give either pilotId or draft.', ['One of the two says what is planned.']);
    const draft = given ?? (await this.pilots.find(pilotId ?? '', viewer)).draft;
    const today = (await this.workspaces.nowIn(viewer.workspaceId)).slice(0, 10);
    const roster = await this.roster.units(viewer.workspaceId, draft.unit, today);
    const units = participants(draft, roster);
    const people = new Set(units.flatMap((unit) => unit.people.map(({ id }) => id))).size;
    const counts = { units: units.length, people };
    const unanswered = outlookObstacles(draft, { roster, metrics: this.metrics.all() });
    const sizes = unanswered.length === 0 ? plannedSizes(draft, units) : null;
    const { windows } = draft;
    const primary = this.metrics.all().find((metric) => metricRef(metric) === draft.primary?.metric);
    if (!sizes || !windows || !primary)
      return { ...counts, arms: [], looks: [], ...NOTHING, unanswered, sentences: [] };
    const arms = armOutlooks(draft, sizes);
    const looks = lookOutlooks(draft, windows, arms);
    const design: Design = { draft, windows, primary, units, strata: sizes.length, arms, looks };
    const past = await this.fromThePast(design, { today, workspace: viewer.workspace });
    const sentences = outlookSentences({ ...counts, ...past, arms, looks, primary, draft });
    return { ...counts, arms: [...arms], looks: [...looks], ...past, sentences };
  }

  private async fromThePast(
    design: Design,
    { today, workspace: { id: workspaceId, minimumCohort } }: { today: string; workspace: Workspace },
  ): Promise<FromThePast> {
    const { draft, windows, primary, looks, strata, arms } = design;
    const level = looks.at(-1)?.level ?? 0;
    if (level === 0)
      return unanswerable('looks: with so few units nothing can be significant at any look: take more units.');
    const past = historyWindows(windows, today);
    const units = seasoned(design.units, past);
    if (units.length < FEWEST_UNITS)
      return unanswerable(
        `history: only ${String(units.length)} units were in the field from ${past.earlier.from} to ${past.later.to}; ${String(FEWEST_UNITS)} are needed to tell how much they differ.`,
      );
    const people = units.reduce((sum, unit) => sum + unit.people.length, 0);
    if (people < minimumCohort)
      return unanswerable(
        `history: only ${String(people)} salespeople were in the field from ${past.earlier.from} to ${past.later.to}; this workspace tells nothing of fewer than ${String(minimumCohort)}.`,
      );
    const spreadOf = (metric: MetricDefinition, scale: PlannedScale): Promise<Spread | string> =>
      this.spreadOf(metric, scale, { units, past, maturationDays: windows.maturationDays, workspaceId });
    const spread = await spreadOf(primary, draft.primary?.scale ?? PlannedScale.AUTO);
    if (typeof spread === 'string') return unanswerable(spread);
    const sized = { arms, strata, level };
    const share = detectableShare(spread, sized);
    if (share === null)
      return unanswerable('cohorts: with so few units the model has no freedom left: take more units.');
    const guardrails: FromThePast['guardrails'] = [];
    const unanswered: string[] = [];
    for (const { metric: ref, marginShare } of draft.guardrails) {
      const found = await spreadOf(this.metrics.find(ref), PlannedScale.AUTO);
      if (typeof found === 'string') unanswered.push(found);
      else guardrails.push({ metric: ref, chance: unharmedChance(found, marginShare, sized) });
    }
    return {
      history: { ...past, units: units.length },
      minimumDetectableEffect: {
        share,
        power: PLANNED_POWER,
        isEnough: share <= (draft.primary?.minimumEffectShare ?? 0),
      },
      guardrails,
      unanswered,
    };
  }

  /** The spread of a metric among the units, or why it cannot be told. */
  private async spreadOf(
    metric: MetricDefinition,
    scale: PlannedScale,
    { units, past, ...rest }: Past,
  ): Promise<Spread | string> {
    const ref = metricRef(metric);
    const history = await this.history.of(metric, units, { windows: past, ...rest });
    if ('missing' in history) {
      const { from, to } = history.missing;
      return `history: no deal for ${ref} is known from ${from} to ${to}: import the deals from ${past.earlier.from} to ${past.later.to}, or plan a shorter measurement.`;
    }
    return (
      historySpread(metric, scale, history) ??
      `history: from ${past.earlier.from} to ${past.later.to} the units do not differ in ${ref}, or have nothing to divide by: choose another metric.`
    );
  }
}

interface Past {
  readonly units: readonly Participant[];
  readonly past: HistoryWindows;
  readonly maturationDays: number;
  readonly workspaceId: string;
}

function unanswerable(why: string): FromThePast {
  return { ...NOTHING, unanswered: [why] };
}

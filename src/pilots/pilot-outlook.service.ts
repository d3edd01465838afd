import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { MetricCatalogue } from '../metrics/metric-catalogue.js';
import { outlookSentences } from './outlook-sentence.rules.js';
import { detectableShare, knownPast, PLANNED_POWER, planChanges, unharmedChance } from './outlook.rules.js';
import { type AskedPlan, type PilotDesign, PilotDesigns } from './pilot-design.service.js';
import { type Past, PilotHistory } from './pilot-history.service.js';
import type { PilotOutlook } from './pilot-outlook.fields.js';
import type { PlanPilotInput } from './pilot.input.js';
import { PlannedScale } from './plan.rules.js';

type FromThePast = Pick<
  PilotOutlook,
  'history' | 'minimumDetectableEffect' | 'unitsNeeded' | 'suggestions' | 'guardrails' | 'unanswered'
>;

const NOTHING: FromThePast = {
  history: null,
  minimumDetectableEffect: null,
  unitsNeeded: null,
  suggestions: [],
  guardrails: [],
  unanswered: [],
};

/** Tells before a pilot begins what it could show, in closed form. Keeps nothing. */
@Injectable()
export class PilotOutlookService {
  constructor(
    private readonly designs: PilotDesigns,
    private readonly metrics: MetricCatalogue,
    private readonly history: PilotHistory,
  ) {}

  /** Answers what can be answered and says why not the rest. Refuses with NOT_FOUND and INVALID_INPUT only. */
  async plan(input: PlanPilotInput, viewer: Viewer): Promise<PilotOutlook> {
    const asked = await this.designs.of(input, viewer);
    const { units, people, design } = asked;
    if (!design)
      return { units, people, arms: [], looks: [], ...NOTHING, unanswered: [...asked.unanswered], sentences: [] };
    const past = await this.fromThePast(design, asked, viewer);
    const { arms, looks } = design;
    const { draft, primary } = design;
    const sentences = outlookSentences({ units, people, arms, looks, ...past, draft, primary });
    return { units, people, arms: [...arms], looks: [...looks], ...past, sentences };
  }

  private async fromThePast(design: PilotDesign, { today }: AskedPlan, viewer: Viewer): Promise<FromThePast> {
    const { draft, windows, primary, strata, arms, level, minimumEffectShare } = design;
    if (level === 0)
      return unanswerable('looks: with so few units nothing can be significant at any look: take more units.');
    const known = knownPast(design, today, viewer.workspace.minimumCohort);
    if (typeof known === 'string') return unanswerable(known);
    const { maturationDays } = windows;
    const past: Past = { ...known, unit: draft.unit, maturationDays, workspaceId: viewer.workspaceId };
    const found = await this.history.of(primary, draft.primary?.scale ?? PlannedScale.AUTO, past);
    if (typeof found === 'string') return unanswerable(found);
    const sized = { arms, strata, level };
    const share = detectableShare(found.history, sized);
    if (share === null)
      return unanswerable('cohorts: with so few units the model has no freedom left: take more units.');
    const { unitsNeeded, suggestions } = planChanges(found.history, sized, minimumEffectShare);
    return {
      history: { ...known.windows, units: known.units.length },
      minimumDetectableEffect: { share, power: PLANNED_POWER, isEnough: share <= minimumEffectShare },
      unitsNeeded,
      suggestions: suggestions.map(({ change, detectable }) => ({ change, share: detectable })),
      ...(await this.guardrails(design, past)),
    };
  }

  private async guardrails(
    { draft, arms, strata, level }: PilotDesign,
    past: Past,
  ): Promise<Pick<FromThePast, 'guardrails' | 'unanswered'>> {
    const guardrails: FromThePast['guardrails'] = [];
    const unanswered: string[] = [];
    for (const { metric: ref, marginShare } of draft.guardrails) {
      const metric = this.metrics.find(ref);
      const found = await this.history.of(metric, PlannedScale.AUTO, past);
      if (typeof found === 'string') unanswered.push(found);
      else {
        const margin = { marginShare, direction: metric.direction };
        guardrails.push({ metric: ref, chance: unharmedChance(found.history, margin, { arms, strata, level }) });
      }
    }
    return { guardrails, unanswered };
  }
}

function unanswerable(why: string): FromThePast {
  return { ...NOTHING, unanswered: [why] };
}

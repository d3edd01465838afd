import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer.js';
import { MetricCatalogue } from '../metrics/metric-catalogue.js';
import { type GuardedPast, type PastUnit, seedFrom, type SimulatedDesign } from '../statistics/index.js';
import { canonicalJson, sha256 } from './canonical-json.rules.js';
import { heldLevels } from './look-calendar.rules.js';
import { knownPast } from './outlook.rules.js';
import { type PilotDesign, PilotDesigns } from './pilot-design.service.js';
import { type Past, PilotHistory } from './pilot-history.service.js';
import type { PilotSimulation } from './pilot-simulation.fields.js';
import type { PlanPilotInput } from './pilot.input.js';
import { controlOf, Mechanism, PlannedScale } from './plan.rules.js';
import { simulationSentences } from './simulation-sentence.rules.js';
import type { SimulationFindings, SimulationTask } from './simulation-task.js';
import { SimulationThread } from './simulation-thread.js';

/** Pilots are simulated until so many rows have been judged: some seconds on one core. */
const MOST_ROWS = 100_000;
const MOST_SIMULATIONS = 500;
const FEWEST_SIMULATIONS = 100;

/** Draws that the simulation knows how to repeat. */
const TRIED: readonly Mechanism[] = [Mechanism.COMPLETE, Mechanism.STRATIFIED];

const SCALES = { AUTO: 'auto', LOG: 'auto', RAW: 'raw' } as const;

/** Tries a plan out on the past of its own units. Keeps nothing; the same plan and past give the same answer. */
@Injectable()
export class PilotSimulationService {
  constructor(
    private readonly designs: PilotDesigns,
    private readonly metrics: MetricCatalogue,
    private readonly history: PilotHistory,
    private readonly thread: SimulationThread,
  ) {}

  /** Answers what can be answered and says why not the rest. Refuses with NOT_FOUND and INVALID_INPUT only. */
  async simulate(input: PlanPilotInput, viewer: Viewer): Promise<PilotSimulation> {
    const { design, unanswered, today } = await this.designs.of(input, viewer);
    if (!design) return unanswerable(...unanswered);
    if (!TRIED.includes(design.draft.assignment.mechanism))
      return unanswerable(
        `assignment: ${design.draft.assignment.mechanism} draws cannot be tried out yet; planPilot tells what the pilot could show.`,
      );
    if (design.level === 0)
      return unanswerable('looks: with so few units nothing can be significant at any look: take more units.');
    const known = knownPast(design, today, viewer.workspace.minimumCohort);
    if (typeof known === 'string') return unanswerable(known);
    const { draft, windows, primary, minimumEffectShare: uplift } = design;
    const past: Past = {
      ...known,
      unit: draft.unit,
      maturationDays: windows.maturationDays,
      workspaceId: viewer.workspaceId,
    };
    const found = await this.history.of(primary, draft.primary?.scale ?? PlannedScale.AUTO, past);
    if (typeof found === 'string') return unanswerable(found);
    const simulations = simulationsFor(found.rows);
    if (simulations === null)
      return unanswerable('cohorts: with so many people trying it out would take too long; planPilot is as good.');
    const guarded = await this.guardrails(design, past);
    const task: SimulationTask = {
      primary: found.rows,
      design: simulatedDesign(design),
      uplift,
      guardrails: guarded.guardrails,
      simulations,
      seed: seedFrom(sha256(canonicalJson(draft))),
    };
    return told(await this.thread.run(task), task, guarded);
  }

  private async guardrails({ draft }: PilotDesign, past: Past): Promise<Guarded> {
    const guarded = { metrics: [] as string[], guardrails: [] as GuardedPast[], unanswered: [] as string[] };
    for (const { metric: ref, marginShare } of draft.guardrails) {
      const metric = this.metrics.find(ref);
      const found = await this.history.of(metric, PlannedScale.AUTO, past);
      if (typeof found === 'string') guarded.unanswered.push(found);
      else {
        guarded.metrics.push(ref);
        guarded.guardrails.push({ past: found.rows, marginShare, goodIs: metric.direction });
      }
    }
    return guarded;
  }
}

/** The guardrails whose past is known, and why that of others is not. */
interface Guarded {
  readonly metrics: readonly string[];
  readonly guardrails: readonly GuardedPast[];
  readonly unanswered: readonly string[];
}

function simulationsFor(rows: readonly PastUnit[]): number | null {
  const affordable = Math.min(MOST_SIMULATIONS, Math.floor(MOST_ROWS / rows.length));
  return affordable < FEWEST_SIMULATIONS ? null : affordable;
}

/** The registered draw, and the levels of its last look: looks at which nothing could be significant are not held. */
function simulatedDesign({ draft, windows, units, arms, looks, level }: PilotDesign): SimulatedDesign {
  const held = looks.filter(({ canReject }) => canReject).map(({ on }) => on);
  const lastOn = looks.at(-1)?.on ?? '';
  const steps = heldLevels(held, { windows, lastOn, alpha: draft.alpha, pilotArms: arms.length });
  return {
    arms: draft.arms.map(({ key, share }) => ({ arm: key, share })),
    control: controlOf(draft.arms)?.key ?? '',
    roster: units.map(({ label, stratum }) => ({ unit: label, stratum })),
    scale: SCALES[draft.primary?.scale ?? PlannedScale.AUTO],
    alpha: draft.alpha,
    level: steps.at(-1) ?? level,
    steps,
  };
}

function told(
  { power, placebo, guardrails }: SimulationFindings,
  { simulations, uplift }: SimulationTask,
  guarded: Guarded,
): PilotSimulation {
  if (power.kind === 'refused' || placebo.kind === 'refused' || guardrails?.kind === 'refused')
    return unanswerable('cohorts: these units cannot be drawn into these arms: see pilotReadiness.');
  const simulated = {
    simulations,
    upliftShare: uplift,
    arms: power.arms.map(({ arm, significant }, at) => ({
      armKey: arm,
      power: significant,
      falseAlarms: placebo.arms[at].significant,
    })),
    guardrails: (guardrails?.each ?? []).map((unharmed, at) => ({ metric: guarded.metrics[at], unharmed })),
    allUnharmed: guardrails?.together ?? null,
  };
  return { simulated, unanswered: [...guarded.unanswered], sentences: simulationSentences(simulated) };
}

function unanswerable(...unanswered: string[]): PilotSimulation {
  return { simulated: null, unanswered, sentences: [] };
}

import { Injectable } from '@nestjs/common';
import { canonicalJson, sha256 } from '../pilots/canonical-json.rules.js';
import type { FrozenPilot } from '../pilots/pilot.service.js';
import { endOf } from '../platform/days.js';
import { ENGINE_VERSION } from '../statistics/index.js';
import type { AnalysisInputs } from './analysis-inputs.js';
import type { AnalysisResult } from './result/analysis-result.js';
import { analysisResult, analysisTask } from './result/analysis-result.rules.js';
import type { Moment } from './look.rules.js';
import { ObservationService } from './observation/observation.service.js';
import { StatisticsThread } from './statistics-thread.js';

interface Circumstances {
  /** The instant in the workspace. */
  readonly now: string;
  readonly minimumCohort: number;
}

interface Observed {
  readonly inputs: AnalysisInputs;
  /** Of everything that went in. */
  readonly inputsSha256: string;
}

/** Facts in, result out; nothing is kept. */
@Injectable()
export class AnalysisRun {
  constructor(
    private readonly observations: ObservationService,
    private readonly thread: StatisticsThread,
  ) {}

  async result(frozen: FrozenPilot, moment: Moment, { now, minimumCohort }: Circumstances): Promise<AnalysisResult> {
    const { inputs, inputsSha256 } = await this.observed(frozen, moment, minimumCohort);
    const findings = await this.thread.run(analysisTask(inputs));
    const endOfDay = endOf(moment.cutOffOn);
    return analysisResult(inputs, findings, {
      pilotId: frozen.pilot.id,
      asOf: now < endOfDay ? now : endOfDay,
      simulated: frozen.plan.simulated,
      inputsSha256,
    });
  }

  /** What goes into an analysis at this moment, as the facts stand today. */
  async observed(frozen: FrozenPilot, moment: Moment, minimumCohort: number): Promise<Observed> {
    const inputs = await this.observations.inputs(frozen, moment, minimumCohort);
    return { inputs, inputsSha256: hashOf(inputs) };
  }
}

/** Whether it is the first analysis at its look or a later one is no input: both must come to the same. */
function hashOf(inputs: AnalysisInputs): string {
  return sha256(canonicalJson({ engine: ENGINE_VERSION, ...inputs, moment: { ...inputs.moment, standing: null } }));
}

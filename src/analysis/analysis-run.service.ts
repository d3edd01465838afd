import { Injectable } from '@nestjs/common';
import { canonicalJson, sha256 } from '../pilots/canonical-json.rules.js';
import type { FrozenPilot } from '../pilots/pilot.service.js';
import { endOf } from '../platform/days.js';
import { ENGINE_VERSION } from '../statistics/index.js';
import type { AnalysisInputs } from './analysis-inputs.js';
import type { AnalysisResult } from './analysis-result.js';
import { analysisResult, analysisTask } from './analysis-result.rules.js';
import type { Moment } from './look.rules.js';
import { ObservationService } from './observation.service.js';
import { StatisticsThread } from './statistics-thread.js';

interface Circumstances {
  /** The instant in the workspace. */
  readonly now: string;
  readonly minimumCohort: number;
}

/** Facts in, result out; nothing is kept. */
@Injectable()
export class AnalysisRun {
  constructor(
    private readonly observations: ObservationService,
    private readonly thread: StatisticsThread,
  ) {}

  async result(frozen: FrozenPilot, moment: Moment, { now, minimumCohort }: Circumstances): Promise<AnalysisResult> {
    const inputs = await this.observations.inputs(frozen, moment, minimumCohort);
    const findings = await this.thread.run(analysisTask(inputs));
    const endOfDay = endOf(moment.cutOffOn);
    return analysisResult(inputs, findings, {
      pilotId: frozen.pilot.id,
      asOf: now < endOfDay ? now : endOfDay,
      simulated: frozen.plan.simulated,
      inputsSha256: inputsSha256(inputs),
    });
  }
}

/** Whether it is the first analysis at its look or a later one is no input: both must come to the same. */
function inputsSha256(inputs: AnalysisInputs): string {
  return sha256(canonicalJson({ engine: ENGINE_VERSION, ...inputs, moment: { ...inputs.moment, standing: null } }));
}

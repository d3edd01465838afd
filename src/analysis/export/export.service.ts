import { Injectable, Logger } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { PilotService } from '../../pilots/pilot.service.js';
import { controlOf } from '../../pilots/plan.rules.js';
import { Refusal } from '../../platform/refusal.js';
import { zipOf } from '../../platform/zip.js';
import type { Analysis } from '../analysis.entity.js';
import { AnalysisRun } from '../analysis-run.service.js';
import { AnalysisService } from '../analysis.service.js';
import { momentAgain, Standing } from '../look.rules.js';
import { reproductionFiles } from './reproduction.rules.js';

/** Everything it takes to compute the headline of an analysis again elsewhere, as a zip archive. */
@Injectable()
export class ExportService {
  private readonly logger = new Logger(ExportService.name);

  constructor(
    private readonly analyses: AnalysisService,
    private readonly pilots: PilotService,
    private readonly run: AnalysisRun,
  ) {}

  /**
   * The unit table is measured again, for an analysis keeps the hash of what went in and not the rows: the archive says
   * whether they are still the same. Refuses with NOT_FOUND, COHORT_TOO_SMALL and, while only monitoring, WRONG_STATE.
   */
  async archive(analysisId: string, viewer: Viewer): Promise<Uint8Array> {
    const analysis = await this.analyses.find(analysisId, viewer);
    if (analysis.standing === Standing.MONITORING)
      throw new Refusal('WRONG_STATE', 'What is only watched between looks is no result, and is not exported.', [
        'Analyse the pilot at a registered look first.',
      ]);
    const frozen = await this.pilots.frozen(null, analysis.pilotId, viewer.workspaceId);
    const official = await this.analyses.official(null, frozen.pilot);
    const looks = await this.pilots.looks(null, frozen);
    const moment = momentAgain(analysis, { looks, official: official.map(({ look }) => look) });
    const { inputs, inputsSha256 } = await this.run.observed(frozen, moment, viewer.workspace.minimumCohort);
    this.logger.log(`The unit table of analysis ${analysis.id} was read by user ${viewer.userId}.`);
    const { primary, look } = analysis.result;
    return zipOf(
      reproductionFiles({
        title: frozen.plan.name,
        origin: originOf(analysis, inputsSha256),
        rows: inputs.metrics[0].switches?.rows ?? inputs.metrics[0].rows,
        control: controlOf(frozen.plan.arms)?.key ?? '',
        level: look.level,
        comparisons: [primary.comparison, ...primary.otherArms],
        plan: frozen.plan,
        result: analysis.result,
      }),
    );
  }
}

function originOf(
  { id, cutOffOn, engine, planHash, inputsSha256, simulated, result }: Analysis,
  now: string,
): string[] {
  const { primary, look } = result;
  return [
    `Analysis ${id} of ${primary.name} at look ${String(look.number)} of ${String(look.of)}, facts up to ${cutOffOn}, by ${engine}.`,
    `Plan ${planHash}${simulated ? '. Its workspace lives in simulated time' : ''}.`,
    now === inputsSha256
      ? `The unit table is what the analysis saw (SHA-256 of all that went in: ${now}).`
      : `Facts or settings have changed since: what went in then had the SHA-256 ${inputsSha256}, the unit table is of today (${now}). The numbers may differ.`,
    'Money is in minor units. People appear by pseudonym: results are about plays, never about people.',
  ];
}

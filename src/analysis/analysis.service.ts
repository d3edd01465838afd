import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import { dayOf } from '../platform/days.js';
import { mayEnter, Role } from '../access/access.rules.js';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { type FrozenPilot, PilotService } from '../pilots/pilot.service.js';
import { newId } from '../platform/new-id.js';
import { type Page, pageOf } from '../platform/paging.js';
import { notFound, Refusal } from '../platform/refusal.js';
import { Transactions } from '../platform/transactions.js';
import type { AnalysesArgs, AnalysePilotInput } from './analysis.input.js';
import { Analysis } from './analysis.entity.js';
import type { AnalysisResult } from './result/analysis-result.js';
import { AnalysisRun } from './analysis-run.service.js';
import { analysisObstacles } from './analysis.rules.js';
import { type Moment, momentOf, settledAt, Standing } from './look.rules.js';
import { Result } from './flat-results/result.entity.js';
import { resultRows } from './flat-results/result-row.rules.js';

/** What readers other than analysts may see: nothing between looks. */
const AFTER_A_LOOK: readonly Standing[] = [Standing.OFFICIAL, Standing.REANALYSIS];

@Injectable()
export class AnalysisService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
    private readonly pilots: PilotService,
    private readonly run: AnalysisRun,
  ) {}

  /**
   * Analyses a pilot at a registered look, or as of today. Refuses with NOT_FOUND, WRONG_STATE, LOOK_NOT_DUE,
   * NOT_ALLOWED (monitoring is for analysts) and COHORT_TOO_SMALL.
   */
  async analyse({ pilotId, look = null }: AnalysePilotInput, viewer: Viewer): Promise<Analysis> {
    const frozen = await this.pilots.frozen(null, pilotId, viewer.workspaceId);
    const obstacles = analysisObstacles(frozen.pilot.state);
    if (obstacles.length > 0) throw new Refusal('WRONG_STATE', 'There is nothing to analyse.', obstacles);
    const now = await this.workspaces.nowIn(viewer.workspaceId);
    const moment = await this.moment(frozen, look, dayOf(now));
    if (moment.standing === Standing.MONITORING && !maySeeMonitoring(viewer))
      throw new Refusal(
        'NOT_ALLOWED',
        `Between looks only an analyst may watch: the next look is on ${moment.look.on}.`,
      );
    const { minimumCohort } = viewer.workspace;
    const result = await this.run.result(frozen, moment, { now, minimumCohort });
    if (smallestCohort(result) < minimumCohort) throw cohortTooSmall(minimumCohort);
    return this.transactions.run(async (manager) => {
      if (moment.standing === Standing.OFFICIAL) await this.stillFirst(manager, frozen, moment);
      return keep(manager, { result, frozen, moment }, { viewer, now });
    });
  }

  /** One analysis, as far as the viewer may see it. Refuses with NOT_FOUND and COHORT_TOO_SMALL. */
  async find(id: string, viewer: Viewer): Promise<Analysis> {
    const { workspaceId, workspace } = viewer;
    const analysis = await this.database.getRepository(Analysis).findOneBy({ id, workspaceId });
    if (!analysis || (!AFTER_A_LOOK.includes(analysis.standing) && !maySeeMonitoring(viewer)))
      throw notFound('analysis');
    if (analysis.smallestCohort < workspace.minimumCohort) throw cohortTooSmall(workspace.minimumCohort);
    return analysis;
  }

  list({ pilotId, standing, verdict, ...page }: AnalysesArgs, viewer: Viewer): Promise<Page<Analysis>> {
    const { workspaceId, workspace } = viewer;
    const query = this.database
      .getRepository(Analysis)
      .createQueryBuilder('analysis')
      .where({ workspaceId })
      .andWhere('analysis.smallestCohort >= :minimum', { minimum: workspace.minimumCohort });
    if (!maySeeMonitoring(viewer)) query.andWhere({ standing: In([...AFTER_A_LOOK]) });
    if (pilotId != null) query.andWhere({ pilotId });
    if (standing != null) query.andWhere({ standing });
    if (verdict != null) query.andWhere({ verdict });
    return pageOf(query, page);
  }

  /** The official analyses of a pilot, by the day of their looks. */
  official(manager: EntityManager | null, { id, workspaceId }: FrozenPilot['pilot']): Promise<Analysis[]> {
    return (manager ?? this.database.manager).find(Analysis, {
      where: { pilotId: id, workspaceId, standing: Standing.OFFICIAL },
      order: { cutOffOn: 'ASC' },
    });
  }

  /** The level of an official analysis counts on the looks held before it, so that no other may be held meanwhile. Refuses with CONFLICT. */
  private async stillFirst(
    manager: EntityManager,
    { pilot }: FrozenPilot,
    { look, heldBefore }: Moment,
  ): Promise<void> {
    await this.workspaces.takeTurn(manager, pilot.workspaceId);
    const others = (await this.official(manager, pilot)).filter((one) => one.look !== look.number);
    if (others.map(({ cutOffOn }) => cutOffOn).join() !== heldBefore.join())
      throw new Refusal('CONFLICT', 'Another look was held meanwhile.', ['Ask again: the levels count on it.']);
  }

  private async moment(frozen: FrozenPilot, asked: number | null, today: string): Promise<Moment> {
    const { pilot, plan } = frozen;
    const official = await this.official(null, pilot);
    const answer = momentOf({
      measuredFrom: plan.windows.measurement.from,
      looks: await this.pilots.looks(null, frozen),
      asked,
      today,
      official: official.map(({ look }) => look),
      settledAt: settledAt(official),
    });
    if ('refused' in answer) throw new Refusal(answer.refused, 'The pilot cannot be analysed so.', [answer.reason]);
    return answer;
  }
}

interface Made {
  readonly result: AnalysisResult;
  readonly frozen: FrozenPilot;
  readonly moment: Moment;
}

/** Whoever is first at a look makes the official one; the database lets only one through. */
async function keep(
  manager: EntityManager,
  made: Made,
  { viewer, now }: { viewer: Viewer; now: string },
): Promise<Analysis> {
  let analysis = analysisOf(made, { viewer, now });
  await manager.createQueryBuilder().insert().into(Analysis).values(analysis).orIgnore().updateEntity(false).execute();
  if (!(await manager.existsBy(Analysis, { id: analysis.id }))) {
    const { result, moment } = made;
    const again = { ...result, look: { ...result.look, standing: Standing.REANALYSIS } };
    analysis = analysisOf(
      { ...made, result: again, moment: { ...moment, standing: Standing.REANALYSIS } },
      { viewer, now },
    );
    await manager.insert(Analysis, analysis);
  }
  const { id, workspaceId, verdict, cutOffOn, smallestCohort: smallest, result } = analysis;
  if (verdict !== null)
    await manager.insert(
      Result,
      resultRows(result, verdict, { plan: made.frozen.plan, cutOffOn }).map((row) => ({
        ...row,
        id: newId(),
        workspaceId,
        analysisId: id,
        smallestCohort: smallest,
      })),
    );
  return analysis;
}

function analysisOf({ result, moment }: Made, { viewer, now }: { viewer: Viewer; now: string }): Analysis {
  const { pilotId, verdict, simulated, planHash, inputsSha256, engine, look } = result;
  const { standing, cutOffOn } = moment;
  return {
    id: newId(),
    workspaceId: viewer.workspaceId,
    pilotId,
    look: look.number,
    standing,
    officialKey: standing === Standing.OFFICIAL ? `${pilotId} ${String(look.number)}` : null,
    verdict,
    cutOffOn,
    simulated,
    planHash,
    inputsSha256,
    engine,
    smallestCohort: smallestCohort(result),
    result,
    madeById: viewer.userId,
    madeAt: now,
  };
}

function smallestCohort({ primary }: AnalysisResult): number {
  return Math.min(...primary.arms.map(({ people }) => people));
}

function maySeeMonitoring({ role }: Viewer): boolean {
  return mayEnter(role, [Role.ANALYST]);
}

function cohortTooSmall(minimum: number): Refusal {
  return new Refusal('COHORT_TOO_SMALL', `An arm has fewer than ${String(minimum)} salespeople with an outcome.`, [
    'Results are about plays, never about people: smaller groups are not shown in this workspace.',
  ]);
}

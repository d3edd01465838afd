import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In, Not } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { WorkspaceService } from '../../access/workspace.service.js';
import { type FrozenPilot, PilotService } from '../../pilots/pilot.service.js';
import { newId } from '../../platform/new-id.js';
import { type Page, pageOf } from '../../platform/paging.js';
import { notFound, Refusal } from '../../platform/refusal.js';
import { Transactions } from '../../platform/transactions.js';
import type { DecidePilotInput, DecisionsArgs } from '../analysis.input.js';
import { AnalysisService } from '../analysis.service.js';
import { Decision } from './decision.entity.js';
import { DecisionState, decisionObstacles, goesAgainst } from './decision.rules.js';

@Injectable()
export class DecisionService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
    private readonly pilots: PilotService,
    private readonly analyses: AnalysisService,
  ) {}

  /**
   * Decides about a completed pilot on its official result. What goes against the verdict waits for a second person.
   * Refuses with NOT_FOUND, WRONG_STATE, INVALID_INPUT (not an option of the plan) and CONFLICT.
   */
  async decide({ pilotId, kind, reason }: DecidePilotInput, viewer: Viewer): Promise<Decision> {
    return this.transactions.run(async (manager) => {
      // Two who decide at once must see each other's decision: only one may wait or stand.
      const at = await this.workspaces.takeTurn(manager, viewer.workspaceId);
      const frozen = await this.pilots.frozen(manager, pilotId, viewer.workspaceId);
      const { options } = frozen.plan.decision;
      if (!options.includes(kind))
        throw new Refusal('INVALID_INPUT', `${kind} is not among what was agreed.`, [
          `kind: choose ${options.join(' or ')}.`,
        ]);
      const { id: analysisId, verdict } = await this.basis(manager, frozen);
      const waits = goesAgainst(verdict, kind);
      await manager.update(Decision, { pilotId, state: DecisionState.WAITING }, { state: DecisionState.REPLACED });
      const decision = manager.create(Decision, {
        id: newId(),
        workspaceId: viewer.workspaceId,
        pilotId,
        analysisId,
        kind,
        reason,
        state: waits ? DecisionState.WAITING : DecisionState.MADE,
        madeKey: waits ? null : pilotId,
        byId: viewer.userId,
        at,
        confirmedById: null,
        confirmedAt: null,
      });
      if (!waits) await this.pilots.decided(manager, frozen.pilot);
      await manager.insert(Decision, decision);
      return decision;
    });
  }

  /** A second person confirms what goes against the verdict. Refuses with SECOND_PERSON_NEEDED, WRONG_STATE and CONFLICT. */
  async confirm(decisionId: string, viewer: Viewer): Promise<Decision> {
    const { workspaceId, userId } = viewer;
    return this.transactions.run(async (manager) => {
      const confirmedAt = await this.workspaces.takeTurn(manager, workspaceId);
      const decision = await manager.findOneBy(Decision, { id: decisionId, workspaceId });
      if (!decision) throw notFound('decision');
      if (decision.state !== DecisionState.WAITING)
        throw new Refusal('WRONG_STATE', `The decision is ${decision.state}: it does not wait for anybody.`);
      if (decision.byId === userId)
        throw new Refusal('SECOND_PERSON_NEEDED', 'This decision goes against the verdict.', [
          'Whoever made it cannot confirm it: ask another manager.',
        ]);
      const { pilot } = await this.pilots.frozen(manager, decision.pilotId, workspaceId);
      await this.pilots.decided(manager, pilot);
      const confirmed = {
        state: DecisionState.MADE,
        madeKey: decision.pilotId,
        confirmedById: userId,
        confirmedAt,
      };
      await manager.update(Decision, { id: decisionId }, confirmed);
      return { ...decision, ...confirmed };
    });
  }

  list({ pilotId, ...page }: DecisionsArgs, { workspaceId }: Viewer): Promise<Page<Decision>> {
    const query = this.database.getRepository(Decision).createQueryBuilder('decision').where({ workspaceId });
    if (pilotId != null) query.andWhere({ pilotId });
    return pageOf(query, page);
  }

  /** The decision that stands or waits, for whoever tells about the pilot. */
  ofPilot(pilotId: string, workspaceId: string): Promise<Decision | null> {
    return this.database.getRepository(Decision).findOne({
      where: { pilotId, workspaceId, state: Not(In([DecisionState.REPLACED])) },
      relations: { by: true },
    });
  }

  /** The official analysis a decision rests on: that of the last look, or of the one that settled it before. */
  private async basis(manager: EntityManager, { pilot, plan }: FrozenPilot) {
    const official = await this.analyses.official(manager, pilot);
    const obstacles = decisionObstacles(pilot.state, official, plan.looks.length);
    const latest = official.at(-1);
    const verdict = latest?.verdict;
    if (obstacles.length > 0 || !latest || !verdict)
      throw new Refusal('WRONG_STATE', 'The pilot cannot be decided yet.', obstacles);
    return { id: latest.id, verdict };
  }
}

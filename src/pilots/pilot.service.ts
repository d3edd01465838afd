import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, IsNull, Not } from 'typeorm';
import { mayEnter, Role } from '../access/access.rules.js';
import { User } from '../access/user.entity.js';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { newId } from '../platform/new-id.js';
import { type Page, pageOf } from '../platform/paging.js';
import { notFound, Refusal } from '../platform/refusal.js';
import { Transactions } from '../platform/transactions.js';
import { PlayService } from '../plays/play.service.js';
import { allLooks } from './look-calendar.rules.js';
import { PilotAmendment } from './pilot-amendment.entity.js';
import { Pilot } from './pilot.entity.js';
import type { DraftPilotInput, PilotsArgs, ReviseDraftInput } from './pilot.input.js';
import { moveObstacles, PilotState } from './pilot.rules.js';
import { type PilotPlan, planHash, type PlannedLook } from './plan.rules.js';

export interface FrozenPilot {
  readonly pilot: Pilot;
  readonly plan: PilotPlan;
}

type PilotChange = Partial<Omit<Pilot, 'id' | 'workspaceId' | 'version'>>;

@Injectable()
export class PilotService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
    private readonly plays: PlayService,
  ) {}

  list({ state, kind, playId, metric, ...page }: PilotsArgs, { workspaceId }: Viewer): Promise<Page<Pilot>> {
    const query = this.database.getRepository(Pilot).createQueryBuilder('pilot').where({ workspaceId });
    if (state != null) query.andWhere({ state });
    if (kind != null) query.andWhere({ kind });
    if (metric != null) query.andWhere({ primaryMetric: metric });
    if (playId != null)
      query.innerJoin('pilot.testedVersion', 'tested').andWhere('tested.playId = :playId', { playId });
    return pageOf(query, page);
  }

  /** The looks of a registered pilot, those added since among them, by day. */
  async looks(manager: EntityManager | null, { pilot, plan }: FrozenPilot): Promise<PlannedLook[]> {
    const { id: pilotId, workspaceId } = pilot;
    const amendments = await (manager ?? this.database.manager).find(PilotAmendment, {
      where: { pilotId, workspaceId, lookOn: Not(IsNull()) },
      order: { id: 'ASC' },
    });
    return allLooks(
      plan.looks,
      amendments.flatMap(({ lookOn }) => lookOn ?? []),
    );
  }

  find(id: string, { workspaceId }: Pick<Viewer, 'workspaceId'>): Promise<Pilot> {
    return this.findWith(this.database.manager, id, workspaceId);
  }

  /**
   * A pilot with its frozen plan. Refuses with NOT_FOUND, and with WRONG_STATE where nothing is frozen yet. A plan that
   * no longer has its hash was changed behind our back: nothing may be computed from it.
   */
  async frozen(manager: EntityManager | null, id: string, workspaceId: string): Promise<FrozenPilot> {
    const pilot = await this.findWith(manager ?? this.database.manager, id, workspaceId);
    const { plan } = pilot;
    if (!plan) throw new Refusal('WRONG_STATE', 'The pilot has no plan yet.', ['Register it first.']);
    if (planHash(plan) !== pilot.planHash)
      throw new Error(`The plan of pilot ${id} does not have its registered hash.`);
    return { pilot, plan };
  }

  async draft(input: DraftPilotInput, viewer: Viewer): Promise<Pilot> {
    const createdAt = await this.workspaces.nowIn(viewer.workspaceId);
    return this.transactions.run(async (manager) => {
      const pilot = manager.create(Pilot, {
        id: newId(),
        workspaceId: viewer.workspaceId,
        state: PilotState.DRAFT,
        ...(await this.drafted(manager, input, viewer)),
        plan: null,
        planHash: null,
        createdAt,
        registeredAt: null,
        registeredById: null,
        startedAt: null,
        completedAt: null,
        decidedAt: null,
        cancelledAt: null,
        cancelledById: null,
        cancelReason: null,
        version: 1,
      });
      await manager.insert(Pilot, pilot);
      return pilot;
    });
  }

  /** Refuses with PILOT_FROZEN once the pilot is registered, and with CONFLICT. */
  async reviseDraft({ pilotId, version, ...input }: ReviseDraftInput, viewer: Viewer): Promise<Pilot> {
    return this.transactions.run(async (manager) => {
      const pilot = await this.findWith(manager, pilotId, viewer.workspaceId);
      if (pilot.state !== PilotState.DRAFT)
        throw new Refusal('PILOT_FROZEN', `The pilot is ${pilot.state}: its plan can no longer change.`, [
          'Record with amendPilot what goes otherwise, or cancel it and plan a new one.',
        ]);
      return this.change(manager, { ...pilot, version }, await this.drafted(manager, input, viewer));
    });
  }

  /** COMPLETED to DECIDED. Refuses with WRONG_STATE and CONFLICT. */
  async decided(manager: EntityManager, pilot: Pilot): Promise<Pilot> {
    const decidedAt = await this.workspaces.nowIn(pilot.workspaceId);
    return this.move(manager, pilot, { to: PilotState.DECIDED, decidedAt });
  }

  /** Moves a pilot to another state. Refuses with WRONG_STATE, and with CONFLICT where it was changed since it was read. */
  async move(
    manager: EntityManager,
    pilot: Pilot,
    { to, ...change }: PilotChange & { readonly to: PilotState },
  ): Promise<Pilot> {
    const obstacles = moveObstacles(pilot.state, to);
    if (obstacles.length > 0) throw new Refusal('WRONG_STATE', 'The pilot cannot take this step.', obstacles);
    return this.change(manager, pilot, { ...change, state: to });
  }

  private async change(manager: EntityManager, pilot: Pilot, change: PilotChange): Promise<Pilot> {
    const { id, version, state } = pilot;
    // Counted up in the database: the version comes from a client, and one more may be too large to be sent there.
    const raised = { ...change, version: () => 'version + 1' };
    const { affected } = await manager.update(Pilot, { id, version, state }, raised);
    if (affected !== 1)
      throw new Refusal('CONFLICT', 'Somebody has changed the pilot in the meantime.', ['Read it again, then repeat.']);
    return { ...pilot, ...change, version: version + 1 };
  }

  async findWith(manager: EntityManager, id: string, workspaceId: string): Promise<Pilot> {
    const pilot = await manager.findOneBy(Pilot, { id, workspaceId });
    if (!pilot) throw notFound('pilot');
    return pilot;
  }

  private async drafted(
    manager: EntityManager,
    input: DraftPilotInput,
    viewer: Viewer,
  ): Promise<Pick<Pilot, 'name' | 'kind' | 'playVersionId' | 'ownerId' | 'draft' | 'primaryMetric'>> {
    const { workspaceId } = viewer;
    await this.plays.version(manager, input.playVersionId, workspaceId);
    const owner = await manager.findOneBy(User, { id: input.ownerId ?? viewer.userId, workspaceId });
    if (!owner) throw notFound('user');
    return {
      name: input.name,
      kind: input.kind,
      playVersionId: input.playVersionId,
      ownerId: owner.id,
      draft: input.draft,
      primaryMetric: input.draft.primary?.metric ?? null,
    };
  }
}

/** Who may be named as the one who decides. */
export function mayDecide(role: Role): boolean {
  return mayEnter(role, [Role.MANAGER]);
}

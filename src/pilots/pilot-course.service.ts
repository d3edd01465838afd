import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { dayOf } from '../platform/days.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { Transactions } from '../platform/transactions.js';
import { addedLookObstacles, completionObstacles, recordObstacles, startObstacles } from './course.rules.js';
import { LookReview } from './look-review.entity.js';
import { PilotAmendment } from './pilot-amendment.entity.js';
import type { Pilot } from './pilot.entity.js';
import type { AmendPilotInput, CancelPilotInput, ReviewLookInput, SeenPilotInput } from './pilot.input.js';
import { PilotState } from './pilot.rules.js';
import { type FrozenPilot, PilotService } from './pilot.service.js';

/** What happens to a pilot after its registration: it runs, is reviewed and amended, and ends. */
@Injectable()
export class PilotCourse {
  constructor(
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
    private readonly pilots: PilotService,
  ) {}

  /** REGISTERED to RUNNING, from the first day of ramp or measurement on. Refuses with WRONG_STATE and CONFLICT. */
  async start(input: SeenPilotInput, viewer: Viewer): Promise<Pilot> {
    return this.step(input, viewer, ({ plan }, at) => ({
      obstacles: startObstacles(plan, dayOf(at)),
      change: { to: PilotState.RUNNING, startedAt: at },
    }));
  }

  /** RUNNING to COMPLETED, from the day of the last look on. Refuses with WRONG_STATE and CONFLICT. */
  async complete(input: SeenPilotInput, viewer: Viewer): Promise<Pilot> {
    return this.step(input, viewer, ({ plan }, at) => ({
      obstacles: completionObstacles(plan, dayOf(at)),
      change: { to: PilotState.COMPLETED, completedAt: at },
    }));
  }

  /** Gives a pilot up, from any state before DECIDED. Refuses with WRONG_STATE and CONFLICT. */
  async cancel({ pilotId, version, reason }: CancelPilotInput, viewer: Viewer): Promise<Pilot> {
    const cancelledAt = await this.workspaces.nowIn(viewer.workspaceId);
    return this.transactions.run(async (manager) => {
      const pilot = await this.pilots.findWith(manager, pilotId, viewer.workspaceId);
      return this.pilots.move(
        manager,
        { ...pilot, version },
        { to: PilotState.CANCELLED, cancelledAt, cancelledById: viewer.userId, cancelReason: reason },
      );
    });
  }

  /** Records a change of circumstances, which may add a look; the plan stays as it is. Refuses with WRONG_STATE and INVALID_INPUT. */
  async amend({ pilotId, what, why, lookOn = null }: AmendPilotInput, viewer: Viewer): Promise<PilotAmendment> {
    return this.transactions.run(async (manager) => {
      // Two looks added at once must see each other.
      const at = await this.workspaces.takeTurn(manager, viewer.workspaceId);
      const frozen = await this.recordable(manager, pilotId, viewer);
      if (lookOn !== null) await this.addable(manager, frozen, { on: lookOn, today: dayOf(at) });
      const amendment = manager.create(PilotAmendment, { ...record(pilotId, viewer, at), what, why, lookOn });
      await manager.insert(PilotAmendment, amendment);
      return amendment;
    });
  }

  /** One review for each look, from its day on, never rewritten. Refuses with LOOK_NOT_DUE and ALREADY_EXISTS. */
  async review({ pilotId, look, saw, change }: ReviewLookInput, viewer: Viewer): Promise<LookReview> {
    const at = await this.workspaces.nowIn(viewer.workspaceId);
    return this.transactions.run(async (manager) => {
      const looks = await this.pilots.looks(manager, await this.recordable(manager, pilotId, viewer));
      const registered = looks.find(({ number }) => number === look);
      if (!registered)
        throw new Refusal('INVALID_INPUT', `There is no look ${String(look)}.`, [
          `There are looks 1 to ${String(looks.length)}.`,
        ]);
      if (dayOf(at) < registered.on)
        throw new Refusal('LOOK_NOT_DUE', `Look ${String(look)} is on ${registered.on}; today is ${dayOf(at)}.`);
      const review = manager.create(LookReview, { ...record(pilotId, viewer, at), look, saw, change });
      // A review written in the same moment leaves no row instead of a fault of the database.
      await manager
        .createQueryBuilder()
        .insert()
        .into(LookReview)
        .values(review)
        .orIgnore()
        .updateEntity(false)
        .execute();
      if (!(await manager.existsBy(LookReview, { id: review.id })))
        throw new Refusal('ALREADY_EXISTS', `Look ${String(look)} has been reviewed already.`, [
          'A review is not rewritten: record with amendPilot what has changed since.',
        ]);
      return review;
    });
  }

  private async addable(
    manager: EntityManager,
    frozen: FrozenPilot,
    asked: { readonly on: string; readonly today: string },
  ): Promise<void> {
    const { pilot, plan } = frozen;
    const looks = await this.pilots.looks(manager, frozen);
    const obstacles = addedLookObstacles({ state: pilot.state, windows: plan.windows, looks }, asked);
    if (obstacles.length > 0) throw new Refusal('INVALID_INPUT', 'No look can be added on that day.', obstacles);
  }

  private async step(
    { pilotId, version }: SeenPilotInput,
    viewer: Viewer,
    ask: (frozen: FrozenPilot, at: string) => { obstacles: string[]; change: Parameters<PilotService['move']>[2] },
  ): Promise<Pilot> {
    const at = await this.workspaces.nowIn(viewer.workspaceId);
    return this.transactions.run(async (manager) => {
      const frozen = await this.pilots.frozen(manager, pilotId, viewer.workspaceId);
      const { obstacles, change } = ask(frozen, at);
      const moved = await this.pilots.move(manager, { ...frozen.pilot, version }, change);
      if (obstacles.length > 0) throw new Refusal('WRONG_STATE', 'The pilot cannot take this step yet.', obstacles);
      return moved;
    });
  }

  private async recordable(manager: EntityManager, pilotId: string, viewer: Viewer): Promise<FrozenPilot> {
    const { state } = await this.pilots.findWith(manager, pilotId, viewer.workspaceId);
    const obstacles = recordObstacles(state);
    if (obstacles.length > 0) throw new Refusal('WRONG_STATE', 'Nothing can be recorded on this pilot.', obstacles);
    return this.pilots.frozen(manager, pilotId, viewer.workspaceId);
  }
}

function record(pilotId: string, { workspaceId, userId }: Viewer, at: string) {
  return { id: newId(), workspaceId, pilotId, byId: userId, at };
}

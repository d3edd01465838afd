import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { dayOf } from '../platform/days.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { notFound, Refusal } from '../platform/refusal.js';
import { Transactions } from '../platform/transactions.js';
import type { AddUserInput, CreateWorkspaceInput } from './access.input.js';
import { clockObstacles, Role, WorkspaceKind } from './access.rules.js';
import { type NewToken, TokenService } from './token.service.js';
import { User } from './user.entity.js';
import type { Viewer } from './viewer.js';
import { Workspace } from './workspace.entity.js';

export interface NewWorkspace extends NewToken {
  readonly workspace: Workspace;
  readonly administrator: User;
}

@Injectable()
export class WorkspaceService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly tokens: TokenService,
    private readonly clock: Clock,
  ) {}

  /** What "now" is in a workspace: its own clock where it is simulated. Read afresh, since the clock moves. */
  async nowIn(workspaceId: string): Promise<string> {
    const workspace = await this.database.getRepository(Workspace).findOneBy({ id: workspaceId });
    return workspace?.simulatedNowAt ?? this.clock.now();
  }

  /** What day it is in a workspace. */
  async todayIn(workspaceId: string): Promise<string> {
    return dayOf(await this.nowIn(workspaceId));
  }

  /**
   * Lets one transaction of a workspace at a time go on, and tells what "now" is in it: until the end of that
   * transaction its clock stands still. In PostgreSQL an update that changes nothing holds the row; SQLite has one
   * writer anyway.
   */
  async takeTurn(manager: EntityManager, workspaceId: string): Promise<string> {
    await manager.update(Workspace, { id: workspaceId }, { id: workspaceId });
    const { simulatedNowAt } = await manager.findOneByOrFail(Workspace, { id: workspaceId });
    return simulatedNowAt ?? this.clock.now();
  }

  async create(input: CreateWorkspaceInput, viewer: Viewer): Promise<NewWorkspace> {
    if (!viewer.mayCreateWorkspaces)
      throw new Refusal('NOT_ALLOWED', 'Only an administrator of the installation may create workspaces.');
    return this.transactions.run((manager) => this.createWith(manager, input));
  }

  /** Used by the first start, where there is no viewer yet; the sample has an id by which it is known again. */
  async createWith(
    manager: EntityManager,
    input: CreateWorkspaceInput,
    first: { id?: string; secret?: string; mayCreateWorkspaces?: boolean } = {},
  ): Promise<NewWorkspace> {
    const simulated = input.kind === WorkspaceKind.SIMULATED;
    if (simulated !== (input.simulatedNowAt != null))
      throw new Refusal(
        'INVALID_INPUT',
        simulated ? 'A simulated workspace needs simulatedNowAt.' : 'A real workspace cannot have a simulatedNowAt.',
      );
    const workspace = manager.create(Workspace, {
      id: first.id ?? newId(),
      name: input.name,
      kind: input.kind,
      simulatedNowAt: input.simulatedNowAt ? new Date(input.simulatedNowAt).toISOString() : null,
      minimumCohort: input.minimumCohort,
      currency: input.currency,
      createdAt: this.clock.now(),
    });
    await manager.insert(Workspace, workspace);
    const administrator = manager.create(User, {
      id: newId(),
      workspaceId: workspace.id,
      name: input.administratorName,
      role: Role.ADMIN,
      mayCreateWorkspaces: first.mayCreateWorkspaces ?? false,
      createdAt: this.clock.now(),
    });
    await manager.insert(User, administrator);
    const secret = first.secret === undefined ? {} : { secret: first.secret };
    const { token, secret: shown } = await this.tokens.create(manager, administrator.id, { name: 'First', ...secret });
    return { workspace, administrator, token, secret: shown };
  }

  async addUser(input: AddUserInput, viewer: Viewer): Promise<User> {
    return this.transactions.run(async (manager) => {
      const user = manager.create(User, {
        id: newId(),
        workspaceId: viewer.workspaceId,
        name: input.name,
        role: input.role,
        mayCreateWorkspaces: false,
        createdAt: this.clock.now(),
      });
      await manager.insert(User, user);
      return user;
    });
  }

  /** Moves a simulated clock forward. Refuses backwards moves and real workspaces. */
  async advanceClock(to: string, viewer: Viewer): Promise<Workspace> {
    const wanted = new Date(to).toISOString();
    return this.transactions.run(async (manager) => {
      // Of two at once the second must see where the first has set it.
      await this.takeTurn(manager, viewer.workspaceId);
      const workspace = await manager.findOneBy(Workspace, { id: viewer.workspaceId });
      if (!workspace) throw notFound('workspace');
      const obstacles = clockObstacles(workspace.kind, workspace.simulatedNowAt, wanted);
      if (workspace.kind !== WorkspaceKind.SIMULATED)
        throw new Refusal('REAL_TIME_WORKSPACE', 'The clock cannot be set.', obstacles);
      if (obstacles.length > 0) throw new Refusal('CLOCK_MOVES_FORWARD_ONLY', 'The clock cannot be set.', obstacles);
      await manager.update(Workspace, { id: workspace.id }, { simulatedNowAt: wanted });
      return { ...workspace, simulatedNowAt: wanted };
    });
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { DEFAULT_MINIMUM_COHORT, Role, WorkspaceKind } from '../access/access.rules.js';
import { User } from '../access/user.entity.js';
import type { Viewer } from '../access/viewer.js';
import { Workspace } from '../access/workspace.entity.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { SETTINGS } from '../platform/platform.module.js';
import type { Settings } from '../platform/settings.js';
import { Transactions } from '../platform/transactions.js';
import { CALENDAR } from './sample.pilots.js';

const NAME = 'Halden Cable Systems (sample)';
/** By a name it could be mistaken for a workspace that somebody else has called so, and an unfinished sample is removed. */
const ID = '5a3b1e00-0000-7000-8000-000000000000';

/** The sample's workspace and its administrator. */
@Injectable()
export class SampleWorkspace {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
  ) {}

  administrator(): Promise<User | null> {
    // The first of them: others may have been added since.
    return this.database
      .getRepository(User)
      .findOne({ where: { role: Role.ADMIN, workspaceId: ID }, order: { id: 'ASC' } });
  }

  async create(): Promise<Viewer> {
    const { workspace, administrator } = await this.transactions.run((manager) =>
      this.workspaces.createWith(
        manager,
        {
          name: NAME,
          kind: WorkspaceKind.SIMULATED,
          simulatedNowAt: CALENDAR.registeredAt,
          currency: 'EUR',
          minimumCohort: DEFAULT_MINIMUM_COHORT,
          administratorName: 'Sample administrator',
        },
        // Somebody must be able to go on from the sample to a workspace of their own.
        { id: ID, mayCreateWorkspaces: this.settings.bootstrapToken === null },
      ),
    );
    const { id: userId, name, role, workspaceId, mayCreateWorkspaces } = administrator;
    return { userId, name, role, workspaceId, workspace, mayCreateWorkspaces };
  }

  async remove({ workspaceId }: User): Promise<void> {
    await this.transactions.run((manager) => manager.delete(Workspace, { id: workspaceId }));
  }
}

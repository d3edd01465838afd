import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { SETTINGS } from '../platform/platform.module.js';
import type { Settings } from '../platform/settings.js';
import { Transactions } from '../platform/transactions.js';
import { DEFAULT_MINIMUM_COHORT, WorkspaceKind } from './access.rules.js';
import { WorkspaceService } from './workspace.service.js';
import { Workspace } from './workspace.entity.js';

/** With a bootstrap token set, an empty database gets an empty real-time workspace and its administrator. */
@Injectable()
export class FirstStart implements OnApplicationBootstrap {
  /** Whether this start found a database without any workspace. */
  foundNothing = false;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { bootstrapToken } = this.settings;
    this.foundNothing = (await this.database.getRepository(Workspace).count()) === 0;
    if (bootstrapToken === null || !this.foundNothing) return;
    await this.transactions.run((manager) =>
      this.workspaces.createWith(
        manager,
        {
          name: 'My organisation',
          kind: WorkspaceKind.REAL,
          currency: 'EUR',
          minimumCohort: DEFAULT_MINIMUM_COHORT,
          administratorName: 'Administrator',
        },
        { secret: bootstrapToken, mayCreateWorkspaces: true },
      ),
    );
  }
}

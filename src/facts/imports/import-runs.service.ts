import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager, In } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { writeRows } from '../../platform/bulk-rows.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { Transactions } from '../../platform/transactions.js';
import { ImportLists } from './import-lists.service.js';
import { RememberedMapping } from './import-mapping.entity.js';
import { type ImportPlan, ImportPlanner, mappingAsRead } from './import-plan.service.js';
import { ImportProgress } from './import-progress.js';
import { ImportRejection } from './import-rejection.entity.js';
import { ImportRun, type RunListener, type RunResult } from './import-run.js';
import { Import } from './import.entity.js';
import type { ImportPreview } from './import-preview.js';
import { ImportState, type PartialMapping } from './import.rules.js';
import type { UnknownValue } from './import-target.js';
import { shownMapping } from './mapping.rules.js';
import type { RejectedRow } from './rejection.rules.js';

const SHOWN_REJECTIONS = 50;

export interface RunRequest {
  readonly importId: string;
  readonly mapping?: PartialMapping | null;
}

interface Pass {
  readonly one: Import;
  readonly plan: ImportPlan;
  readonly viewer: Viewer;
  readonly dryRun: boolean;
  readonly rejected: RunListener['rejected'];
}

/** Runs files: to see what would happen, and to make it happen, all of it or nothing. */
@Injectable()
export class ImportRuns {
  private readonly logger = new Logger(ImportRuns.name);
  /** One file is taken over at a time, so that two about the same rows cannot get in each other's way. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly planner: ImportPlanner,
    private readonly lists: ImportLists,
    private readonly progress: ImportProgress,
    private readonly transactions: Transactions,
    @InjectDataSource() private readonly database: DataSource,
  ) {}

  /** What committing would do. Reads only. */
  async preview({ importId, mapping }: RunRequest, viewer: Viewer): Promise<ImportPreview> {
    const one = await this.lists.find(importId, viewer);
    if (!isWaiting(one)) throw notReady(one);
    const plan = await this.plan(one, mapping ?? {});
    const rejections: RejectedRow[] = [];
    const counts = new Map<string, number>();
    const rejected = (rows: readonly RejectedRow[]): Promise<void> => {
      rejections.push(...rows.slice(0, SHOWN_REJECTIONS - rejections.length));
      for (const { code } of rows) counts.set(code, (counts.get(code) ?? 0) + 1);
      return Promise.resolve();
    };
    const result = await this.pass(this.database.manager, { one, plan, viewer, dryRun: true, rejected });
    return {
      ...result,
      mapping: shownMapping(mappingAsRead(plan), viewer.role),
      rejections,
      rejectionCounts: [...counts].map(([code, count]) => ({ code, count })),
      sample: result.sample.map(({ line, cells }) => ({
        line,
        cells: Object.entries(cells).map(([field, value]) => ({ field, value })),
      })),
    };
  }

  /** Takes a file over at an instant of the workspace. Whatever goes wrong, nothing of it is kept. */
  async commit({ importId, mapping }: RunRequest, viewer: Viewer, at: string): Promise<Import> {
    const one = await this.lists.find(importId, viewer);
    await this.begin(one);
    try {
      const turn = this.last.then(async () => {
        const plan = await this.plan(one, mapping ?? {});
        return this.transactions.run((manager) => this.takeOver(manager, { one, plan, viewer }, at));
      });
      this.last = turn.catch(() => undefined);
      return await turn;
    } catch (fault) {
      await this.giveUp(one, fault);
      throw fault;
    } finally {
      this.progress.end(one.id);
    }
  }

  private async begin(one: Import): Promise<void> {
    const { affected } = await this.transactions.run((manager) =>
      manager.update(
        Import,
        { id: one.id, state: In([ImportState.UPLOADED, ImportState.FAILED]) },
        { state: ImportState.RUNNING, failure: null },
      ),
    );
    if (affected !== 1) throw notReady(one);
  }

  /** After a refusal the file waits for a better mapping; after a fault of ours it says that it failed. */
  private async giveUp({ id, fileName }: Import, fault: unknown): Promise<void> {
    const refused = fault instanceof Refusal;
    if (!refused) this.logger.error(`Importing ${fileName} failed.`);
    const failure = 'Something went wrong on our side; it has been logged. Nothing of it was kept: commit it again.';
    await this.transactions.run((manager) =>
      manager.update(
        Import,
        { id, state: ImportState.RUNNING },
        refused ? { state: ImportState.UPLOADED } : { state: ImportState.FAILED, failure },
      ),
    );
  }

  private plan(one: Import, mapping: PartialMapping): Promise<ImportPlan> {
    return this.planner.plan(one, mapping, (bytesRead) => {
      this.progress.report(one.id, 1, { bytesRead, of: one.fileBytes });
    });
  }

  private async takeOver(
    manager: EntityManager,
    { one, plan, viewer }: Pick<Pass, 'one' | 'plan' | 'viewer'>,
    at: string,
  ): Promise<Import> {
    const { workspaceId, id: importId } = one;
    const rejected = (rows: readonly RejectedRow[]): Promise<void> =>
      writeRows(
        manager,
        ImportRejection,
        rows.map((row) => ({ id: newId(), workspaceId, importId, ...row })),
      );
    const result = await this.pass(manager, { one, plan, viewer, dryRun: false, rejected });
    refuseBlocked(result.unknownValues);
    await this.remember(manager, one, { mapping: plan.mapping, at });
    const { read, accepted, inserted, replaced, unchanged, blankLines, footerLines } = result;
    const done = {
      ...{ state: ImportState.COMMITTED, read, accepted, rejected: result.rejected },
      ...{ inserted, replaced, unchanged, blankLines, footerLines },
      notes: [...result.notes],
      mapping: mappingAsRead(plan),
      committedAt: at,
    };
    const { affected } = await manager.update(Import, { id: one.id, state: ImportState.RUNNING }, done);
    if (affected !== 1) throw new Error(`Import ${one.id} was no longer running when it was to be committed.`);
    return { ...one, ...done, failure: null };
  }

  private async pass(manager: EntityManager, { one, plan, viewer, dryRun, rejected }: Pass): Promise<RunResult> {
    const reader = await plan.target.open({
      manager,
      workspaceId: one.workspaceId,
      currency: viewer.workspace.currency,
      importId: one.id,
      mapping: plan.mapping,
      salesforceIds: plan.salesforceIds,
    });
    const listener: RunListener = {
      rejected,
      progress: (bytesRead) => {
        this.progress.report(one.id, 2, { bytesRead, of: one.fileBytes });
      },
    };
    return new ImportRun({ ...plan, dryRun }, reader, listener).run(manager);
  }

  private async remember(
    manager: EntityManager,
    { workspaceId, target, headerHash }: Import,
    { mapping, at }: Pick<ImportPlan, 'mapping'> & { at: string },
  ): Promise<void> {
    const row = { id: newId(), workspaceId, target, headerHash, mapping, rememberedAt: at };
    await writeRows(manager, RememberedMapping, [row], ['workspaceId', 'target', 'headerHash']);
  }
}

function isWaiting({ state }: Import): boolean {
  return state === ImportState.UPLOADED || state === ImportState.FAILED;
}

function notReady({ state }: Import): Refusal {
  return new Refusal('IMPORT_NOT_READY', `This import is ${state}.`, [
    state === ImportState.RUNNING
      ? 'Wait until it is through.'
      : 'Its file has been removed: upload the file again, the same rows twice change nothing.',
  ]);
}

function refuseBlocked(unknown: readonly UnknownValue[]): void {
  const blocking = unknown.filter(({ blocks }) => blocks);
  if (blocking.length === 0) return;
  throw new Refusal(
    'UNKNOWN_STAGE',
    'Nothing was imported: some stages are not mapped.',
    blocking.map(
      ({ text, count, line }) =>
        `"${text}" stands on ${count} ${count === 1 ? 'row' : 'rows'}, first on line ${line}: map it to OPEN, WON, LOST or EXCLUDED.`,
    ),
  );
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type FindOptionsWhere, In } from 'typeorm';
import { mayEnter } from '../../access/access.rules.js';
import type { Viewer } from '../../access/viewer.js';
import { csvLine } from '../../platform/csv-cell.js';
import { type Page, pageOf } from '../../platform/paging.js';
import { notFound, Refusal } from '../../platform/refusal.js';
import { maySeeNames } from '../../roster/roster.rules.js';
import { ImportRejection } from './import-rejection.entity.js';
import { Import } from './import.entity.js';
import type { ImportFilter, RejectionFilter } from './import.input.js';
import { ImportState } from './import.rules.js';
import { type ImportTarget, ImportTargets } from './import-target.js';

const ROWS_AT_ONCE = 1_000;

/**
 * What has been imported. Everybody sees only what she or he may import, and files are full of names: whoever may not
 * see names sees only those that she or he brought.
 */
@Injectable()
export class ImportLists {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly targets: ImportTargets,
  ) {}

  /** A target that the viewer may import. */
  target(name: string, { role }: Viewer): ImportTarget {
    const target = this.targets.named(name);
    if (!mayEnter(role, target.allowed))
      throw new Refusal('NOT_ALLOWED', `Importing ${target.name} is not open to the role ${role}.`);
    return target;
  }

  async find(id: string, viewer: Viewer): Promise<Import> {
    const found = await this.database.getRepository(Import).findOneBy({ id, ...this.seenBy(viewer) });
    if (!found) throw notFound('import');
    return found;
  }

  /** How much of the disk is taken by files of a workspace that are neither committed nor given up. */
  async waitingBytes(workspaceId: string): Promise<number> {
    const state = In([ImportState.UPLOADED, ImportState.RUNNING, ImportState.FAILED]);
    return (await this.database.getRepository(Import).sum('fileBytes', { workspaceId, state })) ?? 0;
  }

  imports({ target, state, ...page }: ImportFilter, viewer: Viewer): Promise<Page<Import>> {
    const query = this.database.getRepository(Import).createQueryBuilder('import').where(this.seenBy(viewer));
    if (target != null) query.andWhere({ target });
    if (state != null) query.andWhere({ state });
    return pageOf(query, page);
  }

  async rejections({ importId, code, ...page }: RejectionFilter, viewer: Viewer): Promise<Page<ImportRejection>> {
    await this.find(importId, viewer);
    const query = this.database.getRepository(ImportRejection).createQueryBuilder('rejection').where({ importId });
    if (code != null) query.andWhere({ code });
    return pageOf(query, page);
  }

  /** All rejections as CSV, piece by piece, in the order of the file. */
  async *rejectionsCsv(importId: string): AsyncGenerator<string> {
    yield csvLine(['line', 'column', 'cell', 'code', 'message']);
    let after = '';
    for (;;) {
      const rows = await this.database
        .getRepository(ImportRejection)
        .createQueryBuilder('rejection')
        .where({ importId })
        .andWhere('rejection.id > :after', { after })
        .orderBy('rejection.id')
        .take(ROWS_AT_ONCE)
        .getMany();
      yield rows.map(({ line, column, cell, code, message }) => csvLine([line, column, cell, code, message])).join('');
      const last = rows.at(-1);
      if (!last || rows.length < ROWS_AT_ONCE) return;
      after = last.id;
    }
  }

  private seenBy({ role, userId, workspaceId }: Viewer): FindOptionsWhere<Import> {
    const open = this.targets.all().filter(({ allowed }) => mayEnter(role, allowed));
    const target = In(open.map(({ name }) => name));
    return maySeeNames(role) ? { workspaceId, target } : { workspaceId, target, uploadedById: userId };
  }
}

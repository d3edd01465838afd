import { createHash } from 'node:crypto';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { In } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { WorkspaceService } from '../../access/workspace.service.js';
import { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { Transactions } from '../../platform/transactions.js';
import { ImportFiles, LARGEST_UPLOAD } from './import-files.js';
import { ImportLists } from './import-lists.service.js';
import { Import } from './import.entity.js';
import { ImportState } from './import.rules.js';
import { presetFor } from './mapping.rules.js';
import { shownCell } from './rejection.rules.js';

/** So much of the disk the waiting files of a workspace may take: five of the largest. */
const MOST_WAITING_BYTES = 5 * LARGEST_UPLOAD;

const NOTHING_YET = {
  ...{ read: 0, accepted: 0, rejected: 0, inserted: 0, replaced: 0, unchanged: 0, blankLines: 0, footerLines: 0 },
  notes: [],
  mapping: null,
  failure: null,
  committedAt: null,
};

/** Files on their way in: taken from the network, looked at, and waiting to be committed or discarded. */
@Injectable()
export class ImportUploads implements OnApplicationBootstrap {
  constructor(
    private readonly files: ImportFiles,
    private readonly lists: ImportLists,
    private readonly transactions: Transactions,
    private readonly workspaces: WorkspaceService,
    private readonly clock: Clock,
  ) {}

  /** An import that was running when the process ended has left nothing behind; it says so and can be run again. */
  async onApplicationBootstrap(): Promise<void> {
    await this.transactions.run(async (manager) => {
      const failure = 'The server ended while this import was running. Nothing of it was kept: commit it again.';
      await manager.update(Import, { state: ImportState.RUNNING }, { state: ImportState.FAILED, failure });
      await this.files.clear(async (ids) => {
        const done = await manager.findBy(Import, {
          id: In(ids),
          state: In([ImportState.COMMITTED, ImportState.DISCARDED]),
        });
        return done.map(({ id }) => id);
      }, this.clock.now());
    });
  }

  /** Takes a file. Refuses with UPLOAD_BROKEN, UPLOAD_TOO_LARGE, EMPTY_FILE, NOT_TEXT and BROKEN_QUOTE, and then keeps nothing. */
  async upload(
    body: AsyncIterable<Uint8Array>,
    { target, fileName }: { target: string; fileName: string },
    viewer: Viewer,
  ): Promise<Import> {
    const { name, presets } = this.lists.target(target, viewer);
    if ((await this.lists.waitingBytes(viewer.workspaceId)) >= MOST_WAITING_BYTES)
      throw new Refusal('UPLOAD_TOO_LARGE', 'Too many uploaded files wait here already.', [
        'Commit them, or give them up with discardImport.',
      ]);
    const id = newId();
    const { sha256, bytes } = await this.files.receive(id, body);
    try {
      const { encoding, dialect } = await this.files.inspect(id);
      const header = [...dialect.header];
      const upload: Import = {
        ...NOTHING_YET,
        ...{ id, workspaceId: viewer.workspaceId, target: name, state: ImportState.UPLOADED },
        ...{ fileName: shownCell(fileName), fileSha256: sha256, fileBytes: bytes, encoding },
        ...{ delimiter: dialect.delimiter, header, headerLine: dialect.headerLine },
        headerHash: createHash('sha256').update(JSON.stringify(header)).digest('hex'),
        preset: presetFor(header, presets),
        uploadedById: viewer.userId,
        uploadedAt: await this.workspaces.nowIn(viewer.workspaceId),
      };
      await this.transactions.run((manager) => manager.insert(Import, upload));
      return upload;
    } catch (fault) {
      await this.files.remove(id);
      throw fault;
    }
  }

  /** Gives an upload up, and removes its file. Refuses with IMPORT_NOT_READY when it is running or done. */
  async discard(id: string, viewer: Viewer): Promise<Import> {
    const one = await this.lists.find(id, viewer);
    const { affected } = await this.transactions.run((manager) =>
      manager.update(
        Import,
        { id, state: In([ImportState.UPLOADED, ImportState.FAILED]) },
        { state: ImportState.DISCARDED, failure: null },
      ),
    );
    if (affected !== 1) throw new Refusal('IMPORT_NOT_READY', `An import that is ${one.state} cannot be discarded.`);
    await this.files.remove(id);
    return { ...one, state: ImportState.DISCARDED, failure: null };
  }
}

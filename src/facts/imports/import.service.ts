import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Viewer } from '../../access/viewer.js';
import { WorkspaceService } from '../../access/workspace.service.js';
import { ImportFiles } from './import-files.js';
import { ImportRuns, type RunRequest } from './import-runs.service.js';
import { ImportUploads } from './import-uploads.service.js';
import type { Import } from './import.entity.js';
import type { ImportTargetName, PartialMapping } from './import.rules.js';

/** A text that a program brings along, to be imported as if it had been uploaded. */
export interface TextImport {
  readonly target: ImportTargetName;
  readonly fileName: string;
  readonly csv: string;
  readonly mapping?: PartialMapping;
}

@Injectable()
export class ImportService {
  constructor(
    private readonly uploads: ImportUploads,
    private readonly runs: ImportRuns,
    private readonly files: ImportFiles,
    private readonly workspaces: WorkspaceService,
  ) {}

  async commit(request: RunRequest, viewer: Viewer): Promise<Import> {
    const done = await this.runs.commit(request, viewer, await this.workspaces.nowIn(viewer.workspaceId));
    await this.files.remove(done.id);
    return done;
  }

  /** The same way in as an upload: nothing is checked less. */
  async importText({ target, fileName, csv, mapping = {} }: TextImport, viewer: Viewer): Promise<Import> {
    const { id } = await this.uploads.upload(Readable.from([Buffer.from(csv)]), { target, fileName }, viewer);
    return this.commit({ importId: id, mapping }, viewer);
  }
}

import { Readable } from 'node:stream';
import { Controller, Get, Header, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import type { Request } from 'express';
import { Role } from '../../access/access.rules.js';
import { Allow } from '../../access/allow.js';
import { SignedIn, type Viewer } from '../../access/viewer.js';
import { Refusal } from '../../platform/refusal.js';
import { LARGEST_UPLOAD, tooLarge } from './import-files.js';
import { ImportLists } from './import-lists.service.js';
import { ImportPlanner } from './import-plan.service.js';
import { ImportUploads } from './import-uploads.service.js';
import type { Import } from './import.entity.js';
import type { ImportMapping } from './import.rules.js';
import { shownMapping } from './mapping.rules.js';

type Uploaded = Pick<
  Import,
  'id' | 'target' | 'fileName' | 'fileSha256' | 'fileBytes' | 'encoding' | 'delimiter' | 'header' | 'preset'
> & { readonly mapping: ImportMapping };

/** Files come in and go out here, not through GraphQL, which would hold them in memory. */
@Controller('imports')
export class ImportController {
  constructor(
    private readonly uploads: ImportUploads,
    private readonly planner: ImportPlanner,
    private readonly lists: ImportLists,
  ) {}

  /** The file itself is the body, whatever its content type says. */
  @Post()
  @Allow(Role.MANAGER, Role.ANALYST)
  async upload(
    @Req() request: Request,
    @Query() { target = '', fileName = 'upload.csv' }: { target?: string; fileName?: string },
    @SignedIn() viewer: Viewer,
  ): Promise<Uploaded> {
    if (request.is(['json', 'multipart']) !== false)
      throw new Refusal('INVALID_INPUT', 'Send the file itself as the body, with the content type text/csv.', [
        'For example: curl --data-binary @deals.csv -H "Content-Type: text/csv" ...',
      ]);
    if (Number(request.headers['content-length'] ?? 0) > LARGEST_UPLOAD) throw tooLarge();
    const body = request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    const one = await this.uploads.upload(body, { target, fileName }, viewer);
    const { id, fileSha256, fileBytes, encoding, delimiter, header, preset } = one;
    return {
      ...{ id, target: one.target, fileName: one.fileName, fileSha256, fileBytes, encoding, delimiter, header, preset },
      mapping: shownMapping(await this.planner.mapping(one), viewer.role),
    };
  }

  @Get(':id/rejections.csv')
  @Header('Cache-Control', 'no-store')
  @Allow(Role.MANAGER, Role.ANALYST)
  async rejections(@Param('id') id: string, @SignedIn() viewer: Viewer): Promise<StreamableFile> {
    const one = await this.lists.find(id, viewer);
    return new StreamableFile(Readable.from(this.lists.rejectionsCsv(one.id)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="rejections-${one.id}.csv"`,
    });
  }
}

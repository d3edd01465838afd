import { Controller, Get, Header, Param, StreamableFile } from '@nestjs/common';
import { Role } from '../../access/access.rules.js';
import { Allow } from '../../access/allow.js';
import { SignedIn, type Viewer } from '../../access/viewer.js';
import { ExportService } from './export.service.js';

@Controller('analyses')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  /** `Analysis.exportUrl`: what it takes to compute the headline again elsewhere, as a zip archive. */
  @Get(':id/export.zip')
  @Header('Cache-Control', 'no-store')
  @Allow(Role.ANALYST)
  async archive(@Param('id') id: string, @SignedIn() viewer: Viewer): Promise<StreamableFile> {
    return new StreamableFile(await this.exports.archive(id, viewer), {
      type: 'application/zip',
      disposition: 'attachment; filename="analysis.zip"',
    });
  }
}

import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { Role } from '../../access/access.rules.js';
import { Allow } from '../../access/allow.js';
import { SignedIn, type Viewer } from '../../access/viewer.js';
import { ResultFilters } from '../analysis.input.js';
import { ResultService } from './result.service.js';

@Controller()
export class ResultsController {
  constructor(private readonly results: ResultService) {}

  /** The query `results` as a CSV file, with the same filters in the address. */
  @Get('results.csv')
  @Header('Cache-Control', 'no-store')
  @Allow(Role.ANALYST)
  csv(@Query() filters: ResultFilters, @SignedIn() viewer: Viewer): StreamableFile {
    return new StreamableFile(Readable.from(this.results.csv(filters, viewer)), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="results.csv"',
    });
  }
}

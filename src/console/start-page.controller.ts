import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { join } from 'node:path';
import { OpenToEverybody } from '../access/allow.js';
import { notFound } from '../platform/refusal.js';

const PUBLIC = join(import.meta.dirname, 'public');
const FILES: readonly string[] = ['start.js', 'start.css', 'graphiql-page.js'];

/** The one page of this first cut. It holds no data: its script asks the API with the person's token. */
@Controller()
export class StartPage {
  @Get()
  @OpenToEverybody()
  page(@Res() response: Response): void {
    response.sendFile(join(PUBLIC, 'start.html'));
  }

  @Get('assets/:name')
  @OpenToEverybody()
  file(@Param('name') name: string, @Res() response: Response): void {
    if (!FILES.includes(name)) throw notFound('file');
    response.sendFile(join(PUBLIC, name));
  }
}

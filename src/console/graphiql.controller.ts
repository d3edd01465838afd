import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { OpenToEverybody } from '../access/allow.js';
import { notFound } from '../platform/refusal.js';

const { resolve } = createRequire(import.meta.url);
const packageFile = (name: string, file: string): string => join(dirname(resolve(`${name}/package.json`)), file);

/** GraphiQL's own files come from its package: nothing is fetched from elsewhere. */
const VENDOR: Readonly<Record<string, string>> = {
  'react.js': packageFile('react', 'umd/react.production.min.js'),
  'react-dom.js': packageFile('react-dom', 'umd/react-dom.production.min.js'),
  'graphiql.js': packageFile('graphiql', 'graphiql.min.js'),
  'graphiql.css': packageFile('graphiql', 'graphiql.min.css'),
};

@Controller('graphiql')
export class GraphiqlPage {
  @Get()
  @OpenToEverybody()
  page(@Res() response: Response): void {
    response.sendFile(join(import.meta.dirname, 'public', 'graphiql.html'));
  }

  @Get('vendor/:name')
  @OpenToEverybody()
  vendor(@Param('name') name: string, @Res() response: Response): void {
    const file = Object.hasOwn(VENDOR, name) ? VENDOR[name] : undefined;
    if (file === undefined) throw notFound('file');
    response.sendFile(file, { maxAge: '1d' });
  }
}

import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import type { Settings } from './platform/settings.js';

/** Folders with deals and names in them: for the owner of the server only. */
const OWNED = { recursive: true, mode: 0o700 } as const;

export const LOGGED: readonly LogLevel[] = ['error', 'warn', 'fatal'];

/** The whole application, migrated and ready to listen. */
export async function createApp(
  settings: Settings,
  logger: readonly LogLevel[] = LOGGED,
): Promise<NestExpressApplication> {
  if (settings.database.kind === 'sqlite') mkdirSync(dirname(settings.database.file), OWNED);
  mkdirSync(settings.uploadsDirectory, OWNED);
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), {
    logger: [...logger],
    // Without this Nest ends the process when the database cannot be reached, and the reason is lost.
    abortOnError: false,
    bodyParser: false,
  });
  // Served over plain HTTP beside a proxy or in a local network, the page must not ask for its files by HTTPS.
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  // Documents larger than this are refused; files are streamed to a route of their own.
  app.useBodyParser('json', { limit: '100kb' });
  app.enableShutdownHooks();
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.disable('x-powered-by');
  await app.init();
  return app;
}

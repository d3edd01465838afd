import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LogLevel } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import helmet from 'helmet';
import { AppModule } from './app.module.js';
import type { Settings } from './platform/settings.js';

/** The whole application, migrated and ready to listen. */
export async function createApp(
  settings: Settings,
  logger: LogLevel[] = ['error', 'warn', 'fatal'],
): Promise<NestExpressApplication> {
  if (settings.database.kind === 'sqlite') mkdirSync(dirname(settings.database.file), { recursive: true });
  mkdirSync(settings.uploadsDirectory, { recursive: true });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), {
    logger,
    // Without this Nest ends the process when the database cannot be reached, and the reason is lost.
    abortOnError: false,
    bodyParser: false,
  });
  app.use(helmet());
  // Documents larger than this are refused; files are streamed to a route of their own.
  app.useBodyParser('json', { limit: '100kb' });
  app.enableShutdownHooks();
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.disable('x-powered-by');
  await app.init();
  return app;
}

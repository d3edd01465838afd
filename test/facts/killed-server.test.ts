import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ADMIN_TOKEN, BOTH_DATABASES, freshDatabase } from '../support/app.js';
import { answerTo, ask } from '../support/ask.js';
import { bringIn, upload } from '../support/steps.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const ROWS = 20_000;
const admin = { token: ADMIN_TOKEN };

const csv = [
  'Deal,Created,Closed,Stage,Value',
  ...Array.from(
    { length: ROWS },
    (_, row) => `D-${String(row)},2026-01-05,2026-02-05,Won,${String(100 + (row % 900))}.50`,
  ),
].join('\n');
const mapping = {
  fields: [
    { field: 'externalId', column: 'Deal' },
    { field: 'createdOn', column: 'Created' },
    { field: 'closedOn', column: 'Closed' },
    { field: 'stage', column: 'Stage' },
    { field: 'value', column: 'Value' },
    { field: 'owner', value: 'Ann' },
    { field: 'currency', value: 'EUR' },
  ],
  stages: [{ stage: 'Won', outcome: 'WON' }],
};
const COMMIT = 'mutation($input: RunImportInput!) { commitImport(input: $input) { state accepted } }';

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
}

/** The built server in a process of its own, on an existing database. */
async function served(databaseUrl: string): Promise<Server> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      PORT: '0',
      FIELDPROOF_SAMPLE: 'off',
      FIELDPROOF_BOOTSTRAP_TOKEN: ADMIN_TOKEN,
    },
    cwd: process.cwd(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Leaving a `for await` would close the pipe, and with it the server's voice.
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
      const found = /ready at (\S+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.on('exit', () => {
      reject(new Error(`The server did not start: ${said}`));
    });
  });
  running.add(child);
  return { url, process: child };
}

const running = new Set<ChildProcess>();

async function kill({ process: child }: Server, signal: NodeJS.Signals): Promise<void> {
  running.delete(child);
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

const count = async ({ url }: Server): Promise<number> => {
  const { opportunities } = await ask<{ opportunities: { totalCount: number } }>(
    { url },
    '{ opportunities { totalCount } }',
  );
  return opportunities.totalCount;
};

// Only a test that failed leaves one behind; it must not keep the whole run waiting.
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

describe.each(BOTH_DATABASES)('a server killed during an import on %s', (database) => {
  it.each([0, 60, 150, 300, 600, 1_200])(
    'after %i ms keeps what was acknowledged and shows nothing half imported',
    async (milliseconds) => {
      const { url, remove } = await freshDatabase(database);
      const first = await served(url);
      await ask(
        { url: first.url },
        'mutation { saveSalespeople(input: [{ externalKey: "Ann", name: "Ann" }]) { id } }',
      );
      const importId = await upload(first, admin, { target: 'OPPORTUNITIES', csv });
      const commit = answerTo<{ commitImport: { state: string } }>(first, COMMIT, {
        variables: { input: { importId, mapping } },
      }).catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      await kill(first, 'SIGKILL');
      const acknowledged = (await commit)?.data.commitImport.state === 'COMMITTED';

      const second = await served(url);
      const found = await count(second);
      const { import: seen } = await ask<{ import: { state: string } }>(
        second,
        'query($id: ID!) { import(id: $id) { state } }',
        { variables: { id: importId } },
      );
      expect([0, ROWS]).toContain(found);
      if (acknowledged) expect(found).toBe(ROWS);
      expect(seen.state).not.toBe('RUNNING');
      expect(seen.state === 'COMMITTED').toBe(found === ROWS);
      // The same file can be brought in again, whatever became of the first attempt.
      expect(await bringIn(second, admin, { target: 'OPPORTUNITIES', csv, mapping })).toMatchObject({
        state: 'COMMITTED',
        accepted: ROWS,
        unchanged: found,
      });
      expect(await count(second)).toBe(ROWS);
      await kill(second, 'SIGTERM');
      await remove();
    },
    60_000,
  );
});

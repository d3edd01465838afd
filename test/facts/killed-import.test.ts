import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ADMIN_TOKEN, BOTH_DATABASES, freshDatabase } from '../support/app.js';
import { answerTo, ask } from '../support/ask.js';
import { COUNTS, type Counts, importCsv, upload } from '../support/upload.js';
import { MAPPING } from './deal-bench.js';

const FIRST = 2_000;
const SECOND = 20_000;

/** Deals D-0, D-1 ...: a file with another amount corrects every one of them. */
function deals(count: number, amount: number): string {
  const rows = Array.from({ length: count }, (_, at) => `D-${at},u1,,Won,2026-01-05,2026-02-10,${amount}.50,`);
  return ['deal,rep,customer,stage,opened,closed,amount,list', ...rows, ''].join('\n');
}

/** The built server in a process of its own, so that it can be killed without a word. */
class Server {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(folder: string, databaseUrl: string): Promise<Server> {
    const child = spawn(process.execPath, [resolve('dist/main.js')], {
      cwd: folder,
      env: {
        ...{ PATH: process.env.PATH, DATABASE_URL: databaseUrl, PORT: '0' },
        ...{ FIELDPROOF_SAMPLE: 'off', FIELDPROOF_BOOTSTRAP_TOKEN: ADMIN_TOKEN },
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (piece: Buffer) => {
        said += piece.toString();
        const found = /ready at (\S+)/.exec(said)?.[1];
        if (found !== undefined) resolve(found);
      });
      child.on('exit', () => reject(new Error(said)));
    });
    return new Server(child, url);
  }

  async kill(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

describe.each(BOTH_DATABASES)('a server killed while it imports on %s', (database) => {
  let folder: string;
  let databaseUrl: string;
  let remove: () => Promise<void>;
  let server: Server;
  beforeAll(async () => {
    const fresh = await freshDatabase(database);
    remove = fresh.remove;
    folder = mkdtempSync(join(tmpdir(), 'fieldproof-killed-'));
    mkdirSync(join(folder, 'data'));
    databaseUrl = database === 'sqlite' ? join(folder, 'data', 'db.sqlite') : fresh.url;
    server = await Server.start(folder, databaseUrl);
    await ask(server, 'mutation { saveSalespeople(input: [{ externalKey: "u1", name: "Ada Berg" }]) { id } }');
    const first = await importCsv(server, deals(FIRST, 100), { mapping: MAPPING });
    expect(first).toMatchObject({ accepted: FIRST, inserted: FIRST });
  }, 60_000);
  afterAll(async () => {
    await server.kill();
    await remove();
    rmSync(folder, { recursive: true, force: true });
  });

  /** How many deals stand as which import wrote them. */
  const standing = async (): Promise<Record<string, number>> => {
    const { imports } = await ask<{ imports: { nodes: { id: string }[] } }>(server, '{ imports { nodes { id } } }');
    const counts: Record<string, number> = {};
    for (const { id } of imports.nodes) {
      const query = 'query($id: ID!) { opportunities(importId: $id) { totalCount } }';
      const { opportunities } = await ask<{ opportunities: { totalCount: number } }>(server, query, {
        variables: { id },
      });
      if (opportunities.totalCount > 0) counts[id] = opportunities.totalCount;
    }
    return counts;
  };
  const importOf = async (
    id: string,
  ): Promise<{ state: string; failure: string | null; progressShare: number | null }> =>
    (
      await ask<{ import: { state: string; failure: string | null; progressShare: number | null } }>(
        server,
        'query($id: ID!) { import(id: $id) { state failure progressShare } }',
        { variables: { id } },
      )
    ).import;
  const hasComeTo = async (id: string, share: number): Promise<boolean> => {
    const { state, progressShare } = await importOf(id);
    return state === 'COMMITTED' || (state === 'RUNNING' && (progressShare ?? 0) >= share);
  };
  const COMMIT = `mutation($input: RunImportInput!) { commitImport(input: $input) { ${COUNTS} } }`;

  it.each([0, 0.6, 0.95])(
    'at %d of its way shows nothing of the file, keeps all that was there, and can take it over afterwards',
    async (share) => {
      const before = await standing();
      const { id } = await upload(server, deals(SECOND, 200 + Math.round(100 * share)));
      const variables = { input: { importId: id, mapping: MAPPING } };
      const answer = answerTo<{ commitImport: Counts }>(server, COMMIT, { variables }).catch(() => null);
      while (!(await hasComeTo(id, share)));
      await server.kill();
      const acknowledged = (await answer)?.data.commitImport;

      server = await Server.start(folder, databaseUrl);
      const { state, failure } = await importOf(id);
      if (state === 'COMMITTED') {
        // It was through before the kill, whether or not the answer got out: then all of it must be there.
        expect(await standing()).toEqual({ [id]: SECOND });
      } else {
        expect(acknowledged).toBeUndefined();
        expect(state).toBe('FAILED');
        expect(failure).toContain('Nothing of it was kept');
        expect(await standing()).toEqual(before);
        expect(await ask(server, COMMIT, { variables })).toMatchObject({
          commitImport: { read: SECOND, accepted: SECOND, rejected: 0 },
        });
        expect(await standing()).toEqual({ [id]: SECOND });
      }
    },
    60_000,
  );

  it('right after it has said that a file is imported has it all', async () => {
    const { id, accepted } = await importCsv(server, deals(SECOND, 300), { mapping: MAPPING });
    await server.kill();
    server = await Server.start(folder, databaseUrl);
    expect(accepted).toBe(SECOND);
    expect(await standing()).toEqual({ [id]: SECOND });
    expect(existsSync(join(folder, 'data', 'uploads')) ? readdirSync(join(folder, 'data', 'uploads')) : []).toEqual([]);
  }, 60_000);
});

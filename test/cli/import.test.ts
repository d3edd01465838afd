import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADMIN_TOKEN, startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';
import { fieldproof, type Ran } from './command.js';

const DEALS = 'test/data/imports/deals.csv';
const MAPPING = {
  fields: [
    { field: 'externalId', column: 'deal' },
    { field: 'owner', column: 'rep' },
    { field: 'stage', column: 'stage' },
    { field: 'createdOn', column: 'opened' },
    { field: 'closedOn', column: 'closed' },
    { field: 'value', column: 'amount' },
  ],
  stages: [
    { stage: 'Won', outcome: 'WON' },
    { stage: 'Lost', outcome: 'LOST' },
    { stage: 'Working', outcome: 'OPEN' },
  ],
};

describe('fieldproof import', () => {
  let app: TestApp;
  let folder: string;
  let mapping: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'fieldproof-import-'));
    mapping = join(folder, 'mapping.json');
    writeFileSync(mapping, JSON.stringify(MAPPING));
    app = await startApp('sqlite');
    await ask(app, 'mutation { saveSalespeople(input: [{ externalKey: "u1", name: "Ada Berg" }]) { id } }');
  });
  afterAll(async () => {
    await app.close();
    rmSync(folder, { recursive: true });
  });

  const run = (...args: string[]): Promise<Ran> =>
    fieldproof('import', DEALS, '--url', app.url, '--token', ADMIN_TOKEN, ...args);
  const deals = async (): Promise<unknown> => (await ask(app, '{ opportunities { totalCount } }')).opportunities;

  it('says what would happen, and leaves nothing behind', async () => {
    const { out, err, exitCode } = await run('--mapping', mapping, '--dry-run');
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
    expect(out).toContain('Nothing has been written: this is what importing would do.');
    expect(out).toContain('value       amount (POINT)');
    expect(out).toContain('line 3, rep "Bo Lind": UNKNOWN_OWNER.');
    expect(await deals()).toEqual({ totalCount: 0 });
    expect(await ask(app, '{ imports { nodes { state } } }')).toEqual({ imports: { nodes: [{ state: 'DISCARDED' }] } });
  });

  it('imports, tells every rejection, and writes them to a file', async () => {
    const file = join(folder, 'rejected.csv');
    const { out, exitCode } = await run('--mapping', mapping, '--rejections', file);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^Imported\./);
    expect(out).toMatch(/ 4 rows read\n +2 accepted: 2 new, 0 replaced, 0 unchanged\n +2 rejected\n/);
    expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(3);
    expect(await deals()).toEqual({ totalCount: 2 });
  });

  it('needs no mapping the second time, and changes nothing', async () => {
    expect((await run()).out).toContain('2 accepted: 0 new, 0 replaced, 2 unchanged');
  });

  it('says what the server refuses, with its reasons', async () => {
    const roster = await run('--target', 'SALESPEOPLE');
    expect(roster).toMatchObject({ exitCode: 2, out: '' });
    expect(roster.err).toContain('MAPPING_INCOMPLETE: The mapping does not fit the file.');
    expect(roster.err).toContain('- Say which column holds the field "name"');
    const stranger = await fieldproof('import', DEALS, '--url', app.url, '--token', 'wrong');
    expect(stranger).toMatchObject({ exitCode: 2, err: expect.stringContaining('NOT_SIGNED_IN') as unknown });
  });

  it('says when no server answers', async () => {
    const { err, exitCode } = await fieldproof('import', DEALS, '--url', 'http://127.0.0.1:9', '--token', 'x');
    expect(exitCode).toBe(2);
    expect(err).toContain('SERVER_NOT_REACHED: No Fieldproof server could be asked at http://127.0.0.1:9');
  });

  it('is wrong usage without a file, a token, an address or a mapping that can be read', async () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{');
    const { err, exitCode } = await fieldproof('import', 'nowhere.csv', '--url', 'nonsense', '--mapping', broken);
    expect(exitCode).toBe(64);
    expect(err).toContain('There is no readable file nowhere.csv.');
    expect(err).toContain('Give a token');
    expect(err).toContain('--url nonsense is not an address');
    expect(err).toContain(`The mapping ${broken} cannot be read as JSON`);
  });
});

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { Readers } from '../analysis/readers.js';
import { startApp, type TestApp } from '../support/app.js';
import { fieldproof, reportOf } from './command.js';

const FILES = ['README.md', 'plan.json', 'reproduce.R', 'reproduce.py', 'result.json', 'units.csv'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fieldproof-export-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const unpacked = (file: string): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [name, strFromU8(bytes)]));

describe('fieldproof analyze --export', () => {
  const asked = ['analyze', 'docs/examples/opening-question.csv', '--unit', 'salesperson', '--arm', 'cohort'];
  const options = ['--control', 'control', '--outcome', 'revenue', '--baseline', 'revenue_before'];

  it('writes the units as they were compared, and scripts that compute the same', async () => {
    const file = join(folder, 'own.zip');
    const { comparisons } = reportOf(await fieldproof(...asked, ...options, '--json', '--export', file));
    const files = unpacked(file);
    expect(Object.keys(files).sort()).toEqual(FILES);
    expect(files['units.csv']).toMatch(/^unit,arm,outcome,baseline\r\n/);
    expect(files['reproduce.R']).toContain(`ours = c(${String(comparisons[0].estimate)}, `);
    expect(JSON.parse(files['result.json'])).toMatchObject({ comparisons: [{ pValue: comparisons[0].pValue }] });
  });

  it('writes nothing without it', async () => {
    await fieldproof(...asked, ...options);
    expect(existsSync('analysis.zip')).toBe(false);
  });
});

describe('fieldproof export-analysis', () => {
  let app: TestApp;
  let readers: Readers;
  let analysisId: string;
  beforeAll(async () => {
    app = await startApp('sqlite');
    readers = await Readers.of(app);
    await readers.untilTheLook();
    ({ id: analysisId } = await readers.analyse('MANAGER', 1));
  }, 60_000);
  afterAll(() => app.close());

  const run = (id: string, token: string, out: string) =>
    fieldproof('export-analysis', id, '--url', app.url, '--token', token, '--out', join(folder, out));

  it('fetches the archive of an analysis', async () => {
    const { out, err, exitCode } = await run(analysisId, readers.tokens.ANALYST, 'fetched.zip');
    expect({ err, exitCode }).toEqual({ err: '', exitCode: 0 });
    expect(out).toContain('run reproduce.R or reproduce.py');
    const files = unpacked(join(folder, 'fetched.zip'));
    expect(Object.keys(files).sort()).toEqual(FILES);
    expect(files['units.csv'].trim().split('\r\n')).toHaveLength(41);
  });

  it('tells why it cannot, and writes nothing', async () => {
    const refused = await run(analysisId, readers.tokens.MANAGER, 'refused.zip');
    expect(refused.exitCode).toBe(2);
    expect(refused.err).toMatch(/^NOT_ALLOWED: /);
    const nothing = await run('00000000-0000-7000-8000-000000000000', readers.tokens.ANALYST, 'refused.zip');
    expect(nothing.err).toMatch(/^NOT_FOUND: /);
    const nobody = await fieldproof('export-analysis', analysisId, '--url', 'http://127.0.0.1:9', '--token', 'x');
    expect(nobody.err).toMatch(/^SERVER_NOT_REACHED: /);
    expect(existsSync(join(folder, 'refused.zip'))).toBe(false);
  });

  it('needs an address and a token', async () => {
    expect(await fieldproof('export-analysis', analysisId, '--url', 'somewhere', '--token', 'x')).toMatchObject({
      exitCode: 64,
      err: expect.stringContaining('--url somewhere is not an address') as string,
    });
  });
});

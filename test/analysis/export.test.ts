import { strFromU8, unzipSync } from 'fflate';
import Papa from 'papaparse';
import request from 'supertest';
import { Opportunity } from '../../src/facts/opportunity.entity.js';
import { Workspace } from '../../src/access/workspace.entity.js';
import { Transactions } from '../../src/platform/transactions.js';
import { type ObservedUnit, compareArms } from '../../src/statistics/index.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask } from '../support/ask.js';
import { type Analysed, type Reader, Readers } from './readers.js';

describe.each(BOTH_DATABASES)('the archive that computes an analysis again on %s', (database) => {
  let app: TestApp;
  let readers: Readers;
  let watched: Analysed;
  let official: Analysed;

  beforeAll(async () => {
    app = await startApp(database);
    readers = await Readers.of(app);
    watched = await readers.analyse('ANALYST', null);
    await readers.untilTheLook();
    official = await readers.analyse('MANAGER', 1);
  }, 60_000);
  afterAll(() => app.close());

  const archive = (path: string, as: Reader | 'nobody' = 'ANALYST') =>
    request(app.url)
      .get(path)
      .set('Authorization', as === 'nobody' ? '' : `Bearer ${readers.tokens[as]}`)
      .buffer(true)
      .parse((response, done) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => {
          done(null, Buffer.concat(pieces));
        });
      });
  const files = async (path: string): Promise<Record<string, string>> => {
    const { body } = (await archive(path)) as { body: Buffer };
    return Object.fromEntries(Object.entries(unzipSync(body)).map(([name, bytes]) => [name, strFromU8(bytes)]));
  };
  const exportUrl = async (id: string, as: Reader) =>
    (
      await ask<{ analysis: { exportUrl: string | null } }>(
        app,
        'query($id: ID!) { analysis(id: $id) { exportUrl } }',
        {
          token: readers.tokens[as],
          variables: { id },
        },
      )
    ).analysis.exportUrl;

  it('is found by analysts, where there is a result', async () => {
    const path = `/analyses/${official.id}/export.zip`;
    for (const as of ['ADMIN', 'ANALYST'] as const) expect(await exportUrl(official.id, as)).toBe(path);
    for (const as of ['MANAGER', 'VIEWER'] as const) expect(await exportUrl(official.id, as)).toBeNull();
    expect(await exportUrl(watched.id, 'ANALYST')).toBeNull();
    for (const as of ['MANAGER', 'VIEWER', 'SALESPERSON'] as const) expect((await archive(path, as)).status).toBe(403);
    expect((await archive(path, 'nobody')).status).toBe(401);
  });

  it('holds a unit table from which the engine finds the same headline, and the scripts', async () => {
    const path = (await exportUrl(official.id, 'ANALYST')) ?? '';
    const answer = await archive(path);
    expect(answer.headers['content-type']).toBe('application/zip');
    const found = await files(path);
    expect(Object.keys(found).sort()).toEqual([
      ...['README.md', 'plan.json', 'reproduce.R', 'reproduce.py', 'result.json', 'units.csv'],
    ]);
    const { data } = Papa.parse<Record<string, string>>(found['units.csv'], { header: true, skipEmptyLines: true });
    expect(data).toHaveLength(40);
    expect(data.every(({ unit }) => /^P-\d+$/.test(unit))).toBe(true);
    const rows = data.map(({ unit, arm, outcome, baseline, stratum }): ObservedUnit => {
      const numbers = { outcome: Number(outcome), baseline: Number(baseline) };
      return { unit, arm, ...numbers, ...(stratum ? { stratum } : {}) };
    });
    const { comparison } = official.primary;
    const again = compareArms(rows, { control: 'control', scale: 'auto', alpha: 0.05 }).comparisons[0];
    expect(again.estimate).toBe(comparison.estimate);
    expect(again.pValue).toBe(comparison.pValue);
    expect(JSON.parse(found['result.json'])).toMatchObject({ primary: { comparison: { estimate: again.estimate } } });
    expect(JSON.parse(found['plan.json'])).toMatchObject({ name: 'Cost of waiting', primary: { metric: 'revenue@1' } });
    for (const script of ['reproduce.R', 'reproduce.py']) expect(found[script]).toContain(String(comparison.estimate));
    expect(found['README.md']).toContain('The unit table is what the analysis saw');
  });

  it('is the same to the byte when it is asked for again', async () => {
    const path = `/analyses/${official.id}/export.zip`;
    expect(
      ((await archive(path)) as { body: Buffer }).body.equals(((await archive(path)) as { body: Buffer }).body),
    ).toBe(true);
  });

  it('is refused for what is only watched, for what is not there, and for groups that are too small', async () => {
    const code = async (id: string) => {
      const { status, body } = (await archive(`/analyses/${id}/export.zip`)) as { status: number; body: Buffer };
      return [status, (JSON.parse(body.toString()) as { error: { code: string } }).error.code];
    };
    expect((await code(watched.id))[1]).toBe('WRONG_STATE');
    expect(await code('00000000-0000-7000-8000-000000000000')).toEqual([404, 'NOT_FOUND']);
    const showFrom = (minimumCohort: number) =>
      app.app
        .get(Transactions)
        .run((manager) => manager.update(Workspace, { id: readers.field.workspaceId }, { minimumCohort }));
    await showFrom(21);
    expect((await code(official.id))[1]).toBe('COHORT_TOO_SMALL');
    await showFrom(5);
  });

  it('says so where a deal was corrected afterwards', async () => {
    const { workspaceId } = readers.field;
    await app.app.get(Transactions).run(async (manager) => {
      const deal = await manager.findOneByOrFail(Opportunity, { workspaceId, outcome: 'WON' });
      await manager.update(Opportunity, { id: deal.id }, { valueMinor: (deal.valueMinor ?? 0) + 100 });
    });
    expect((await files(`/analyses/${official.id}/export.zip`))['README.md']).toContain(
      'Facts or settings have changed since',
    );
  });
});

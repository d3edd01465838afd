import Papa from 'papaparse';
import request from 'supertest';
import { Workspace } from '../../src/access/workspace.entity.js';
import { Transactions } from '../../src/platform/transactions.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { ANALYSE, type Analysed, type Reader, Readers } from './readers.js';

describe.each(BOTH_DATABASES)('the results of all pilots on %s', (database) => {
  let app: TestApp;
  let readers: Readers;
  const made: Record<string, Analysed> = {};

  beforeAll(async () => {
    app = await startApp(database);
    readers = await Readers.of(app);
    await readers.analyse('ANALYST', null);
    await readers.untilTheLook();
    made.official = await readers.analyse('MANAGER', 1);
    made.again = await readers.analyse('ANALYST', 1);
  }, 60_000);
  afterAll(() => app.close());

  describe('the flat table of results', () => {
    const results = async (filters: string, as: Reader = 'ANALYST') =>
      (
        await ask<{ results: { totalCount: number; nodes: Record<string, unknown>[] } }>(
          app,
          `{ results${filters} { totalCount nodes {
            pilotName playKind metric role verdict standing look relativeUplift pValue randomisationPValue significant
            judgement marginShare controlUnits pilotUnits unit cutOffOn
          } } }`,
          { token: readers.tokens[as] },
        )
      ).results;
    const csv = (query: string, as: Reader | 'nobody' = 'ANALYST') =>
      request(app.url)
        .get(`/results.csv${query}`)
        .set('Authorization', as === 'nobody' ? '' : `Bearer ${readers.tokens[as]}`);

    it('has a row for each metric of each analysis at a look, and none of what was watched', async () => {
      const { totalCount, nodes } = await results('');
      expect(totalCount).toBe(6);
      expect(nodes.slice(0, 3).map(({ role, metric, standing }) => [role, metric, standing])).toEqual([
        ['PRIMARY', 'revenue@1', 'OFFICIAL'],
        ['SECONDARY', 'win_rate@1', 'OFFICIAL'],
        ['GUARDRAIL', 'discount_rate@1', 'OFFICIAL'],
      ]);
      const { comparison } = made.official.primary;
      expect(nodes[0]).toMatchObject({
        pilotName: 'Cost of waiting',
        playKind: 'ARGUMENT',
        verdict: 'PROVEN',
        relativeUplift: comparison.relative.estimate,
        pValue: comparison.pValue,
        randomisationPValue: comparison.randomisation?.pValue,
        significant: true,
        controlUnits: 20,
        pilotUnits: 20,
        unit: 'MONEY',
        cutOffOn: '2026-05-10',
      });
    });

    it.each([
      ['(standing: OFFICIAL)', 3],
      ['(role: GUARDRAIL)', 2],
      ['(metric: "revenue@1", standing: REANALYSIS)', 1],
      ['(verdict: INCONCLUSIVE)', 0],
      ['(playKind: TOOL)', 0],
      ['(significant: true, role: PRIMARY)', 2],
      ['(from: "2026-05-11")', 0],
      ['(from: "2026-05-10", to: "2026-05-10")', 6],
    ])('can be filtered: %s', async (filters, count) => {
      expect((await results(filters)).totalCount).toBe(count);
    });

    it('comes as a CSV file with the same rows and the same filters', async () => {
      const { text, headers } = await csv('?role=PRIMARY&standing=OFFICIAL&significant=true');
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
      expect(errors).toEqual([]);
      expect(data).toHaveLength(1);
      const { comparison } = made.official.primary;
      expect(data[0]).toMatchObject({ metric: 'revenue@1', verdict: 'PROVEN', pilotName: 'Cost of waiting' });
      expect(Number(data[0].pValue)).toBe(comparison.pValue);
      expect(Number(data[0].relativeUplift)).toBe(comparison.relative.estimate);
    });

    it('is for analysts', async () => {
      for (const as of ['MANAGER', 'VIEWER', 'SALESPERSON'] as const) {
        expect(await refusalOf(app, '{ results { totalCount } }', { token: readers.tokens[as] })).toMatchObject({
          code: 'NOT_ALLOWED',
        });
        expect((await csv('', as)).status).toBe(403);
      }
      expect((await csv('', 'nobody')).status).toBe(401);
    });

    it('says what is wrong with a filter', async () => {
      const { status, text } = await csv('?role=SECOND&from=yesterday');
      expect(status).toBe(400);
      const { error } = JSON.parse(text) as { error: { code: string; reasons: string[] } };
      expect(error.code).toBe('INVALID_INPUT');
      expect(error.reasons).toHaveLength(2);
    });
  });

  describe('where the workspace shows larger groups only', () => {
    const showFrom = (minimumCohort: number) =>
      app.app
        .get(Transactions)
        .run((manager) => manager.update(Workspace, { id: readers.field.workspaceId }, { minimumCohort }));
    beforeAll(() => showFrom(21));
    afterAll(() => showFrom(5));

    it('is hidden from every reader', async () => {
      for (const as of ['ADMIN', 'MANAGER', 'ANALYST', 'VIEWER'] as const) {
        expect((await readers.read(as, made.official.id)).errors?.[0].extensions.code).toBe('COHORT_TOO_SMALL');
        const { analyses } = await ask<{ analyses: { totalCount: number } }>(app, '{ analyses { totalCount } }', {
          token: readers.tokens[as],
        });
        expect(analyses.totalCount).toBe(0);
      }
    });

    it('is in no table and no file', async () => {
      const { results } = await ask<{ results: { totalCount: number } }>(app, '{ results { totalCount } }', {
        token: readers.tokens.ANALYST,
      });
      expect(results.totalCount).toBe(0);
      const { text } = await request(app.url)
        .get('/results.csv')
        .set('Authorization', `Bearer ${readers.tokens.ANALYST}`);
      expect(text.trim().split('\r\n')).toHaveLength(1);
    });

    it('is not made either', async () => {
      const refusal = await refusalOf(app, ANALYSE, {
        token: readers.tokens.MANAGER,
        variables: { input: { pilotId: readers.field.pilotId, look: 1 } },
      });
      expect(refusal).toMatchObject({ code: 'COHORT_TOO_SMALL' });
    });
  });
});

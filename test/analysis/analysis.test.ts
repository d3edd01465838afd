import Papa from 'papaparse';
import request from 'supertest';
import { StatisticsThread } from '../../src/analysis/statistics-thread.js';
import { Workspace } from '../../src/access/workspace.entity.js';
import { Transactions } from '../../src/platform/transactions.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { answerTo, ask, refusalOf } from '../support/ask.js';
import { newWorkspace, tokenFor } from '../support/make.js';
import { changePilot, LOOK_ON, type PilotedField, pilotedField } from './piloted-field.js';

const PARTS = `
  look standing verdict cutOffOn simulated planHash inputsSha256 engine asOf seed minimumEffectShare verdictReasons
  atLook { number of level }
  primary { ...metric otherArms { arm } }
  secondary { ...metric }
  guardrails { metric judgement marginShare comparison { significant } }
  adoption { known thresholdShare arms { armKey isControl known share eligible used } }
  checks { code severity message }
  weekly { weekStartsOn phase arms { armKey people value } }`;
const METRIC = `fragment metric on MetricResult {
  metric name unit direction
  comparison {
    arm method scale estimate standardError degreesOfFreedom pValue interval significant withheld
    adjustedMeans { control pilot } absolute { estimate interval } relative { estimate interval }
    randomisation { pValue draws exact smallestPossible interval } refusal { code message reasons }
  }
  arms { armKey name isControl units people value interval }
  openShare { armKey share }
}`;
const ANALYSE = `mutation($input: AnalysePilotInput!) { analysePilot(input: $input) { id ${PARTS} } } ${METRIC}`;
const READ = `query($id: ID!) { analysis(id: $id) { id ${PARTS} } } ${METRIC}`;

interface Comparison {
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly pValue: number | null;
  readonly interval: (number | null)[];
  readonly significant: boolean;
  readonly relative: { readonly estimate: number };
  readonly randomisation: { readonly pValue: number } | null;
}

interface Analysed {
  readonly id: string;
  readonly standing: string;
  readonly verdict: string | null;
  readonly verdictReasons: string[];
  readonly primary: { readonly comparison: Comparison; readonly arms: { readonly people: number }[] };
  readonly guardrails: { readonly judgement: string }[];
  readonly secondary: object[];
  readonly weekly: { readonly phase: string; readonly arms: { readonly value: number }[] }[];
}

/** What SQLite came to, for PostgreSQL to come to as well. */
const official = new Map<string, object>();

describe.each(BOTH_DATABASES)('analysing a pilot on %s', (database) => {
  let app: TestApp;
  let field: PilotedField;
  const tokens: Record<string, string> = {};
  const made: Record<string, Analysed> = {};

  const analyse = async (as: string, look: number | null): Promise<Analysed> =>
    (
      await ask<{ analysePilot: Analysed }>(app, ANALYSE, {
        token: tokens[as],
        variables: { input: { pilotId: field.pilotId, look } },
      })
    ).analysePilot;
  const refusedTo = (as: string, look: number | null) =>
    refusalOf(app, ANALYSE, { token: tokens[as], variables: { input: { pilotId: field.pilotId, look } } });
  const read = (as: string, id: string) =>
    answerTo<{ analysis: Analysed }>(app, READ, { token: tokens[as], variables: { id } });

  beforeAll(async () => {
    app = await startApp(database);
    field = await pilotedField(app, { name: 'Cost of waiting', people: 40, uplift: 1.25, randomness: 'ab'.repeat(32) });
    for (const role of ['MANAGER', 'ANALYST', 'VIEWER', 'SALESPERSON'] as const)
      tokens[role] = await tokenFor(app, role, field.secret);
    tokens.ADMIN = field.secret;
  }, 60_000);
  afterAll(() => app.close());

  describe('the day before the look', () => {
    it('gives nobody a result: the look is not due', async () => {
      for (const as of ['MANAGER', 'ANALYST'])
        expect(await refusedTo(as, 1)).toMatchObject({
          code: 'LOOK_NOT_DUE',
          reasons: ['Look 1 is due on 2026-05-10; today is 2026-05-09.'],
        });
    });

    it('lets an analyst watch the estimate, without a p-value and without a verdict', async () => {
      made.monitoring = await analyse('ANALYST', null);
      expect(made.monitoring).toMatchObject({ standing: 'MONITORING', verdict: null, secondary: [], guardrails: [] });
      expect(made.monitoring.verdictReasons[0]).toContain('not a result');
      const { comparison } = made.monitoring.primary;
      expect(comparison.relative.estimate).toBeGreaterThan(0);
      expect(comparison).toMatchObject({ pValue: null, standardError: null, randomisation: null, significant: false });
    });

    it('lets nobody else watch', async () => {
      expect(await refusedTo('MANAGER', null)).toMatchObject({ code: 'NOT_ALLOWED' });
      for (const as of ['MANAGER', 'VIEWER']) {
        const { errors } = await read(as, made.monitoring.id);
        expect(errors?.[0].extensions.code).toBe('NOT_FOUND');
        const { analyses } = await ask<{ analyses: { totalCount: number } }>(app, '{ analyses { totalCount } }', {
          token: tokens[as],
        });
        expect(analyses.totalCount).toBe(0);
      }
    });
  });

  describe('at the look', () => {
    beforeAll(async () => {
      await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', {
        token: field.secret,
        variables: { to: LOOK_ON },
      });
    });

    it('gives the official result first, and only re-analyses after it, with the same bits', async () => {
      made.official = await analyse('MANAGER', 1);
      made.again = await analyse('ANALYST', 1);
      expect(made.official).toMatchObject({ standing: 'OFFICIAL', verdict: 'PROVEN' });
      expect(made.again).toEqual({ ...made.official, id: made.again.id, standing: 'REANALYSIS' });
    });

    it('makes one official result of two that are asked for at the same moment', async () => {
      const other = await pilotedField(app, { name: 'Twice', people: 24, uplift: 1, randomness: 'cd'.repeat(32) });
      await ask(app, 'mutation($to: String!) { advanceClock(to: $to) { id } }', {
        token: other.secret,
        variables: { to: LOOK_ON },
      });
      const asked = { token: other.secret, variables: { input: { pilotId: other.pilotId, look: 1 } } };
      const both = await Promise.all([1, 2].map(() => ask<{ analysePilot: Analysed }>(app, ANALYSE, asked)));
      expect(both.map(({ analysePilot }) => analysePilot.standing).sort()).toEqual(['OFFICIAL', 'REANALYSIS']);
    });

    it('is the same on every database, bit for bit', () => {
      const { id: _, ...result } = made.official;
      const first = official.get('first') ?? result;
      official.set('first', first);
      expect(result).toEqual(first);
    });

    it('compares 20 with 20 salespeople and finds the uplift that was put in', () => {
      const { primary, guardrails } = made.official;
      expect(primary.arms.map(({ people }) => people)).toEqual([20, 20]);
      // Put in: 25 %.
      expect(primary.comparison.relative.estimate).toBeGreaterThan(0.2);
      expect(primary.comparison.relative.estimate).toBeLessThan(0.3);
      expect(primary.comparison.randomisation?.pValue).toBeLessThan(0.05);
      expect(guardrails).toMatchObject([{ judgement: 'NON_INFERIOR' }]);
    });

    it('shows the lines of both arms in baseline and measurement', () => {
      const phases = made.official.weekly.map(({ phase }) => phase);
      expect(new Set(phases)).toEqual(new Set(['BASELINE', 'MEASUREMENT']));
      const inMeasurement = made.official.weekly.filter(({ phase }) => phase === 'MEASUREMENT');
      const [control, pilot] = [0, 1].map((arm) => inMeasurement.reduce((sum, { arms }) => sum + arms[arm].value, 0));
      expect(control).toBeGreaterThan(0);
      expect(pilot).toBeGreaterThan(control);
    });

    it('is read by managers, analysts and leadership, and by no salesperson', async () => {
      for (const as of ['ADMIN', 'MANAGER', 'ANALYST', 'VIEWER'])
        expect((await read(as, made.official.id)).data.analysis).toEqual(made.official);
      expect((await read('SALESPERSON', made.official.id)).errors?.[0].extensions.code).toBe('NOT_ALLOWED');
      expect(await refusedTo('VIEWER', 1)).toMatchObject({ code: 'NOT_ALLOWED' });
    });

    it('shows leadership what stands, not what was watched', async () => {
      const standings = async (as: string) => {
        const { analyses } = await ask<{ analyses: { nodes: { standing: string }[] } }>(
          app,
          'query($pilotId: ID!) { analyses(pilotId: $pilotId) { nodes { standing } } }',
          { token: tokens[as], variables: { pilotId: field.pilotId } },
        );
        return analyses.nodes.map(({ standing }) => standing);
      };
      expect(await standings('VIEWER')).toEqual(['OFFICIAL', 'REANALYSIS']);
      expect(await standings('ANALYST')).toEqual(['MONITORING', 'OFFICIAL', 'REANALYSIS']);
    });

    it('names no salesperson anywhere', () => {
      expect(JSON.stringify(made)).not.toMatch(/P-\d{3}|name-\d|Real Name/);
    });

    it('looks like nothing to another workspace', async () => {
      const stranger = await newWorkspace(app);
      for (const query of [READ, 'query($id: ID!) { analysis(id: $id) { id } }']) {
        const refusal = await refusalOf(app, query, { token: stranger, variables: { id: made.official.id } });
        expect(refusal).toMatchObject({ code: 'NOT_FOUND', message: 'There is no such analysis in this workspace.' });
      }
      const input = { pilotId: field.pilotId, look: 1 };
      expect(await refusalOf(app, ANALYSE, { token: stranger, variables: { input } })).toMatchObject({
        code: 'NOT_FOUND',
      });
    });
  });

  describe('the flat table of results', () => {
    const results = async (filters: string, as = 'ANALYST') =>
      (
        await ask<{ results: { totalCount: number; nodes: Record<string, unknown>[] } }>(
          app,
          `{ results${filters} { totalCount nodes {
            pilotName playKind metric role verdict standing look relativeUplift pValue randomisationPValue significant
            judgement marginShare controlUnits pilotUnits unit cutOffOn
          } } }`,
          { token: tokens[as] },
        )
      ).results;
    const csv = (query: string, as = 'ANALYST') =>
      request(app.url)
        .get(`/results.csv${query}`)
        .set('Authorization', `Bearer ${tokens[as] ?? ''}`);

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
      for (const as of ['MANAGER', 'VIEWER', 'SALESPERSON']) {
        expect(await refusalOf(app, '{ results { totalCount } }', { token: tokens[as] })).toMatchObject({
          code: 'NOT_ALLOWED',
        });
        expect((await csv('', as)).status).toBe(403);
      }
      expect((await csv('', 'nobody')).status).toBe(401);
    });

    it('says what is wrong with a filter', async () => {
      const { status, body } = await csv('?role=SECOND&from=yesterday');
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code: 'INVALID_INPUT' });
      expect(body.error.reasons).toHaveLength(2);
    });
  });

  describe('where the workspace shows larger groups only', () => {
    const showFrom = (minimumCohort: number) =>
      app.app
        .get(Transactions)
        .run((manager) => manager.update(Workspace, { id: field.workspaceId }, { minimumCohort }));
    beforeAll(() => showFrom(21));
    afterAll(() => showFrom(5));

    it('is hidden from every reader', async () => {
      for (const as of ['ADMIN', 'MANAGER', 'ANALYST', 'VIEWER']) {
        expect((await read(as, made.official.id)).errors?.[0].extensions.code).toBe('COHORT_TOO_SMALL');
        const { analyses } = await ask<{ analyses: { totalCount: number } }>(app, '{ analyses { totalCount } }', {
          token: tokens[as],
        });
        expect(analyses.totalCount).toBe(0);
      }
    });

    it('is in no table and no file', async () => {
      const { results } = await ask<{ results: { totalCount: number } }>(app, '{ results { totalCount } }', {
        token: tokens.ANALYST,
      });
      expect(results.totalCount).toBe(0);
      const { text } = await request(app.url).get('/results.csv').set('Authorization', `Bearer ${tokens.ANALYST}`);
      expect(text.trim().split('\r\n')).toHaveLength(1);
    });

    it('is not made either', async () => {
      expect(await refusedTo('MANAGER', 1)).toMatchObject({ code: 'COHORT_TOO_SMALL' });
    });
  });

  describe('the decision', () => {
    const decide = (as: string, kind: string, reason = 'It did what we hoped for.') =>
      answerTo<{ decidePilot: { id: string; state: string } }>(
        app,
        'mutation($input: DecidePilotInput!) { decidePilot(input: $input) { id state kind reason analysisId by { id } confirmedBy { id } } }',
        { token: tokens[as], variables: { input: { pilotId: field.pilotId, kind, reason } } },
      );
    const confirm = (token: string, id: string) =>
      answerTo<{ confirmDecision: { state: string } }>(
        app,
        'mutation($id: ID!) { confirmDecision(id: $id) { state confirmedBy { id } confirmedAt } }',
        { token, variables: { id } },
      );

    it('waits for the pilot to be complete', async () => {
      const { errors } = await decide('MANAGER', 'ROLL_OUT');
      expect(errors?.[0].extensions).toMatchObject({
        code: 'WRONG_STATE',
        reasons: ['The pilot is RUNNING: complete it first.'],
      });
      await changePilot(app, field.secret, { pilotId: field.pilotId, mutation: 'completePilot' });
    });

    it('is one of the options that were agreed, made by a manager, with a reason', async () => {
      expect((await decide('MANAGER', 'EXTEND')).errors?.[0].extensions).toMatchObject({
        code: 'INVALID_INPUT',
        reasons: ['kind: choose ROLL_OUT or REDESIGN or STOP.'],
      });
      expect((await decide('MANAGER', 'STOP', '   ')).errors?.[0].extensions.code).toBe('INVALID_INPUT');
      for (const as of ['ANALYST', 'VIEWER', 'SALESPERSON'])
        expect((await decide(as, 'ROLL_OUT')).errors?.[0].extensions.code).toBe('NOT_ALLOWED');
    });

    it('waits for a second person where it goes against the verdict', async () => {
      const { data } = await decide('MANAGER', 'STOP', 'The market has changed.');
      expect(data.decidePilot).toMatchObject({ state: 'WAITING', analysisId: made.official.id, confirmedBy: null });
      const alone = await confirm(tokens.MANAGER, data.decidePilot.id);
      expect(alone.errors?.[0].extensions.code).toBe('SECOND_PERSON_NEEDED');
      const { pilot } = await ask<{ pilot: { state: string } }>(app, 'query($id: ID!) { pilot(id: $id) { state } }', {
        token: tokens.MANAGER,
        variables: { id: field.pilotId },
      });
      expect(pilot.state).toBe('COMPLETED');
    });

    it('may be thought over while it waits, and is final once a second person confirms', async () => {
      const second = (await decide('MANAGER', 'STOP', 'On second thoughts: still no.')).data.decidePilot;
      const { decisions } = await ask<{ decisions: { nodes: { state: string }[] } }>(
        app,
        '{ decisions { nodes { state } } }',
        { token: tokens.VIEWER },
      );
      expect(decisions.nodes.map(({ state }) => state)).toEqual(['REPLACED', 'WAITING']);
      const { data } = await confirm(tokens.ADMIN, second.id);
      expect(data.confirmDecision).toMatchObject({ state: 'MADE', confirmedAt: LOOK_ON });
      expect((await confirm(tokens.ADMIN, second.id)).errors?.[0].extensions.code).toBe('WRONG_STATE');
      expect((await decide('MANAGER', 'ROLL_OUT')).errors?.[0].extensions).toMatchObject({
        code: 'WRONG_STATE',
        reasons: ['It has been decided already, and that is final.'],
      });
    });
  });

  describe('beyond the last look', () => {
    it('may be looked at again, but nothing is proven there', async () => {
      await ask(app, 'mutation { advanceClock(to: "2026-06-10T09:00:00.000Z") { id } }', { token: field.secret });
      const late = await analyse('MANAGER', null);
      expect(late).toMatchObject({ standing: 'REANALYSIS', verdict: 'PROMISING' });
      expect(late.verdictReasons).toContain(
        'The data reach beyond the last registered look, where significance may no longer be judged.',
      );
    });
  });

  it('leaves the server free to answer others while it computes', async () => {
    let done = false;
    const rows = ['control', 'pilot'].flatMap((arm) =>
      Array.from({ length: 40 }, (_, i) => ({
        unit: `${arm} ${String(i)}`,
        arm,
        outcome: 100 + (arm === 'pilot' ? 60 : 0) + (i % 7) * 10,
      })),
    );
    const metric = { role: 'PRIMARY', direction: 'UP', scale: 'raw', marginShare: null, rows } as const;
    const task = { control: 'control', alpha: 0.05, level: 0.0005, isLastLook: true, seed: 1, metrics: [metric] };
    const analysis = app.app
      .get(StatisticsThread)
      .run(task)
      .finally(() => (done = true));
    let answered = 0;
    while (!done) {
      await ask(app, '{ me { id } }');
      if (!done) answered += 1;
    }
    const { metrics } = await analysis;
    expect(metrics[0].found.comparisons[0].randomisation?.draws).toBe(99_999);
    expect(answered).toBeGreaterThan(10);
  });
});

import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { newWorkspace } from '../support/make.js';
import { LOOK_ON, pilotedField } from './piloted-field.js';
import { ANALYSE, type Analysed, READ, type Reader, Readers } from './readers.js';

type Tables = { arm: string; rows: { estimate: number | null; refusal: object | null }[] }[] | null;

/** What SQLite came to, for PostgreSQL to come to as well. */
const official = new Map<string, object>();

describe.each(BOTH_DATABASES)('analysing a pilot on %s', (database) => {
  let app: TestApp;
  let readers: Readers;
  const made: Record<string, Analysed> = {};

  const refusedTo = (as: Reader, look: number | null) =>
    refusalOf(app, ANALYSE, {
      token: readers.tokens[as],
      variables: { input: { pilotId: readers.field.pilotId, look } },
    });

  beforeAll(async () => {
    app = await startApp(database);
    readers = await Readers.of(app);
  }, 60_000);
  afterAll(() => app.close());

  describe('the day before the look', () => {
    it('gives nobody a result: the look is not due', async () => {
      for (const as of ['MANAGER', 'ANALYST'] as const)
        expect(await refusedTo(as, 1)).toMatchObject({
          code: 'LOOK_NOT_DUE',
          reasons: ['Look 1 is due on 2026-05-10; today is 2026-05-09.'],
        });
    });

    it('lets an analyst watch the estimate, without a p-value and without a verdict', async () => {
      made.monitoring = await readers.analyse('ANALYST', null);
      expect(made.monitoring).toMatchObject({ standing: 'MONITORING', verdict: null, secondary: [], guardrails: [] });
      expect(made.monitoring.verdictReasons[0]).toContain('not a result');
      const { comparison } = made.monitoring.primary;
      expect(comparison.relative.estimate).toBeGreaterThan(0);
      expect(comparison).toMatchObject({ pValue: null, standardError: null, randomisation: null, significant: false });
    });

    it('lets nobody else watch', async () => {
      expect(await refusedTo('MANAGER', null)).toMatchObject({ code: 'NOT_ALLOWED' });
      for (const as of ['MANAGER', 'VIEWER'] as const) {
        const { errors } = await readers.read(as, made.monitoring.id);
        expect(errors?.[0].extensions.code).toBe('NOT_FOUND');
        const { analyses } = await ask<{ analyses: { totalCount: number } }>(app, '{ analyses { totalCount } }', {
          token: readers.tokens[as],
        });
        expect(analyses.totalCount).toBe(0);
      }
    });
  });

  describe('at the look', () => {
    beforeAll(() => readers.untilTheLook());

    it('gives the official result first, and only re-analyses after it, with the same bits', async () => {
      made.official = await readers.analyse('MANAGER', 1);
      made.again = await readers.analyse('ANALYST', 1);
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
      const result = { ...made.official, id: '' };
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

    it('says what the play changed for those who used it, and what to plan with', () => {
      const { users, belief, primary } = made.official;
      const { estimate } = primary.comparison.relative;
      // Put in: used in 8 of 10 opportunities, by nobody in control; so the first stage knows no doubt.
      expect(users).toMatchObject({
        units: { control: 20, pilot: 20 },
        use: { control: 0, pilot: expect.closeTo(0.8, 10) as number },
        firstStage: { f: null },
        refusal: null,
      });
      expect(users?.relative.estimate).toBeCloseTo((1 + estimate) ** (1 / 0.8) - 1, 10);
      expect(users?.relative.andersonRubin.low).toBeGreaterThan(0);
      expect(belief?.prior).toEqual({ source: 'CONVENTION', pilots: 0, mean: 0, meanError: 0, deviation: 0.15 });
      expect(belief?.relative.estimate).toBeGreaterThan(0);
      expect(belief?.relative.estimate).toBeLessThan(estimate);
      expect(belief?.chance).toBeGreaterThan(0.95);
      expect(made.monitoring).toMatchObject({ users: null, belief: null });
    });

    it('shows analysts what other methods say, and nobody else', async () => {
      const tables = async (as: Reader, id = made.official.id) => {
        const query = `query($id: ID!) { analysis(id: $id) { sensitivity {
          arm withoutOneUnit rows { code name scale estimate pValue interval relative { estimate } refusal { code } }
        } } }`;
        const asked = { token: readers.tokens[as], variables: { id } };
        return (await ask<{ analysis: { sensitivity: Tables } }>(app, query, asked)).analysis.sensitivity;
      };
      const [table] = (await tables('ANALYST')) ?? [];
      expect(table).toMatchObject({ arm: 'pilot', withoutOneUnit: 'HOLDS' });
      const { estimate, pValue } = made.official.primary.comparison;
      expect(table.rows[0]).toMatchObject({ code: 'REGISTERED', name: 'as registered', estimate, pValue });
      expect(table.rows.length).toBeGreaterThan(7);
      for (const { refusal, estimate: other } of table.rows) {
        expect(refusal).toBeNull();
        // Put in: 25 %.
        expect(other).toBeGreaterThan(0);
      }
      expect(await tables('ADMIN')).toEqual([table]);
      for (const as of ['MANAGER', 'VIEWER'] as const) expect(await tables(as)).toBeNull();
      expect(await tables('ANALYST', made.monitoring.id)).toBeNull();
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
      for (const as of ['ADMIN', 'MANAGER', 'ANALYST', 'VIEWER'] as const)
        expect((await readers.read(as, made.official.id)).data.analysis).toEqual(made.official);
      expect((await readers.read('SALESPERSON', made.official.id)).errors?.[0].extensions.code).toBe('NOT_ALLOWED');
      expect(await refusedTo('VIEWER', 1)).toMatchObject({ code: 'NOT_ALLOWED' });
    });

    it('shows leadership what stands, not what was watched', async () => {
      const standings = async (as: Reader) => {
        const { analyses } = await ask<{ analyses: { nodes: { standing: string }[] } }>(
          app,
          'query($pilotId: ID!) { analyses(pilotId: $pilotId) { nodes { standing } } }',
          { token: readers.tokens[as], variables: { pilotId: readers.field.pilotId } },
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
      const input = { pilotId: readers.field.pilotId, look: 1 };
      expect(await refusalOf(app, ANALYSE, { token: stranger, variables: { input } })).toMatchObject({
        code: 'NOT_FOUND',
      });
    });
  });

  describe('beyond the last look', () => {
    it('may be looked at again, but nothing is proven there', async () => {
      await ask(app, 'mutation { advanceClock(to: "2026-06-10T09:00:00.000Z") { id } }', {
        token: readers.field.secret,
      });
      const late = await readers.analyse('MANAGER', null);
      expect(late).toMatchObject({ standing: 'REANALYSIS', verdict: 'PROMISING' });
      expect(late.verdictReasons).toContain(
        'The data reach beyond the last registered look, where significance may no longer be judged.',
      );
    });
  });
});

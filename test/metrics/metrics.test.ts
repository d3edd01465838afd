import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { ask, refusalOf } from '../support/ask.js';
import { newWorkspace, tokenFor } from '../support/make.js';
import { type Field, type FieldDeal, settle, type SettledField } from './field.js';

const TABLE = `query($input: MetricTableInput!) { metricTable(input: $input) {
  metric { ref unit } unit from to cutOffOn
  rows { unit people withheld numerator denominator value facts open } } }`;

const deal = (owner: number, change: Partial<FieldDeal> = {}): FieldDeal => ({
  ...{ owner, account: null, outcome: 'WON', createdOn: '2026-01-10', closedOn: '2026-02-10' },
  ...{ value: 100_00, listValue: null, cost: null, ...change },
});
// North has three people, South and West five each; number 13 is in no team.
const FIELD: Field = {
  people: 14,
  teams: ['North', 'South', 'West', null].flatMap((name, team) =>
    Array.from({ length: [3, 5, 5, 1][team] }, () => name),
  ),
  accounts: [],
  deals: [
    ...[0, 3, 4, 8, 13].map((owner) => deal(owner)),
    deal(3, { outcome: 'LOST' }),
    deal(8, { outcome: 'OPEN', closedOn: null }),
    deal(9, { closedOn: '2026-05-01' }),
  ],
};
const QUARTER = { from: '2026-01-01', to: '2026-03-31' };

describe.each(BOTH_DATABASES)('metrics on %s', (database) => {
  let app: TestApp;
  let settled: SettledField;
  let analyst: string;
  beforeAll(async () => {
    app = await startApp(database);
    settled = await settle(app, FIELD);
    analyst = await tokenFor(app, 'ANALYST', settled.secret);
  });
  afterAll(() => app.close());

  const tableOf = async (input: object) =>
    (
      await ask<{ metricTable: { cutOffOn: string; rows: Record<string, unknown>[] } }>(app, TABLE, {
        token: analyst,
        variables: { input: { metric: 'win_rate@1', unit: 'SALESPERSON', ...QUARTER, ...input } },
      })
    ).metricTable;

  it('are listed for everybody, with the definition the query is made from', async () => {
    const token = await tokenFor(app, 'VIEWER', settled.secret);
    const { metrics, metric } = await ask<{ metrics: { ref: string }[]; metric: { definition: string } }>(
      app,
      '{ metrics { ref } metric(ref: "win_rate@1") { name nameDe direction unit form definition } }',
      { token },
    );
    expect(metrics.map(({ ref }) => ref)).toEqual([
      ...['revenue@1', 'win_rate@1', 'deal_size@1', 'discount_rate@1', 'pipeline_created@1', 'opportunities_created@1'],
      ...['cycle_length@1', 'new_customers@1', 'coverage@1'],
    ]);
    expect(metric).toMatchObject({ nameDe: 'Abschlussquote', direction: 'UP', unit: 'SHARE', form: 'RATIO' });
    expect(JSON.parse(metric.definition)).toMatchObject({ fact: 'OPPORTUNITY', dateField: 'CREATED' });
  });

  it('refuse a reference that is none and name those there are', async () => {
    const { code, reasons } = await refusalOf(app, '{ metric(ref: "win_rate@9") { ref } }');
    expect(code).toBe('NOT_FOUND');
    expect(reasons[0]).toContain('win_rate@1');
  });

  it('show an analyst one row per salesperson, by pseudonym', async () => {
    const { rows, ...table } = await tableOf({});
    expect(table).toEqual({
      ...{ metric: { ref: 'win_rate@1', unit: 'SHARE' }, unit: 'SALESPERSON', ...QUARTER, cutOffOn: '2026-06-30' },
    });
    expect(rows).toHaveLength(14);
    expect(rows[3]).toEqual({
      ...{ unit: 'P-003', people: 1, withheld: false },
      ...{ numerator: 1, denominator: 2, value: 0.5, facts: 2, open: 0 },
    });
    expect(rows[5]).toMatchObject({ numerator: 0, denominator: 0, value: null, facts: 0 });
    expect(JSON.stringify(rows)).not.toMatch(/Real Name|name-/);
  });

  it('take a closing after the cut-off for open', async () => {
    const row = async (cutOffOn: string) => (await tableOf({ cutOffOn })).rows[9];
    expect(await row('2026-05-01')).toMatchObject({ value: 1, open: 0 });
    expect(await row('2026-04-30')).toMatchObject({ value: null, open: 1 });
  });

  it('withhold a team too small to be shown, and the next smallest that would uncover it', async () => {
    const { rows } = await tableOf({ unit: 'TEAM', metric: 'revenue@1' });
    const nothing = { numerator: null, denominator: null, value: null, facts: null, open: null };
    expect(rows).toEqual([
      { unit: 'North', people: 3, withheld: true, ...nothing },
      { unit: 'South', people: 5, withheld: true, ...nothing },
      {
        unit: 'West',
        people: 5,
        withheld: false,
        numerator: 100_00,
        denominator: null,
        value: 100_00,
        facts: 1,
        open: 0,
      },
    ]);
  });

  it('give a team the ratio of the sums of its people', async () => {
    const { rows } = await tableOf({ unit: 'TEAM' });
    expect(rows[2]).toEqual({
      ...{ unit: 'West', people: 5, withheld: false },
      ...{ numerator: 2, denominator: 2, value: 1, facts: 3, open: 1 },
    });
  });

  it.each([
    ['a day that is none', { from: '2026-02-30' }, 'input.from: must be a day of the calendar as YYYY-MM-DD'],
    ['an instant', { to: '2026-03-31T00:00:00Z' }, 'input.to: must be a day of the calendar as YYYY-MM-DD'],
    ['a window that ends before it begins', { to: '2025-12-31' }, 'to: 2025-12-31 lies before from, 2026-01-01.'],
    [
      'a cut-off ahead of the clock',
      { cutOffOn: '2026-07-01' },
      'cutOffOn: 2026-07-01 lies ahead; today is 2026-06-30 in this workspace.',
    ],
  ])('refuse %s', async (_, change, reason) => {
    const input = { metric: 'win_rate@1', unit: 'SALESPERSON', ...QUARTER, ...change };
    const { code, reasons } = await refusalOf(app, TABLE, { token: analyst, variables: { input } });
    expect(code).toBe('INVALID_INPUT');
    expect(reasons.map((one) => one.replace(/^input\./, ''))).toEqual([reason.replace(/^input\./, '')]);
  });

  it.each(['MANAGER', 'VIEWER', 'SALESPERSON'] as const)('keep the unit table from the role %s', async (role) => {
    const token = await tokenFor(app, role, settled.secret);
    const input = { metric: 'win_rate@1', unit: 'SALESPERSON', ...QUARTER };
    expect(await refusalOf(app, TABLE, { token, variables: { input } })).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  it('show nothing of another workspace', async () => {
    const token = await newWorkspace(app);
    const input = { metric: 'win_rate@1', unit: 'SALESPERSON', ...QUARTER };
    const { metricTable } = await ask<{ metricTable: { rows: object[] } }>(app, TABLE, { token, variables: { input } });
    expect(metricTable.rows).toEqual([]);
  });
});

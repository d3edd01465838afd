import fc from 'fast-check';
import { MetricCatalogue } from '../../src/metrics/metric-catalogue.js';
import { MetricTable } from '../../src/metrics/metric-table.js';
import { type DayWindow, type MetricDefinition, metricRef } from '../../src/metrics/metric.rules.js';
import { dayAfter, mondayOf } from '../../src/platform/days.js';
import { BOTH_DATABASES, startApp, type TestApp } from '../support/app.js';
import { type Field, type FieldDeal, settle } from './field.js';
import { PLAIN_LOOPS } from './plain-loops.js';

// Borders of the windows below, the leap day, and both changes of the clock in Europe.
const AWKWARD_DAYS = [
  ...['2022-03-01', '2023-03-26', '2023-12-31', '2024-01-01', '2024-02-28', '2024-02-29', '2024-03-01', '2024-03-31'],
  ...['2025-02-28', '2025-03-01', '2025-03-30', '2025-03-31', '2025-10-26', '2025-12-31', '2026-01-01', '2026-03-01'],
];
const day = fc.oneof(
  fc.constantFrom(...AWKWARD_DAYS),
  fc.integer({ min: 0, max: 1_600 }).map((days) => dayAfter('2022-01-01', days)),
);
const amount = fc.oneof(
  fc.constantFrom(null, 0, 1, -1),
  fc.integer({ min: 0, max: 50_000_00 }),
  fc.constantFrom(9_007_199_254_741, -250_000_01),
);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null, freq: 6 });
const deal = fc
  .record({
    owner: maybe(fc.nat(3)),
    account: maybe(fc.nat(7)),
    outcome: fc.constantFrom<FieldDeal['outcome']>('WON', 'WON', 'WON', 'LOST', 'OPEN', 'EXCLUDED'),
    createdOn: maybe(day),
    closedOn: maybe(day),
    value: amount,
    listValue: amount,
    cost: amount,
  })
  .map((one): FieldDeal => (one.outcome === 'OPEN' ? { ...one, closedOn: null } : one));
const field: fc.Arbitrary<Field> = fc.record({
  people: fc.constant(4),
  accounts: fc.array(fc.record({ owner: maybe(fc.nat(3)), inRoster: fc.boolean() }), { minLength: 8, maxLength: 8 }),
  deals: fc.array(deal, { maxLength: 60, size: 'max' }),
});
const window = fc.oneof(
  fc.constantFrom(
    { from: '2024-01-01', to: '2024-02-29' },
    { from: '2024-02-29', to: '2024-02-29' },
    { from: '2025-03-01', to: '2025-03-31' },
    { from: '2022-01-01', to: '2026-06-30' },
  ),
  fc.tuple(day, fc.nat(120)).map(([from, days]) => ({ from, to: dayAfter(from, days) })),
);
// An account is new once in a window, so in one that is longer than 24 months its weeks are not independent.
const isShort = ({ window }: { window: DayWindow }) => window.to < dayAfter(window.from, 730);
const asked = fc.record({ window, cutOffOn: fc.oneof(day, fc.constant('2026-06-30')) });

describe.each(BOTH_DATABASES)('the metric table on %s', (database) => {
  let app: TestApp;
  let table: MetricTable;
  let metrics: MetricCatalogue;
  beforeAll(async () => {
    app = await startApp(database);
    table = app.app.get(MetricTable);
    metrics = app.app.get(MetricCatalogue);
  });
  afterAll(() => app.close());

  it('gives what plain loops over the rows give, to the cent, for every metric', async () => {
    await fc.assert(
      fc.asyncProperty(field, fc.array(asked, { minLength: 4, maxLength: 8 }), async (rows, questions) => {
        const { workspaceId, people } = await settle(app, rows);
        for (const { window, cutOffOn } of questions)
          for (const metric of metrics.all()) {
            const measured = await table.measure({ workspaceId, metric, people, window, cutOffOn });
            const expected = people.map((personId, person) => ({
              personId,
              ...PLAIN_LOOPS[metricRef(metric)]({ field: rows, person, ...window, cutOffOn }),
            }));
            expect({ metric: metric.key, window, cutOffOn, measured }).toEqual({
              ...{ metric: metric.key, window, cutOffOn },
              measured: expected,
            });
          }
      }),
      { numRuns: 30, seed: 20_261_123 },
    );
  }, 120_000);

  it('gives week by week what plain loops give for that week alone', async () => {
    await fc.assert(
      fc.asyncProperty(field, asked.filter(isShort), async (rows, { window, cutOffOn }) => {
        const { workspaceId, people } = await settle(app, rows);
        for (const metric of metrics.all()) {
          const expected: object[] = [];
          for (let monday = mondayOf(window.from); monday <= window.to; monday = dayAfter(monday, 7))
            people.forEach((personId, person) => {
              const from = monday < window.from ? window.from : monday;
              const to = dayAfter(monday, 6) > window.to ? window.to : dayAfter(monday, 6);
              const { numerator, denominator } = PLAIN_LOOPS[metricRef(metric)]({
                ...{ field: rows, person, from, to, cutOffOn },
              });
              expected.push({ weekStartsOn: monday, personId, numerator, denominator });
            });
          expect(await table.weekly({ workspaceId, metric, people, window, cutOffOn })).toEqual(expected);
        }
      }),
      { numRuns: 20, seed: 20_261_124 },
    );
  }, 120_000);

  const year = { from: '2025-01-01', to: '2025-12-31' };
  const measure = async (ref: string, rows: Field, cutOffOn = '2026-06-30', window = year) => {
    const { workspaceId, people } = await settle(app, rows);
    return table.measure({ workspaceId, metric: metrics.find(ref), people, window, cutOffOn });
  };
  const won = (change: Partial<FieldDeal>): FieldDeal => ({
    ...{ owner: 0, account: 0, outcome: 'WON', createdOn: '2025-02-01', closedOn: '2025-03-15' },
    ...{ value: 90_00, listValue: 100_00, cost: null, ...change },
  });
  const oneAccount = { people: 2, accounts: [{ owner: 0, inRoster: true }] };

  it.each([
    ['the very day two years before', '2023-03-15', 0],
    ['a day longer ago than two years', '2023-03-14', 1],
    ['the day before', '2025-03-14', 0],
  ])('does not call an account new that bought on %s', async (_, before, newCustomers) => {
    const deals = [won({}), won({ createdOn: '2022-01-01', closedOn: before, owner: 1 })];
    const [seller] = await measure('new_customers@1', { ...oneAccount, deals });
    expect(seller).toMatchObject({ numerator: newCustomers });
  });

  it('gives a new customer to the owner of the deal that was created first, where two close on one day', async () => {
    const deals = [won({ owner: 0, createdOn: '2025-02-02' }), won({ owner: 1, createdOn: '2025-02-01' })];
    const measured = await measure('new_customers@1', { ...oneAccount, deals });
    expect(measured.map(({ numerator }) => numerator)).toEqual([0, 1]);
  });

  it('knows from an undated deal that an account is not new, but counts no undated deal', async () => {
    const deals = [won({ createdOn: null, closedOn: '2024-06-01' }), won({}), won({ createdOn: null, account: null })];
    expect(await measure('new_customers@1', { ...oneAccount, deals })).toMatchObject([{ numerator: 0 }, {}]);
    expect(await measure('revenue@1', { ...oneAccount, deals })).toMatchObject([{ numerator: 90_00, facts: 1 }, {}]);
  });

  it.each([
    ['on the day it closes', '2025-03-15', { numerator: 1, denominator: 1, facts: 1, open: 0 }],
    ['on the day before', '2025-03-14', { numerator: 0, denominator: 0, facts: 1, open: 1 }],
    ['on the day it is created', '2025-02-01', { numerator: 0, denominator: 0, facts: 1, open: 1 }],
    ['before it is created', '2025-01-31', { numerator: 0, denominator: 0, facts: 0, open: 0 }],
  ])('sees a deal as it stood at a cut-off %s', async (_, cutOffOn, expected) => {
    const [seller] = await measure('win_rate@1', { ...oneAccount, deals: [won({})] }, cutOffOn);
    expect(seller).toMatchObject(expected);
  });

  it('weighs discounts by list value', async () => {
    const deals = [
      won({ value: 50_00 }),
      won({ value: 900_00, listValue: 900_00 }),
      won({ listValue: 0 }),
      won({ value: null }),
    ];
    expect(await measure('discount_rate@1', { ...oneAccount, deals })).toMatchObject([
      { numerator: 50_00, denominator: 1_000_00, facts: 2, largest: 50_00 },
      { numerator: 0, denominator: 0, facts: 0, largest: 0 },
    ]);
  });

  it('covers an account for the person who is responsible, whoever sold', async () => {
    const deals = [won({ owner: 1 }), won({ owner: 1 })];
    expect(await measure('coverage@1', { ...oneAccount, deals })).toMatchObject([
      { numerator: 1, denominator: 1, facts: 2 },
      { numerator: 0, denominator: 0, facts: 0 },
    ]);
  });

  it('counts calendar days across a change of the clock', async () => {
    const deals = [
      won({ createdOn: '2025-03-29', closedOn: '2025-03-31' }),
      won({ createdOn: '2025-10-25', closedOn: '2025-10-27' }),
    ];
    expect(await measure('cycle_length@1', { ...oneAccount, deals })).toMatchObject([
      { numerator: 4, denominator: 2 },
      {},
    ]);
  });

  it('answers in the order asked, with zeros for people it does not know', async () => {
    const { workspaceId, people } = await settle(app, { ...oneAccount, deals: [won({})] });
    const request = { workspaceId, metric: metrics.find('revenue@1'), window: year, cutOffOn: '2026-06-30' };
    const measured = await table.measure({ ...request, people: ['nobody', people[0]] });
    expect(measured).toEqual([
      { personId: 'nobody', numerator: 0, denominator: null, facts: 0, open: 0, largest: 0 },
      { personId: people[0], numerator: 90_00, denominator: null, facts: 1, open: 0, largest: 90_00 },
    ]);
  });

  it('measures by any definition in the vocabulary', async () => {
    const deals = [
      won({ cost: 30_00 }),
      won({ cost: 60_00 }),
      won({ cost: null }),
      won({ cost: 10_00, outcome: 'LOST' }),
    ];
    const { workspaceId, people } = await settle(app, { ...oneAccount, deals });
    const metric: MetricDefinition = {
      ...metrics.find('deal_size@1'),
      definition: {
        ...{ fact: 'OPPORTUNITY', dateField: 'CLOSED', filter: [{ outcome: ['WON', 'LOST'] }, { known: 'cost' }] },
        numerator: { sum: 'cost', where: [{ outcome: ['WON'] }] },
        denominator: { sum: 'value', where: [{ amount: 'cost', atLeast: 60_00 }] },
      },
    };
    const [seller] = await table.measure({ workspaceId, metric, people, window: year, cutOffOn: '2026-06-30' });
    expect(seller).toMatchObject({ numerator: 90_00, denominator: 90_00, facts: 3, largest: 60_00 });
  });

  it('never lets a word of a definition become SQL', async () => {
    const { workspaceId, people } = await settle(app, { ...oneAccount, deals: [won({})] });
    const request = { workspaceId, people, window: year, cutOffOn: '2026-06-30' };
    const revenue = metrics.find('revenue@1');
    const smuggled = (change: object) => ({ ...revenue, definition: { ...revenue.definition, ...change } as never });
    const harmless = smuggled({ filter: [{ outcome: [`WON') OR ('1' = '1`] }] });
    expect(await table.measure({ ...request, metric: harmless })).toMatchObject([{ facts: 0 }, { facts: 0 }]);
    for (const change of [{ numerator: { sum: '1); DROP TABLE opportunity; --' } }, { dateField: 'constructor' }])
      await expect(table.measure({ ...request, metric: smuggled(change) })).rejects.toThrow('unknown word');
  });
});

import { type DrawnPerson, type Measure, observedUnits } from '../../../src/analysis/observation/observation.rules.js';

const BASELINE = { from: '2026-01-05', to: '2026-01-16' };
const MEASUREMENT = { from: '2026-03-02', to: '2026-03-13' };

function person(change: Partial<DrawnPerson> = {}): DrawnPerson {
  return {
    personId: 'p1',
    pseudonym: 'Amber Heron',
    unitLabel: 'E-1',
    armKey: 'pilot',
    stratum: null,
    used: null,
    startedOn: null,
    leftOn: null,
    ...change,
  };
}

function windows(baseline: Record<string, Measure>, measurement: Record<string, Measure>) {
  return {
    baseline: { window: BASELINE, measures: new Map(Object.entries(baseline)) },
    measurement: { window: MEASUREMENT, measures: new Map(Object.entries(measurement)) },
  };
}

const total = (numerator: number): Measure => ({ numerator, denominator: null });
const ratio = (numerator: number, denominator: number): Measure => ({ numerator, denominator });

describe('observations', () => {
  it('give a salesperson one row with outcome and baseline, by pseudonym', () => {
    const rows = observedUnits(
      [person({ stratum: 'North' })],
      { form: 'PER_UNIT', ...windows({ p1: total(800) }, { p1: total(1_000) }) },
      { clustered: false },
    );
    expect(rows).toEqual([{ unit: 'Amber Heron', arm: 'pilot', outcome: 1_000, baseline: 800, stratum: 'North' }]);
  });

  it('know the share of use of those who reported it', () => {
    const [asked, silent] = [0.25, null].map(
      (used) => observedUnits([person({ used })], { form: 'PER_UNIT', ...windows({}, {}) }, { clustered: false })[0],
    );
    expect(asked.used).toBe(0.25);
    expect(silent).not.toHaveProperty('used');
  });

  it('bring a total to full exposure: half of the working days count twice', () => {
    const [row] = observedUnits(
      [person({ leftOn: '2026-03-06' })],
      { form: 'PER_UNIT', ...windows({ p1: total(800) }, { p1: total(1_000) }) },
      { clustered: false },
    );
    expect(row).toMatchObject({ outcome: 2_000, baseline: 800 });
  });

  it('of arms that are compared by their changes bring every window to the days of the measurement', () => {
    const twice = { from: '2025-12-08', to: '2026-01-02' };
    const [row] = observedUnits(
      [person({ startedOn: '2025-11-10' })],
      {
        form: 'PER_UNIT',
        ...windows({}, { p1: total(1_000) }),
        baseline: { window: twice, measures: new Map([['p1', total(800)]]) },
        earlier: [
          { window: { from: '2025-10-06', to: '2025-10-31' }, measures: new Map([['p1', total(600)]]) },
          { window: { from: '2025-11-10', to: '2025-12-05' }, measures: new Map([['p1', total(700)]]) },
        ],
      },
      { clustered: false },
    );
    // nobody is measured before the first day
    expect(row).toMatchObject({ outcome: 1_000, baseline: 400, history: [null, 350] });
  });

  it('of a ratio compared by its changes keep numerators and denominators as they are', () => {
    const [row] = observedUnits(
      [person()],
      {
        form: 'RATIO',
        ...windows({ p1: ratio(2, 8) }, { p1: ratio(3, 9) }),
        earlier: [{ window: BASELINE, measures: new Map([['p1', ratio(1, 7)]]) }],
      },
      { clustered: false },
    );
    expect(row).toMatchObject({ baseline: 2, baselineDenominator: 8, history: [1], historyDenominators: [7] });
  });

  it('take nothing sold for zero, but somebody who was hardly there for missing', () => {
    const rows = observedUnits(
      [
        person({ personId: 'idle', unitLabel: 'a' }),
        // one of ten working days: below 20 %
        person({ personId: 'gone', unitLabel: 'b', leftOn: '2026-03-02' }),
        // two of ten working days: enough
        person({ personId: 'just', unitLabel: 'c', leftOn: '2026-03-03' }),
        person({ personId: 'new', unitLabel: 'd', startedOn: '2026-03-02' }),
      ],
      { form: 'PER_UNIT', ...windows({}, { just: total(100), gone: total(50) }) },
      { clustered: false },
    );
    expect(rows.map(({ outcome, baseline }) => [outcome, baseline])).toEqual([
      [0, 0],
      [null, 0],
      [500, 0],
      [0, null],
    ]);
  });

  it('keep the sums of a ratio apart and do not scale them by exposure', () => {
    const rows = observedUnits(
      [person({ leftOn: '2026-03-06' }), person({ personId: 'idle', unitLabel: 'E-2', pseudonym: 'Brown Owl' })],
      { form: 'RATIO', ...windows({ p1: ratio(3, 10) }, { p1: ratio(4, 8) }) },
      { clustered: false },
    );
    expect(rows).toEqual([
      { unit: 'Amber Heron', arm: 'pilot', outcome: 4, denominator: 8, baseline: 3, baselineDenominator: 10 },
      { unit: 'Brown Owl', arm: 'pilot', outcome: 0, denominator: 0, baseline: 0, baselineDenominator: 0 },
    ]);
  });

  it('make both sums of a ratio missing where somebody was hardly there', () => {
    const [row] = observedUnits(
      [person({ leftOn: '2026-03-02' })],
      { form: 'RATIO', ...windows({ p1: ratio(3, 10) }, { p1: ratio(4, 8) }) },
      { clustered: false },
    );
    expect(row).toMatchObject({ outcome: null, denominator: null, baseline: 3, baselineDenominator: 10 });
  });

  it('keep one row per salesperson where teams were drawn, and name the team as the cluster', () => {
    const team = { unitLabel: 'Team West', armKey: 'control' };
    const rows = observedUnits(
      [
        person({ ...team, personId: 'p2', pseudonym: 'Brown Owl' }),
        person({ ...team, personId: 'p1', pseudonym: 'Amber Heron' }),
      ],
      { form: 'PER_UNIT', ...windows({}, { p1: total(1), p2: total(2) }) },
      { clustered: true },
    );
    expect(rows.map(({ unit, cluster, outcome }) => [unit, cluster, outcome])).toEqual([
      ['Amber Heron', 'Team West', 1],
      ['Brown Owl', 'Team West', 2],
    ]);
  });

  it('come in the same order however the database returns them', () => {
    const people = ['E-3', 'E-10', 'e-1', 'E-1'].map((unitLabel, i) =>
      person({ unitLabel, pseudonym: `Bird ${String(i)}` }),
    );
    const metric = { form: 'PER_UNIT' as const, ...windows({}, {}) };
    const rows = observedUnits(people, metric, { clustered: true });
    expect(rows.map(({ cluster }) => cluster)).toEqual(['E-1', 'E-10', 'E-3', 'e-1']);
    expect(observedUnits([...people].reverse(), metric, { clustered: true })).toEqual(rows);
  });
});

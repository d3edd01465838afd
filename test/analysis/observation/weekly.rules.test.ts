import type { DrawnPerson } from '../../../src/analysis/observation/observation.rules.js';
import { shownWeeks, weeklyLines } from '../../../src/analysis/observation/weekly.rules.js';

const person = (personId: string, armKey: string, leftOn: string | null = null): DrawnPerson => ({
  personId,
  pseudonym: personId,
  unitLabel: personId,
  armKey,
  stratum: null,
  used: null,
  startedOn: null,
  leftOn,
});

const PEOPLE = [
  person('a', 'control'),
  person('b', 'control', '2026-03-08'),
  person('c', 'pilot'),
  person('d', 'pilot'),
];
const ARMS = ['control', 'pilot'];
// Wednesday to Tuesday: only the weeks of 9 and 16 March are whole.
const WINDOW = { from: '2026-03-04', to: '2026-03-24' };

describe('the weekly line', () => {
  it('is the mean per salesperson in the field, for whole weeks only', () => {
    const measures = [
      { weekStartsOn: '2026-03-09', personId: 'a', numerator: 100, denominator: null },
      { weekStartsOn: '2026-03-09', personId: 'c', numerator: 300, denominator: null },
    ];
    expect(
      weeklyLines(PEOPLE, { armKeys: ARMS }, [{ phase: 'MEASUREMENT', window: WINDOW, measures }], 'PER_UNIT'),
    ).toEqual([
      {
        weekStartsOn: '2026-03-09',
        phase: 'MEASUREMENT',
        // b had left the day before
        arms: [
          { armKey: 'control', people: 1, value: 100 },
          { armKey: 'pilot', people: 2, value: 150 },
        ],
      },
      {
        weekStartsOn: '2026-03-16',
        phase: 'MEASUREMENT',
        arms: [
          { armKey: 'control', people: 1, value: 0 },
          { armKey: 'pilot', people: 2, value: 0 },
        ],
      },
    ]);
  });

  it('is a ratio of sums, and nothing where there is nothing to divide by', () => {
    const measures = [
      { weekStartsOn: '2026-03-09', personId: 'c', numerator: 1, denominator: 2 },
      { weekStartsOn: '2026-03-09', personId: 'd', numerator: 2, denominator: 10 },
    ];
    const [week] = weeklyLines(PEOPLE, { armKeys: ARMS }, [{ phase: 'BASELINE', window: WINDOW, measures }], 'RATIO');
    expect(week.arms.map(({ value }) => value)).toEqual([null, 0.25]);
  });

  it('leaves out both arms of a week in which one had too few people', () => {
    const weeks = weeklyLines(
      PEOPLE,
      { armKeys: ARMS },
      [{ phase: 'BASELINE', window: { from: '2026-03-02', to: '2026-03-15' }, measures: [] }],
      'PER_UNIT',
    );
    expect(weeks.map(({ weekStartsOn }) => weekStartsOn)).toEqual(['2026-03-02', '2026-03-09']);
    expect(shownWeeks(weeks, 2).map(({ weekStartsOn }) => weekStartsOn)).toEqual(['2026-03-02']);
  });
});

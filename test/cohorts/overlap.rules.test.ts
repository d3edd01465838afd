import { type DrawnPilot, earlierDraws, type Newcomer, overlaps } from '../../src/cohorts/overlap.rules.js';

const windows = (from: string, to: string, baseline = ['2025-01-01', '2025-03-31'], maturationDays = 0) => ({
  baseline: { from: baseline[0], to: baseline[1] },
  ramp: null,
  measurement: { from, to },
  maturationDays,
});

const HELD: DrawnPilot = {
  name: 'Cost of doing nothing',
  kind: 'IMPACT',
  windows: { ...windows('2026-03-01', '2026-05-31'), maturationDays: 30 },
  people: new Set(['ann', 'bob']),
};
const NEWCOMER: Newcomer = {
  kind: 'IMPACT',
  play: 'Cost of doing nothing',
  windows: windows('2026-05-01', '2026-07-31'),
  people: ['bob', 'cem'],
};

describe('two pilots on the same people', () => {
  it('are refused while both are in the field', () => {
    expect(overlaps(NEWCOMER, [HELD])).toEqual({
      obstacles: [
        'overlap: 1 salesperson is also in the pilot "Cost of doing nothing", which is in the field from 2026-03-01 to 2026-05-31: choose other people, or a time outside it.',
      ],
      warnings: [],
    });
  });

  it('are refused from the first day of the ramp', () => {
    const ramp = { from: '2026-05-31', to: '2026-06-05' };
    const later = { ...NEWCOMER, windows: { ...windows('2026-06-06', '2026-07-31'), ramp } };
    expect(overlaps(later, [HELD]).obstacles).toHaveLength(1);
  });

  it('are no matter when they share nobody', () => {
    expect(overlaps({ ...NEWCOMER, people: ['cem'] }, [HELD])).toEqual({ obstacles: [], warnings: [] });
  });

  it('are a warning when one only reaches into the maturation or the baseline of the other', () => {
    const after = { ...NEWCOMER, windows: windows('2026-06-01', '2026-07-31') };
    expect(overlaps(after, [HELD])).toEqual({ obstacles: [], warnings: [expect.stringContaining('maturation')] });
    const inBaseline = { ...NEWCOMER, windows: windows('2026-08-01', '2026-09-30', ['2026-05-01', '2026-07-31']) };
    expect(overlaps(inBaseline, [HELD]).warnings).toHaveLength(1);
  });

  it('are no matter when they lie years apart', () => {
    const years = { ...NEWCOMER, windows: windows('2028-06-01', '2028-07-31', ['2028-01-01', '2028-03-31']) };
    expect(overlaps(years, [HELD])).toEqual({ obstacles: [], warnings: [] });
  });

  it.each([
    ['IMPACT', 'FEASIBILITY', 1],
    ['FEASIBILITY', 'IMPACT', 1],
    ['FEASIBILITY', 'FEASIBILITY', 0],
  ] as const)(
    'of the kinds %s and %s are an obstacle %i times: only a claim can be spoilt',
    (kind, other, obstacles) => {
      const found = overlaps({ ...NEWCOMER, kind }, [{ ...HELD, kind: other }]);
      expect(found.obstacles).toHaveLength(obstacles);
      expect(found.warnings).toHaveLength(1 - obstacles);
    },
  );
});

describe('draws that were given up', () => {
  const cancelled = { ...HELD, play: 'Cost of doing nothing', planHash: 'ab'.repeat(32), cancelledOn: '2026-02-01' };
  const named = [{ pilot: 'Cost of doing nothing', planHash: 'ab'.repeat(32), cancelledOn: '2026-02-01' }];

  it('are named when the same people are drawn again for the same play, whenever that is', () => {
    expect(earlierDraws(NEWCOMER, [cancelled])).toEqual(named);
    const later = { ...NEWCOMER, windows: windows('2028-06-01', '2028-07-31') };
    expect(earlierDraws(later, [cancelled])).toEqual(named);
  });

  it('are named when the same people are drawn again for the same time, whatever the play', () => {
    expect(earlierDraws({ ...NEWCOMER, play: 'Another' }, [cancelled])).toEqual(named);
    const later = { ...NEWCOMER, play: 'Another', windows: windows('2028-06-01', '2028-07-31') };
    expect(earlierDraws(later, [cancelled])).toEqual([]);
  });

  it('are no matter for other people', () => {
    expect(earlierDraws({ ...NEWCOMER, people: ['cem'] }, [cancelled])).toEqual([]);
  });
});

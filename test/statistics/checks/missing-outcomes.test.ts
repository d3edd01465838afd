import {
  type CheckFinding,
  type ComparisonPlan,
  type ObservedUnit,
  compareArms,
} from '../../../src/statistics/index.js';
import { golden } from '../golden.js';

const PLAN: ComparisonPlan = { control: 'control', scale: 'auto', alpha: 0.05 };

interface WorstCase {
  readonly data: readonly ObservedUnit[];
  readonly seen: number;
  readonly supposed: number;
}

/** lm, quantile (type 7) and predict on R 4.2.2. */
const { missing: EXPECTED } = golden<{ readonly missing: Record<'up' | 'down' | 'holds', WorstCase> }>('compare-arms');

function checksOf(rows: readonly ObservedUnit[], code: string): CheckFinding[] {
  return compareArms(rows, PLAN).checks.filter((check) => check.code === code);
}

/** Twenty units an arm; the first so many of each without an outcome. */
function roster(missing: Readonly<Record<'control' | 'pilot', number>>): ObservedUnit[] {
  return (['control', 'pilot'] as const).flatMap((arm) =>
    Array.from({ length: 20 }, (_, i) => ({
      unit: `${arm} ${i}`,
      arm,
      outcome: i < missing[arm] ? null : 100 + ((i * 7) % 20) + (arm === 'pilot' ? 30 : 0),
    })),
  );
}

describe('missing outcomes', () => {
  it.each(['up', 'down'] as const)(
    'warn where those who left could have turned the sign of a small uplift %s',
    (way) => {
      const { data, seen, supposed } = EXPECTED[way];
      expect(Math.sign(seen)).toBe(-Math.sign(supposed));
      const [check] = checksOf(data, 'SIGN_HANGS_ON_MISSING_OUTCOMES');
      expect(check).toMatchObject({ severity: 'WARN', arm: 'pilot' });
      expect(check.values?.seen).toBeCloseTo(seen, 12);
      expect(check.values?.supposed).toBeCloseTo(supposed, 12);
    },
  );

  it('do not warn where the sign holds', () => {
    const { data, seen, supposed } = EXPECTED.holds;
    expect(Math.sign(seen)).toBe(Math.sign(supposed));
    expect(checksOf(data, 'SIGN_HANGS_ON_MISSING_OUTCOMES')).toEqual([]);
  });

  it.each([
    [{ control: 0, pilot: 0 }, []],
    [{ control: 2, pilot: 2 }, ['INFO', 'INFO']],
    [{ control: 0, pilot: 2 }, ['INFO']],
    [{ control: 1, pilot: 4 }, ['WARN', 'WARN']],
    [{ control: 3, pilot: 2 }, ['WARN', 'INFO']],
    [{ control: 5, pilot: 5 }, ['WARN', 'WARN']],
    [{ control: 6, pilot: 6 }, ['BLOCK', 'BLOCK']],
  ])('cap above 10 %% or 10 points apart, and block above 25 %%: %j of 20', (missing, severities) => {
    expect(checksOf(roster(missing), 'OUTCOMES_MISSING').map(({ severity }) => severity)).toEqual(severities);
  });

  it('tell how many of whom', () => {
    expect(checksOf(roster({ control: 0, pilot: 2 }), 'OUTCOMES_MISSING')).toEqual([
      { code: 'OUTCOMES_MISSING', severity: 'INFO', arm: 'pilot', values: { assigned: 20, missing: 2, share: 0.1 } },
    ]);
  });

  it('leave a stratum that lost everybody out of the model, not out of the count', () => {
    const rows = roster({ control: 2, pilot: 2 }).map((row, i) => ({
      ...row,
      stratum: i % 20 < 2 ? 'left' : 'stayed',
    }));
    const answer = compareArms(rows, PLAN);
    expect(answer.comparisons[0].refusal).toBeNull();
    expect(checksOf(rows, 'OUTCOMES_MISSING')).toHaveLength(2);
  });
});

describe('people missing from clusters that are still there', () => {
  /** Ten clusters of six an arm; of each cluster of the pilot so many have no outcome. */
  function clusters(missing: number, pairs = false): ObservedUnit[] {
    return Array.from({ length: 120 }, (_, i): ObservedUnit => {
      const [g, member] = [Math.floor(i / 6), i % 6];
      const arm = g % 2 === 0 ? 'control' : 'pilot';
      const outcome = 100 + ((i * 37) % 11) + 3 * (g % 5) + (arm === 'pilot' ? 40 : 0);
      return {
        unit: `person ${i}`,
        cluster: `team ${g}`,
        arm,
        outcome: arm === 'pilot' && member < missing ? null : outcome,
        ...(pairs && { pair: `pair ${Math.floor(g / 2)}` }),
      };
    });
  }

  it.each([false, true])('block as they would one by one, drawn in pairs: %s', (pairs) => {
    const rows = clusters(3, pairs);
    expect(checksOf(rows, 'OUTCOMES_MISSING')).toEqual([
      {
        code: 'OUTCOMES_MISSING',
        severity: 'BLOCK',
        arm: 'pilot',
        values: { assigned: 60, missing: 30, share: 0.5, within: 1 },
      },
    ]);
    expect(compareArms(rows, PLAN).comparisons[0]).toMatchObject({
      significant: false,
      withheld: 'BLOCKED_BY_A_CHECK',
    });
    expect(checksOf(clusters(1, pairs), 'OUTCOMES_MISSING')).toMatchObject([{ severity: 'WARN' }]);
    expect(checksOf(clusters(0, pairs), 'OUTCOMES_MISSING')).toEqual([]);
  });

  it('leave the count to the clusters where more of these are gone', () => {
    const rows = clusters(0).map((row, i) => (i >= 114 ? { ...row, outcome: null } : row));
    const smaller = rows.filter((_, i) => i < 115);
    expect(checksOf(smaller, 'OUTCOMES_MISSING')).toMatchObject([
      { severity: 'INFO', arm: 'pilot', values: { assigned: 10, missing: 1, share: 0.1 } },
    ]);
  });
});

import { compareSwitches } from '../../../src/statistics/designs/compare-switches.js';
import type { SwitchPlan, SwitchRow } from '../../../src/statistics/designs/switch-finding.js';

const PLAN: SwitchPlan = { design: 'STEPPED_WEDGE', scale: 'auto', alpha: 0.05, seed: 1, draws: 99 };
const CROSSOVER: SwitchPlan = { ...PLAN, design: 'CROSSOVER' };
const STAGED: SwitchPlan = { ...PLAN, design: 'STAGED' };

/** Clusters of one unit each, with outcomes that are all different. */
function rollout(waves: Readonly<Record<string, number | null>>, periods: number): SwitchRow[] {
  return Object.entries(waves).flatMap(([unit, wave], g) =>
    Array.from({ length: periods }, (_, p): SwitchRow => ({
      unit,
      period: p + 1,
      wave,
      outcome: 100 + 7 * g + 3 * p + ((g * 13 + p * 29) % 17),
    })),
  );
}

const WEDGE = rollout({ East: 2, North: 2, South: 3, West: 4, Centre: null }, 4);

/** The rows with the first row of a unit changed. */
function changed(rows: readonly SwitchRow[], unit: string, change: Partial<SwitchRow>): SwitchRow[] {
  const at = rows.findIndex((row) => row.unit === unit);
  return rows.map((row, i) => (i === at ? { ...row, ...change } : row));
}

function refusalOf(rows: readonly SwitchRow[], plan: SwitchPlan) {
  const { refusal, headline } = compareSwitches(rows, plan);
  return refusal ?? headline?.refusal;
}

describe('a rollout that cannot be compared is refused, with the place', () => {
  test.each<[string, readonly SwitchRow[], SwitchPlan, object]>([
    [
      'an outcome without bounds',
      changed(WEDGE, 'West', { outcome: Infinity }),
      PLAN,
      { code: 'NOT_FINITE', unit: 'West', column: 'outcome' },
    ],
    [
      'half a period',
      changed(WEDGE, 'West', { period: 1.5 }),
      PLAN,
      { code: 'NOT_FINITE', unit: 'West', column: 'period' },
    ],
    [
      'a denominator without bounds',
      changed(WEDGE, 'West', { denominator: NaN }),
      PLAN,
      { code: 'NOT_FINITE', unit: 'West', column: 'denominator' },
    ],
    [
      'a cluster with two moments of its switch',
      changed(WEDGE, 'South', { wave: 2 }),
      PLAN,
      { code: 'CLUSTER_IN_TWO_WAVES', unit: 'South' },
    ],
    [
      'a cluster in two strata',
      changed(WEDGE, 'South', { stratum: 'big' }),
      PLAN,
      { code: 'CLUSTER_IN_TWO_STRATA', unit: 'South' },
    ],
    [
      'a unit in two clusters',
      changed(WEDGE, 'South', { cluster: 'Else' }),
      PLAN,
      { code: 'UNIT_IN_TWO_CLUSTERS', unit: 'South' },
    ],
    [
      'a unit twice in a period',
      changed(WEDGE, 'South', { period: 2 }),
      PLAN,
      { code: 'UNIT_TWICE_IN_A_PERIOD', unit: 'South' },
    ],
    [
      'a forced logarithm of nothing',
      changed(WEDGE, 'East', { outcome: 0 }),
      { ...PLAN, scale: 'log' },
      { code: 'NON_POSITIVE_LOG', unit: 'East', column: 'outcome' },
    ],
    [
      'a numerator over nothing',
      WEDGE.map((row) => ({ ...row, denominator: row.unit === 'East' ? 0 : 5 })),
      PLAN,
      { code: 'ZERO_DENOMINATOR', unit: 'East', column: 'denominator' },
    ],
    ['one cluster', rollout({ East: 2 }, 4), PLAN, { code: 'TOO_FEW_UNITS' }],
    ['one period', rollout({ East: 1, West: null }, 1), PLAN, { code: 'TOO_FEW_UNITS', column: 'period' }],
    [
      'everybody switching at once',
      rollout({ East: 2, West: 2, South: 2 }, 3),
      PLAN,
      { code: 'NO_CONTRAST', column: 'period' },
    ],
    [
      'nobody switching',
      rollout({ East: null, West: null, South: null }, 3),
      PLAN,
      { code: 'NO_CONTRAST', column: 'period' },
    ],
    [
      'outcomes that never vary',
      WEDGE.map((row) => ({ ...row, outcome: 5 })),
      PLAN,
      { code: 'NO_VARIANCE', column: 'outcome' },
    ],
    [
      'one switch alone',
      rollout({ East: 2, West: null, South: null }, 2),
      PLAN,
      { code: 'NOT_IDENTIFIED_BY_REPLICATION', unit: 'East' },
    ],
    [
      'a crossover of three periods',
      rollout({ A: 1, B: 1, C: 2, D: 2 }, 3),
      CROSSOVER,
      { code: 'NOT_A_CROSSOVER', column: 'period' },
    ],
    [
      'a crossover with a cluster that never had the play',
      rollout({ A: 1, B: 1, C: 2, D: null }, 2),
      CROSSOVER,
      { code: 'NOT_A_CROSSOVER', unit: 'D' },
    ],
    [
      'a sequence of one cluster',
      rollout({ A: 1, B: 1, C: 2 }, 2),
      CROSSOVER,
      { code: 'TOO_FEW_UNITS', arm: 'play in period 2' },
    ],
    [
      'a crossover that never varies',
      rollout({ A: 1, B: 1, C: 2, D: 2 }, 2).map((row) => ({ ...row, outcome: 1 })),
      CROSSOVER,
      { code: 'NO_VARIANCE', column: 'outcome' },
    ],
    ['only waves of one cluster', rollout({ A: 2, B: 3, C: null }, 4), STAGED, { code: 'TOO_FEW_UNITS' }],
    [
      'a staged rollout that never varies',
      rollout({ A: 2, B: 2, C: null, D: null }, 3).map((row) => ({ ...row, outcome: 1 })),
      STAGED,
      { code: 'NO_VARIANCE', column: 'outcome' },
    ],
  ])('%s', (_, rows, plan, expected) => {
    expect(refusalOf(rows, plan)).toMatchObject(expected);
  });
});

describe('what is compared may still not be called significant', () => {
  const steps = (rows: readonly SwitchRow[], lift: number): SwitchRow[] =>
    rows.map((row) => ({
      ...row,
      outcome: (row.outcome ?? 0) + (row.wave !== null && row.period >= row.wave ? lift : 0),
    }));

  test('with fewer than four clusters', () => {
    const rows = steps(rollout({ A: 2, B: 3, C: null }, 5), 500);
    expect(compareSwitches(rows, { ...PLAN, scale: 'raw' }).headline).toMatchObject({
      significant: false,
      withheld: 'FEWER_THAN_FOUR_UNITS',
    });
  });

  test('where even the most extreme order could not reach alpha', () => {
    const waves = { A1: 2, A2: 4, B1: 2, B2: 4, C1: 2, C2: 4, D1: 2, D2: 4 };
    const rows = steps(rollout(waves, 5), 500).map((row) => ({ ...row, stratum: row.unit[0] }));
    const { headline } = compareSwitches(rows, { ...PLAN, scale: 'raw' });
    expect(headline).toMatchObject({ significant: false, withheld: 'SMALLEST_P_ABOVE_ALPHA' });
    expect(headline?.randomisation).toMatchObject({ draws: 16, smallestPossible: 2 / 16 });
  });

  test('with more than a quarter of the observations missing', () => {
    const rows = steps(rollout({ A: 2, B: 2, C: 3, D: 3, E: 4, F: 4, G: 5, H: 5 }, 6), 500);
    const lost = rows.map((row, at) =>
      row.wave !== null && row.period >= row.wave && at % 2 === 0 ? { ...row, outcome: null } : row,
    );
    const { headline, checks } = compareSwitches(lost, { ...PLAN, scale: 'raw' });
    expect(headline).toMatchObject({ significant: false, withheld: 'BLOCKED_BY_A_CHECK' });
    expect(checks.find(({ code }) => code === 'OBSERVATIONS_MISSING')).toMatchObject({
      arm: 'switched',
      severity: 'BLOCK',
    });
    expect(compareSwitches(rows, { ...PLAN, scale: 'raw' }).headline).toMatchObject({
      significant: true,
      withheld: null,
    });
  });
});

import fc from 'fast-check';
import {
  type ComparisonPlan,
  type ObservedUnit,
  SENSITIVITY_CODES,
  type Sensitivity,
  type SensitivityCode,
  type SensitivityRow,
  compareArms,
  sensitivity,
} from '../../../src/statistics/index.js';
import { golden, largestRelativeError } from '../golden.js';

interface ExpectedRow {
  readonly estimate: number;
  readonly standardError?: number;
  readonly degreesOfFreedom?: number;
  readonly pValue: number;
  readonly interval: readonly number[];
}

interface Expected {
  readonly data: readonly ObservedUnit[];
  readonly rows: Partial<Record<SensitivityCode, ExpectedRow>>;
}

const DESIGNS = ['log', 'chosen', 'strata', 'raw', 'ratio', 'teams', 'pairs', 'tiedPairs'] as const;

/** sandwich 3.0.2, clubSandwich 0.5.8, estimatr 1.0.0, coin 1.4.2 and metafor 3.8.1 on R 4.2.2. */
const EXPECTED = golden<Record<(typeof DESIGNS)[number], Expected>>('sensitivity');

const PLAN: ComparisonPlan = { control: 'control', scale: 'auto', alpha: 0.05 };

/** What people chose is compared by its changes. */
const planOf = (design: (typeof DESIGNS)[number]): ComparisonPlan => ({ ...PLAN, chosen: design === 'chosen' });

function tableOf(rows: readonly ObservedUnit[], plan: ComparisonPlan = PLAN): Sensitivity {
  const found = sensitivity(rows, plan, 'pilot');
  if (found.kind === 'refused') throw new Error(found.code);
  return found;
}

function rowOf(table: Sensitivity, code: SensitivityCode): SensitivityRow {
  const row = table.rows.find((one) => one.code === code);
  if (!row) throw new Error(`There is no row ${code}.`);
  return row;
}

const cases = DESIGNS.flatMap((design) =>
  Object.entries(EXPECTED[design].rows).map(([code, row]) => [design, code as SensitivityCode, row] as const),
);

describe('one comparison by all reasonable estimators, with the numbers of R', () => {
  it.each(cases)('%s: %s', (design, code, expected) => {
    const row = rowOf(tableOf(EXPECTED[design].data, planOf(design)), code);
    expect(row.refusal).toBeNull();
    const { estimate, standardError, degreesOfFreedom, pValue, interval } = expected;
    const hasError = standardError !== undefined && degreesOfFreedom !== undefined;
    const wanted = [estimate, pValue, ...interval, ...(hasError ? [standardError, degreesOfFreedom] : [])];
    const told = [row.estimate, row.pValue, ...(row.interval ?? [])];
    const actual = [...told, ...(hasError ? [row.standardError, row.degreesOfFreedom] : [])] as number[];
    expect(largestRelativeError(actual, wanted)).toBeLessThan(1e-8);
  });

  it.each(DESIGNS)('%s: the table begins with the registered estimator and keeps its order', (design) => {
    const { data } = EXPECTED[design];
    const { rows } = tableOf(data, planOf(design));
    const { estimate, pValue, relative } = compareArms(data, planOf(design)).comparisons[0];
    expect(rows[0]).toMatchObject({ code: 'REGISTERED', estimate, pValue, relative });
    const codes = rows.map(({ code }) => code);
    expect(codes).toEqual(SENSITIVITY_CODES.filter((code) => codes.includes(code)));
    expect(rows.filter(({ refusal, estimate: number }) => (refusal === null) !== (number !== null))).toEqual([]);
  });
});

describe('a method that the design or the data do not bear', () => {
  it('is left out where it would say nothing new', () => {
    const codes = (design: (typeof DESIGNS)[number]) =>
      tableOf(EXPECTED[design].data, planOf(design)).rows.map(({ code }) => code);
    expect(codes('log')).not.toEqual(expect.arrayContaining(['CR3']));
    expect(codes('raw')).toEqual(['REGISTERED', 'HC3', 'MANN_WHITNEY', 'LOG_SCALE', 'RATIO_OF_MEANS', 'WINSORISED']);
    expect(codes('chosen')).toEqual(['REGISTERED', 'HC3', 'MANN_WHITNEY', 'ANCOVA', 'RAW_SCALE', 'WINSORISED']);
    expect(codes('pairs')).toEqual([
      'REGISTERED',
      'HC3',
      'UNPAIRED',
      'SIGNED_RANK',
      'DIFFERENCE_IN_DIFFERENCES',
      'RAW_SCALE',
    ]);
    expect(codes('ratio')).not.toEqual(expect.arrayContaining(['RATIO_OF_MEANS']));
    expect(codes('teams').slice(1, 4)).toEqual(['CR3', 'CLUSTER_MEANS', 'WILD_CLUSTER_BOOTSTRAP']);
  });

  it('is refused in its row, with the place: logarithms of a zero', () => {
    const { refusal } = rowOf(tableOf(EXPECTED.raw.data), 'LOG_SCALE');
    expect(refusal).toEqual({
      kind: 'refused',
      code: 'NON_POSITIVE_LOG',
      arm: 'pilot',
      unit: 'u03',
      column: 'outcome',
    });
  });

  it('is refused in its row, with the place: slopes of their own for fewer than ten units an arm', () => {
    const { refusal } = rowOf(tableOf(EXPECTED.log.data.slice(0, 19)), 'LIN_INTERACTED');
    expect(refusal).toEqual({ kind: 'refused', code: 'TOO_FEW_FOR_METHOD', arm: 'pilot' });
  });

  it('is refused in its row, with the place: the ratio of a mean that is not positive', () => {
    const losses = EXPECTED.raw.data.map((row) =>
      row.arm === 'control' ? { ...row, outcome: -(row.outcome ?? NaN) } : row,
    );
    const { refusal } = rowOf(tableOf(losses), 'RATIO_OF_MEANS');
    expect(refusal).toEqual({ kind: 'refused', code: 'CONTROL_NEAR_ZERO', arm: 'control' });
  });

  it('has no table where there is no comparison', () => {
    const { data } = EXPECTED.log;
    const lonely = data.filter(({ arm }, i) => arm === 'control' || i === 1);
    expect(sensitivity(lonely, PLAN, 'pilot')).toEqual({ kind: 'refused', code: 'TOO_FEW_UNITS', arm: 'pilot' });
    expect(sensitivity(data, PLAN, 'tool')).toEqual({ kind: 'refused', code: 'TOO_FEW_UNITS', arm: 'tool' });
    const twice = [...data, { ...data[0], arm: 'pilot' }];
    expect(sensitivity(twice, PLAN, 'pilot')).toMatchObject({ kind: 'refused', code: 'UNIT_IN_TWO_ARMS', unit: 'u01' });
  });
});

describe('leaving one unit out', () => {
  const units = (control: number[], pilot: number[]): ObservedUnit[] =>
    Object.entries({ control, pilot }).flatMap(([arm, outcomes]) =>
      outcomes.map((outcome, i) => ({ unit: `${arm} ${i}`, arm, outcome })),
    );
  const raw: ComparisonPlan = { ...PLAN, scale: 'raw' };

  it.each([
    ['HOLDS', raw, units([10, 11, 12, 13, 14, 15], [20, 21, 22, 23, 24, 25])],
    ['LOSES_SIGNIFICANCE', raw, units([10, 12, 13, 11, 10, 12], [12, 13.4, 11.6, 14, 12.2, 14.2])],
    ['TURNS_SIGN', { ...raw, alpha: 0.45 }, units([10, 12, 11, 13, 12, 11], [11, 10, 12, 11, 10, 40])],
    [null, raw, units([10, 12, 14, 16], [10, 12, 14, 60])],
  ])('%s', (expected, plan, rows) => {
    expect(tableOf(rows, plan).withoutOneUnit).toBe(expected);
  });
});

/** Sound rosters of 8 to 30 units in two arms, some in clusters, some with a baseline. */
const rosters = fc
  .record({ clustered: fc.boolean(), ratio: fc.boolean(), baseline: fc.boolean() })
  .chain(({ clustered, ratio, baseline }) =>
    fc
      .array(
        fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 5, max: 60 }), fc.integer({ min: 1, max: 40 })),
        {
          minLength: 8,
          maxLength: 30,
        },
      )
      .map((values) =>
        values.map(([outcome, denominator, before], i): ObservedUnit => ({
          unit: `unit ${String(i).padStart(2, '0')}`,
          arm: i % 2 === 0 ? 'pilot' : 'control',
          outcome: ratio ? Math.min(outcome, denominator) : outcome,
          ...(ratio && { denominator, baselineDenominator: denominator + 3 }),
          ...(baseline && { baseline: before }),
          ...(clustered && { cluster: `team ${i % 6}` }),
        })),
      ),
  );

describe('whatever the roster', () => {
  it('never throws, and gives finite numbers or a refusal, in every row', () => {
    fc.assert(
      fc.property(rosters, (rows) => {
        const found = sensitivity(rows, PLAN, 'pilot');
        if (found.kind === 'refused') return;
        for (const { refusal, pValue, estimate, standardError } of found.rows) {
          expect(refusal === null).toBe(estimate !== null);
          if (refusal !== null) continue;
          expect(Number.isFinite(estimate)).toBe(true);
          expect(pValue).toBeGreaterThanOrEqual(0);
          expect(pValue).toBeLessThanOrEqual(1);
          expect(standardError === null || standardError > 0).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('says the opposite where the arms swap, and the same in another order', () => {
    fc.assert(
      fc.property(rosters, (rows) => {
        const swapped = rows.map((row) => ({ ...row, arm: row.arm === 'pilot' ? 'control' : 'pilot' }));
        const [one, other, shuffled] = [rows, swapped, rows.toReversed()].map((r) => sensitivity(r, PLAN, 'pilot'));
        expect(shuffled).toEqual(one);
        if (one.kind === 'refused' || other.kind === 'refused') return;
        one.rows.forEach(({ estimate, pValue }, i) => {
          const opposite = other.rows[i];
          expect(opposite.estimate ?? 0).toBeCloseTo(-(estimate ?? 0), 8);
          expect(opposite.pValue ?? 0).toBeCloseTo(pValue ?? 0, 8);
        });
      }),
      { numRuns: 25 },
    );
  });

  it('an interval leaves no effect out exactly where p is at or below the level', () => {
    fc.assert(
      fc.property(rosters, (rows) => {
        const found = sensitivity(rows, PLAN, 'pilot');
        if (found.kind === 'refused') return;
        for (const { code, pValue, interval } of found.rows) {
          // ranks with ties: the interval is that of the distribution without ties
          if (pValue === null || interval === null || code === 'MANN_WHITNEY') continue;
          const [low, high] = interval;
          const excludesZero = (low !== null && low > 0) || (high !== null && high < 0);
          if (Math.abs(pValue - 0.05) > 1e-9) expect([code, excludesZero]).toEqual([code, pValue <= 0.05]);
        }
      }),
      { numRuns: 40 },
    );
  });
});

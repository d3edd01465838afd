import fc from 'fast-check';
import {
  type ArmComparisons,
  type CheckFinding,
  type Comparison,
  type ComparisonPlan,
  type ObservedUnit,
  compareArms,
} from '../../../src/statistics/index.js';
import { CHOSEN, type Contrast, type View } from '../designs/chosen-arms.js';
import { largestRelativeError } from '../golden.js';

const PLAN: ComparisonPlan = { control: 'control', scale: 'auto', alpha: 0.05, chosen: true };
const RAW: ComparisonPlan = { ...PLAN, scale: 'raw' };
const { log, raw, ratio, teams, apart } = CHOSEN;

function only({ comparisons, refusal }: ArmComparisons): Comparison {
  expect(refusal).toBeNull();
  expect(comparisons).toHaveLength(1);
  expect(comparisons[0].refusal).toBeNull();
  return comparisons[0];
}

function expectNumbers(
  found: Comparison,
  { estimate, standardError, degreesOfFreedom, pValue, interval }: Contrast,
): void {
  expect(found.method).toBe('DIFFERENCE_IN_DIFFERENCES');
  expect(found.randomisation).toBeNull();
  const actual = [found.estimate, found.standardError, found.degreesOfFreedom, found.pValue, ...(found.interval ?? [])];
  const expected = [estimate, standardError, degreesOfFreedom, pValue, ...interval] as number[];
  expect(largestRelativeError(actual as number[], expected)).toBeLessThan(1e-8);
}

function expectView(found: Comparison['relative'], { estimate, interval }: View): void {
  const actual = [found?.estimate, ...(found?.interval ?? [])] as number[];
  expect(largestRelativeError(actual, [estimate, ...interval] as number[])).toBeLessThan(1e-8);
}

function codes({ checks }: ArmComparisons): CheckFinding['code'][] {
  return checks.map(({ code }) => code);
}

describe('arms that were chosen are compared by how they changed', () => {
  it('in per cent: Welch on the change of the logarithm', () => {
    const found = only(compareArms(log.data, PLAN));
    expect(found.scale).toBe('log');
    expectNumbers(found, log);
    expectView(found.relative, log.relative);
    expect(found.adjustedMeans?.control).toBeCloseTo(log.control, 8);
  });

  it('in amounts: Welch on the change, set on the mean baseline', () => {
    const found = only(compareArms(log.data, RAW));
    expectNumbers(found, raw);
    expectView(found.relative, raw.relative);
    expect(found.adjustedMeans?.control).toBeCloseTo(raw.adjustedMeans.control, 8);
    expect(found.adjustedMeans?.pilot).toBeCloseTo(raw.adjustedMeans.pilot, 8);
  });

  it('a ratio: Welch on the change of the linearised ratio', () => {
    const found = only(compareArms(ratio.data, PLAN));
    expect(found.scale).toBe('ratio');
    expectNumbers(found, ratio);
    expectView(found.relative, ratio.relative);
  });

  it('teams: CR2 by team, with Satterthwaite degrees of freedom', () => {
    expectNumbers(only(compareArms(teams.data, RAW)), teams);
  });

  it('a difference that was there from the start is none that came of it', () => {
    const higher = log.data.map((row) =>
      row.arm === 'pilot' ? { ...row, outcome: 3 * (row.outcome ?? 0), baseline: 3 * (row.baseline ?? 0) } : row,
    );
    const [before, after] = [only(compareArms(log.data, PLAN)), only(compareArms(higher, PLAN))];
    expect(after.estimate).toBeCloseTo(before.estimate ?? NaN, 12);
    expect(codes(compareArms(higher, PLAN))).toContain('BASELINE_IMBALANCE');
  });

  it('never re-draws what nobody drew, even when asked to', () => {
    const found = compareArms(log.data, { ...PLAN, randomisation: { seed: 1, always: true } });
    expect(only(found)).toEqual(only(compareArms(log.data, PLAN)));
  });
});

describe('what is said beside it', () => {
  const check = (data: readonly ObservedUnit[], code: CheckFinding['code']): CheckFinding | undefined =>
    compareArms(data, PLAN).checks.find((one) => one.code === code);

  it('a trend that is not rejected is information, with its interval as a share', () => {
    const found = check(log.data, 'PRE_TREND');
    const { trend, leads } = log.before;
    expect(found).toMatchObject({ severity: 'INFO', arm: 'pilot' });
    expect(found?.values).toMatchObject({ units: 24, windows: 4 });
    expect(found?.values?.share).toBeCloseTo(Math.expm1(trend.estimate), 10);
    expect(found?.values?.low).toBeCloseTo(Math.expm1(trend.interval[0] ?? NaN), 10);
    expect(found?.values?.pValue).toBeCloseTo(trend.pValue, 10);
    expect(found?.values?.jointP).toBeCloseTo(leads.pValue, 10);
  });

  it('arms that were going apart already are a warning, and so is the placebo', () => {
    expect(check(apart.data, 'PRE_TREND')).toMatchObject({ severity: 'WARN' });
    expect(check(apart.data, 'PLACEBO_DATE')).toMatchObject({ severity: 'WARN' });
  });

  it('a significant uplift says which drift would explain it away', () => {
    const found = check(log.data, 'TREND_BOUND');
    expect(found).toMatchObject({ severity: 'WARN' });
    expect(found?.values?.times).toBeCloseTo(log.before.bound.times, 9);
    expect(check(ratio.data, 'TREND_BOUND')).toBeUndefined();
  });

  it('without a history there is nothing to look at, and that is said', () => {
    const without = log.data.map((row) => ({ ...row, history: undefined }));
    expect(codes(compareArms(without, PLAN))).toContain('NO_HISTORY');
    expect(codes(compareArms(without, PLAN))).not.toContain('PRE_TREND');
  });

  it('units without a baseline are left out and counted', () => {
    const [first, ...rest] = log.data;
    const found = compareArms([{ ...first, baseline: null }, ...rest], PLAN);
    expect(found.units).toEqual({ control: 12, pilot: 11 });
    expect(found.checks).toContainEqual({
      code: 'BASELINE_UNKNOWN',
      severity: 'INFO',
      arm: 'pilot',
      values: { assigned: 12, missing: 1 },
    });
    expect(only(found).estimate).toBeCloseTo(only(compareArms(rest, PLAN)).estimate ?? NaN, 12);
  });

  it('a baseline of 0 leaves the log scale, as an outcome of 0 does', () => {
    const [first, ...rest] = log.data;
    const found = compareArms([{ ...first, baseline: 0 }, ...rest], PLAN);
    expect(only(found).scale).toBe('raw');
    expect(codes(found)).toContain('LOG_SCALE_LEFT');
  });
});

describe('what is refused', () => {
  it('nobody has a baseline', () => {
    const without = log.data.map((row) => ({ ...row, baseline: null }));
    expect(compareArms(without, PLAN).refusal).toEqual({ kind: 'refused', code: 'NO_BASELINE', column: 'baseline' });
  });

  it('an arm has none, and is named', () => {
    const without = log.data.map((row) => (row.arm === 'pilot' ? { ...row, baseline: null } : row));
    expect(compareArms(without, PLAN).comparisons[0].refusal).toEqual({
      kind: 'refused',
      code: 'TOO_FEW_UNITS',
      arm: 'pilot',
    });
  });

  it('units with different numbers of earlier windows', () => {
    const uneven = log.data.map((row) => (row.unit === 'u05' ? { ...row, history: [1] } : row));
    expect(compareArms(uneven, PLAN).refusal).toEqual({
      kind: 'refused',
      code: 'UNEVEN_HISTORY',
      arm: 'pilot',
      unit: 'u05',
      column: 'history',
    });
  });

  it('a log scale asked for by name, and a baseline of 0', () => {
    const zero = log.data.map((row) => (row.unit === 'u02' ? { ...row, baseline: 0 } : row));
    expect(compareArms(zero, { ...PLAN, scale: 'log' }).comparisons[0].refusal).toEqual({
      kind: 'refused',
      code: 'NON_POSITIVE_LOG',
      arm: 'control',
      unit: 'u02',
      column: 'baseline',
    });
  });

  it('a number of the history that is none', () => {
    const broken = log.data.map((row) => (row.unit === 'u02' ? { ...row, history: [1, NaN, 2] } : row));
    expect(compareArms(broken, PLAN).comparisons[0].refusal).toMatchObject({
      code: 'NOT_FINITE',
      unit: 'u02',
      column: 'history',
    });
  });
});

describe('whatever the numbers', () => {
  const units = fc.array(
    fc.record({
      outcome: fc.double({ min: 1, max: 1000, noNaN: true }),
      baseline: fc.double({ min: 1, max: 1000, noNaN: true }),
    }),
    { minLength: 8, maxLength: 24 },
  );
  const rowsOf = (values: readonly { outcome: number; baseline: number }[], swap = false): ObservedUnit[] =>
    values.map((value, i) => ({ unit: `u${i}`, arm: (i % 2 === 0) === swap ? 'control' : 'pilot', ...value }));

  it('swapping the arms turns the sign and nothing else', () => {
    fc.assert(
      fc.property(units, (values) => {
        const [one] = compareArms(rowsOf(values), RAW).comparisons;
        const [other] = compareArms(rowsOf(values, true), RAW).comparisons;
        if (one.estimate === null || other.estimate === null) return one.refusal?.code === other.refusal?.code;
        const scale = Math.max(...values.map(({ outcome, baseline }) => Math.abs(outcome - baseline)));
        return (
          Math.abs(one.estimate + other.estimate) <= 1e-9 * scale &&
          Math.abs((one.pValue ?? 0) - (other.pValue ?? 0)) <= 1e-9
        );
      }),
    );
  });

  it('the order of rows and the unit of money change nothing', () => {
    fc.assert(
      fc.property(units, (values) => {
        const cents = rowsOf(values).map((row) => ({
          ...row,
          outcome: 100 * (row.outcome ?? 0),
          baseline: 100 * (row.baseline ?? 0),
        }));
        const [one] = compareArms(rowsOf(values), PLAN).comparisons;
        const [other] = compareArms(cents.reverse(), PLAN).comparisons;
        if (one.pValue === null || other.pValue === null) return one.refusal?.code === other.refusal?.code;
        return Math.abs(one.pValue - other.pValue) <= 1e-7;
      }),
    );
  });
});

import {
  type ArmComparisons,
  beforeAfter,
  type CheckFinding,
  type Comparison,
  type Interval,
  type ObservedUnit,
} from '../../../src/statistics/index.js';
import { golden, largestRelativeError } from '../golden.js';

interface View {
  readonly estimate: number;
  readonly interval: Interval;
}

interface Expected extends View {
  readonly standardError: number;
  readonly degreesOfFreedom: number;
}

/** t.test of R 4.2.2, coef_test of clubSandwich 0.5.8. */
const { raw, log, ratio, teams } = golden<{
  readonly raw: Expected & {
    readonly data: readonly ObservedUnit[];
    readonly means: readonly [number, number];
    readonly relative: View;
    readonly trend: Expected;
    readonly level: number;
  };
  readonly log: Expected & { readonly before: number; readonly relative: View; readonly trend: Expected };
  readonly ratio: Expected & {
    readonly data: readonly ObservedUnit[];
    readonly means: readonly [number, number];
    readonly relative: View;
  };
  readonly teams: Expected & { readonly data: readonly ObservedUnit[] };
}>('before-after');

const RAW = { scale: 'raw', alpha: 0.05 } as const;
const AUTO = { scale: 'auto', alpha: 0.05 } as const;

function only({ comparisons, refusal }: ArmComparisons): Comparison {
  expect(refusal).toBeNull();
  expect(comparisons).toHaveLength(1);
  return comparisons[0];
}

function expectNumbers(found: Comparison, { estimate, standardError, degreesOfFreedom, interval }: Expected): void {
  expect(found).toMatchObject({ method: 'BEFORE_AFTER', pValue: null, significant: false, randomisation: null });
  const actual = [found.estimate, found.standardError, found.degreesOfFreedom, ...(found.interval ?? [])] as number[];
  const expected = [estimate, standardError, degreesOfFreedom, ...interval] as number[];
  expect(largestRelativeError(actual, expected)).toBeLessThan(1e-8);
}

function expectView(found: Comparison['relative'], { estimate, interval }: View): void {
  const actual = [found?.estimate, ...(found?.interval ?? [])] as number[];
  expect(largestRelativeError(actual, [estimate, ...interval] as number[])).toBeLessThan(1e-8);
}

describe('one arm, nobody to compare it with', () => {
  it('changed in amounts as the paired t-test says', () => {
    const found = only(beforeAfter(raw.data, RAW));
    expectNumbers(found, raw);
    expectView(found.relative, raw.relative);
    const { control, pilot } = found.adjustedMeans ?? { control: NaN, pilot: NaN };
    expect(largestRelativeError([control, pilot], raw.means)).toBeLessThan(1e-12);
  });

  it('changed in per cent as the paired t-test on logarithms says, from the mean before', () => {
    const found = only(beforeAfter(raw.data, AUTO));
    expect(found.scale).toBe('log');
    expectNumbers(found, log);
    expectView(found.relative, log.relative);
    expect(found.adjustedMeans?.control).toBeCloseTo(log.before, 9);
  });

  it('changed its ratio of sums as the paired t-test on the linearised ratios says', () => {
    const found = only(beforeAfter(ratio.data, AUTO));
    expect(found.scale).toBe('ratio');
    expectNumbers(found, ratio);
    expectView(found.relative, ratio.relative);
    const { control, pilot } = found.adjustedMeans ?? { control: NaN, pilot: NaN };
    expect(largestRelativeError([control, pilot], ratio.means)).toBeLessThan(1e-12);
  });

  it('changed by teams as CR2 says', () => {
    const found = beforeAfter(teams.data, RAW);
    expectNumbers(only(found), teams);
    expect(found.clusters).toEqual({ pilot: 7 });
  });
});

describe('what is said beside it', () => {
  const find = (found: ArmComparisons, code: CheckFinding['code']): CheckFinding | undefined =>
    found.checks.find((one) => one.code === code);

  it('the trend before, with its interval as a share of the mean baseline', () => {
    const { values, severity } = find(beforeAfter(raw.data, RAW), 'TREND_BEFORE') ?? {};
    const [low, high] = raw.trend.interval.map((end) => (end ?? NaN) / raw.level);
    expect(severity).toBe(low > 0 || high < 0 ? 'WARN' : 'INFO');
    expect(values).toMatchObject({ units: 14, windows: 3 });
    expect(
      largestRelativeError([values?.share ?? 0, values?.low ?? 0], [raw.trend.estimate / raw.level, low]),
    ).toBeLessThan(1e-8);
    expect(values?.high).toBeCloseTo(high, 9);
  });

  it('the trend before in per cent on the log scale', () => {
    const { values } = find(beforeAfter(raw.data, AUTO), 'TREND_BEFORE') ?? {};
    expect(values?.share).toBeCloseTo(Math.expm1(log.trend.estimate), 10);
  });

  it('that no trend is known where there is no history', () => {
    const found = find(beforeAfter(teams.data, RAW), 'TREND_BEFORE');
    expect(found).toEqual({ code: 'TREND_BEFORE', severity: 'WARN', arm: 'pilot' });
  });

  it('always that season is in the change', () => {
    expect(find(beforeAfter(raw.data, RAW), 'SEASON_NOT_TAKEN_OUT')).toMatchObject({ severity: 'WARN', arm: 'pilot' });
  });

  it('how many have no outcome, and an alarm above a quarter', () => {
    const without = (units: number): ObservedUnit[] =>
      raw.data.map((row, i) => (i < units ? { ...row, outcome: null } : row));
    expect(find(beforeAfter(without(1), RAW), 'OUTCOMES_MISSING')).toMatchObject({
      severity: 'INFO',
      values: { assigned: 14, missing: 1 },
    });
    expect(find(beforeAfter(without(4), RAW), 'OUTCOMES_MISSING')).toMatchObject({ severity: 'BLOCK' });
  });
});

describe('what is refused', () => {
  it('one unit alone, naming the arm', () => {
    expect(only(beforeAfter(raw.data.slice(0, 1), RAW)).refusal).toEqual({
      kind: 'refused',
      code: 'TOO_FEW_UNITS',
      arm: 'pilot',
    });
  });

  it('nobody with an outcome, naming the arm', () => {
    const nobody = raw.data.map((row) => ({ ...row, outcome: null }));
    expect(only(beforeAfter(nobody, RAW)).refusal).toMatchObject({ code: 'TOO_FEW_UNITS', arm: 'pilot' });
  });

  it('nobody with a baseline, naming the column', () => {
    const without = raw.data.map((row) => ({ ...row, baseline: null }));
    expect(beforeAfter(without, RAW).refusal).toEqual({ kind: 'refused', code: 'NO_BASELINE', column: 'baseline' });
  });

  it('a change that is the same for all', () => {
    const same = raw.data.map((row, i) => ({ ...row, outcome: 2 * i + 5, baseline: 2 * i }));
    expect(only(beforeAfter(same, RAW)).refusal).toEqual({ kind: 'refused', code: 'NO_VARIANCE', column: 'outcome' });
  });

  it('a log scale asked for by name and a baseline of 0, naming the unit', () => {
    const zero = raw.data.map((row, i) => (i === 0 ? { ...row, baseline: 0 } : row));
    expect(only(beforeAfter(zero, { scale: 'log', alpha: 0.05 })).refusal).toEqual({
      kind: 'refused',
      code: 'NON_POSITIVE_LOG',
      arm: 'pilot',
      unit: 'u01',
      column: 'baseline',
    });
  });

  it('a number that is none, naming unit and column', () => {
    const broken = raw.data.map((row, i) => (i === 2 ? { ...row, outcome: Infinity } : row));
    expect(only(beforeAfter(broken, RAW)).refusal).toMatchObject({
      code: 'NOT_FINITE',
      unit: 'u03',
      column: 'outcome',
    });
  });
});

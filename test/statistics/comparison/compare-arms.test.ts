import fc from 'fast-check';
import { type Comparison, type ComparisonPlan, type ObservedUnit, compareArms } from '../../../src/statistics/index.js';
import { golden, largestRelativeError, numericTable } from '../golden.js';

const RAW: ComparisonPlan = { control: '0', scale: 'raw', alpha: 0.05 };
const AUTO: ComparisonPlan = { control: 'control', scale: 'auto', alpha: 0.05 };

interface View {
  readonly estimate: number;
  readonly interval: readonly number[];
}

interface Expected extends View {
  readonly data: readonly ObservedUnit[];
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

/** clubSandwich 0.5.8 and t.test on R 4.2.2. */
const EXPECTED = golden<{
  readonly log: Expected & { readonly control: number; readonly relative: View; readonly absolute: View };
  readonly logStrata: Expected;
  readonly logOneUnknown: Expected;
  readonly raw: Expected & { readonly adjustedMeans: Record<'control' | 'pilot', number>; readonly relative: View };
  readonly welch: Expected & { readonly relative: View };
  readonly ratio: {
    readonly data: readonly ObservedUnit[];
    readonly plain: Expected & { readonly relative: View };
    readonly adjusted: Expected & {
      readonly adjustedMeans: Record<'control' | 'pilot', number>;
      readonly relative: View;
    };
  };
  readonly teams: Expected;
}>('compare-arms');

function only(rows: readonly ObservedUnit[], plan: ComparisonPlan): Comparison {
  const { comparisons, refusal } = compareArms(rows, plan);
  expect(refusal).toBeNull();
  expect(comparisons).toHaveLength(1);
  expect(comparisons[0].refusal).toBeNull();
  return comparisons[0];
}

function numbersOf({
  estimate,
  standardError,
  degreesOfFreedom,
  pValue,
  interval,
}: Comparison | Omit<Expected, 'data'>): number[] {
  return [estimate, standardError, degreesOfFreedom, pValue, ...(interval ?? [])] as number[];
}

function viewOf(view: View | Comparison['relative']): number[] {
  return view === null ? [] : ([view.estimate, ...view.interval] as number[]);
}

function expectAgreement(actual: readonly number[], expected: readonly number[], tolerance = 1e-9): void {
  expect(actual).toHaveLength(expected.length);
  expect(largestRelativeError(actual, expected)).toBeLessThan(tolerance);
}

/** Student's sleep data (Cushny & Peebles 1905), as in R's `sleep`: extra hours, group 1 then group 2. */
const SLEEP = {
  0: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
  1: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
};

describe('worked references with published answers', () => {
  it("Student's sleep: Welch gives 1.58 hours, p .07939 on 17.7765 degrees of freedom", () => {
    const rows = Object.entries(SLEEP).flatMap(([arm, hours]) =>
      hours.map((outcome, i): ObservedUnit => ({ unit: `${arm}-${i}`, arm, outcome })),
    );
    const comparison = only(rows, RAW);
    expect(comparison).toMatchObject({ arm: '1', method: 'WELCH', scale: 'raw', significant: false });
    expect(comparison.estimate).toBeCloseTo(1.58, 12);
    expect(comparison.degreesOfFreedom).toBeCloseTo(17.7765, 4);
    expect(comparison.pValue).toBeCloseTo(0.07939, 5);
  });

  it('the bookstore trial: 20.4 more on 168.7, 12 %, p .53', () => {
    const rows = numericTable('mcgrath_bookstore_rct.csv').map((row, day): ObservedUnit => ({
      unit: `day ${day}`,
      arm: String(row.treatment),
      outcome: row.book,
    }));
    const comparison = only(rows, RAW);
    expect(comparison.estimate).toBeCloseTo(20.4, 1);
    expect(comparison.adjustedMeans?.control).toBeCloseTo(168.7, 1);
    expect(comparison.relative?.estimate).toBeCloseTo(0.12, 2);
    expect(comparison.pValue).toBeCloseTo(0.53, 2);
  });

  it('the Bogota vendors trial: -0.180738, p .106 on 27.6 degrees of freedom, .09 to .14 by re-drawing', () => {
    const covariates = ['b_dayscorab', 'miss_b_dayscorab', 'round2', 'round3'];
    const rows = numericTable('ritest_colombia_rct.csv').map((row): ObservedUnit => ({
      unit: String(row.b_block),
      cluster: String(row.b_block),
      stratum: String(row.b_pair),
      arm: String(row.b_treat),
      outcome: row.dayscorab,
      covariates: Object.fromEntries(covariates.map((name) => [name, row[name]!])),
    }));
    const seen = rows.filter(({ outcome }) => outcome !== null);
    const randomisation = { seed: 1, always: true, draws: 1999 };
    const comparison = only(seen, { ...RAW, randomisation });
    expect(comparison).toMatchObject({ method: 'ANCOVA_CR2', significant: false, withheld: null });
    expect(comparison.estimate).toBeCloseTo(-0.180738, 6);
    expect(comparison.pValue).toBeCloseTo(0.106, 3);
    expect(comparison.degreesOfFreedom).toBeCloseTo(27.6, 1);
    expect(comparison.randomisation).toMatchObject({ draws: 1999, exact: false, seed: 1 });
    expect(comparison.randomisation?.pValue).toBeGreaterThan(0.09);
    expect(comparison.randomisation?.pValue).toBeLessThan(0.14);
    expect(numbersOf(only(rows, RAW))).toEqual(numbersOf(comparison));
  });
});

describe('the estimator follows the design, with the numbers of R', () => {
  it('positive outcomes with a baseline: ANCOVA on logs, uplift and difference from one test', () => {
    const { data, control, relative, absolute, ...expected } = EXPECTED.log;
    const comparison = only(data, AUTO);
    expect(comparison).toMatchObject({ method: 'ANCOVA_HC2', scale: 'log' });
    expectAgreement(numbersOf(comparison), numbersOf(expected));
    expectAgreement(viewOf(comparison.relative), viewOf(relative));
    expectAgreement(viewOf(comparison.absolute), viewOf(absolute));
    expectAgreement([comparison.adjustedMeans?.control ?? NaN], [control]);
  });

  it('strata enter as fixed effects, and units without a usable baseline get a mark where both arms have two', () => {
    const { data, ...expected } = EXPECTED.logStrata;
    expectAgreement(numbersOf(only(data, AUTO)), numbersOf(expected));
  });

  it('a single unit without a baseline is given the mean of the others', () => {
    const { data, ...expected } = EXPECTED.logOneUnknown;
    expectAgreement(numbersOf(only(data, AUTO)), numbersOf(expected));
  });

  it('a zero among the outcomes moves the comparison to the raw scale, and says so', () => {
    const { data, adjustedMeans, relative, ...expected } = EXPECTED.raw;
    const comparison = only(data, AUTO);
    expect(comparison).toMatchObject({ method: 'ANCOVA_HC2', scale: 'raw' });
    expect(compareArms(data, AUTO).checks).toContainEqual({
      code: 'LOG_SCALE_LEFT',
      severity: 'INFO',
      arm: 'pilot',
      unit: 'u07',
    });
    expectAgreement(numbersOf(comparison), numbersOf(expected), 1e-8);
    expectAgreement(
      [comparison.adjustedMeans?.control ?? NaN, comparison.adjustedMeans?.pilot ?? NaN],
      [adjustedMeans.control, adjustedMeans.pilot],
    );
    expectAgreement(viewOf(comparison.relative), viewOf(relative), 1e-8);
  });

  it('two plain arms: Welch, and Fieller with its degrees of freedom at every ratio', () => {
    const { data, relative, ...expected } = EXPECTED.welch;
    const comparison = only(data, { ...AUTO, scale: 'raw' });
    expect(comparison.method).toBe('WELCH');
    expectAgreement(numbersOf(comparison), numbersOf(expected));
    expectAgreement(viewOf(comparison.relative), viewOf(relative));
  });

  it('denominators make it a ratio of sums: Welch on the linearised units without a baseline', () => {
    const { data, plain } = EXPECTED.ratio;
    const rows = data.map(({ unit, arm, outcome, denominator }) => ({ unit, arm, outcome, denominator }));
    const comparison = only(rows, AUTO);
    expect(comparison).toMatchObject({ method: 'WELCH', scale: 'ratio' });
    expectAgreement(numbersOf(comparison), numbersOf(plain));
    expectAgreement(viewOf(comparison.relative), viewOf(plain.relative));
  });

  it('a ratio with its baseline: ANCOVA on the linearised baseline', () => {
    const { data, adjusted } = EXPECTED.ratio;
    const comparison = only(data, AUTO);
    expect(comparison).toMatchObject({ method: 'ANCOVA_HC2', scale: 'ratio' });
    expectAgreement(numbersOf(comparison), numbersOf(adjusted));
    expectAgreement(viewOf(comparison.relative), viewOf(adjusted.relative));
    expectAgreement(
      [comparison.adjustedMeans?.control ?? NaN, comparison.adjustedMeans?.pilot ?? NaN],
      [adjusted.adjustedMeans.control, adjusted.adjustedMeans.pilot],
    );
  });

  it('teams assigned, salespeople analysed: CR2 by team', () => {
    const { data, ...expected } = EXPECTED.teams;
    const answer = compareArms(data, AUTO);
    expect(answer).toMatchObject({ units: { control: 26, pilot: 22 }, clusters: { control: 6, pilot: 6 } });
    expect(answer.comparisons[0].method).toBe('ANCOVA_CR2');
    expectAgreement(numbersOf(answer.comparisons[0]), numbersOf(expected));
  });
});

describe('a unit left alone in its stratum', () => {
  const rows = EXPECTED.raw.data.map((row, i): ObservedUnit => ({ ...row, stratum: i % 4 < 2 ? 'a' : 'b' }));
  const alone: ObservedUnit = { unit: 'alone', arm: 'pilot', outcome: 5000, baseline: rows[0].baseline, stratum: 'c' };

  it.each([
    ['raw', rows],
    ['log', rows.filter(({ outcome }) => outcome !== 0)],
  ] as const)('changes nothing about the uplift, its error or its share: %s', (scale, others) => {
    const [without, together] = [only(others, { ...AUTO, scale }), only([...others, alone], { ...AUTO, scale })];
    expectAgreement(numbersOf(together), numbersOf(without));
    expectAgreement(viewOf(together.relative), viewOf(without.relative));
    expect(together.adjustedIntervals?.control[0]).not.toBeNull();
  });
});

describe('what never matters', () => {
  const rows = EXPECTED.logStrata.data;
  const plan: ComparisonPlan = { ...AUTO, randomisation: { seed: 7, draws: 99, always: true } };

  it('the order in which rows arrive: not one bit changes', () => {
    const answer = JSON.stringify(compareArms(rows, plan));
    fc.assert(
      fc.property(fc.shuffledSubarray([...rows], { minLength: rows.length }), (shuffled) => {
        expect(JSON.stringify(compareArms(shuffled, plan))).toBe(answer);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('the currency: uplift and p stay, the difference scales', () => {
    const cents = rows.map((row) => ({
      ...row,
      outcome: (row.outcome ?? NaN) * 100,
      baseline: typeof row.baseline === 'number' ? row.baseline * 100 : null,
    }));
    const [euros, inCents] = [only(rows, AUTO), only(cents, AUTO)];
    expectAgreement(viewOf(inCents.relative), viewOf(euros.relative), 1e-10);
    expectAgreement([inCents.pValue ?? NaN], [euros.pValue ?? NaN], 1e-10);
    expectAgreement([inCents.absolute?.estimate ?? NaN], [100 * (euros.absolute?.estimate ?? NaN)], 1e-10);
  });

  it('on the raw scale the relative interval leaves 0 out exactly where the absolute one does', () => {
    const outcome = fc.integer({ min: 50, max: 150 });
    const arm = fc.array(outcome, { minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(arm, arm, fc.integer({ min: 0, max: 40 }), (control, pilot, more) => {
        const units = [
          ...control.map((value, i): ObservedUnit => ({ unit: `c${i}`, arm: 'control', outcome: value })),
          ...pilot.map((value, i): ObservedUnit => ({ unit: `p${i}`, arm: 'pilot', outcome: value + more })),
        ];
        const [comparison] = compareArms(units, { ...AUTO, scale: 'raw' }).comparisons;
        const { absolute, relative } = comparison;
        fc.pre(absolute !== null && relative !== null);
        const excludes = (interval: readonly (number | null)[]): boolean =>
          (interval[0] ?? -Infinity) > 0 || (interval[1] ?? Infinity) < 0;
        expect(excludes(relative.interval)).toBe(excludes(absolute.interval));
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});

describe('the badge', () => {
  const arm = (name: string, outcomes: readonly number[]): ObservedUnit[] =>
    outcomes.map((outcome, i) => ({ unit: `${name} ${i}`, arm: name, outcome }));
  const control = arm('control', [10, 12, 11, 13, 9, 12]);
  const randomisation = { seed: 1, always: true };

  it('needs the model and the randomisation test', () => {
    const better = arm('pilot', [20, 22, 21, 24, 19, 23]);
    const comparison = only([...control, ...better], { ...AUTO, randomisation });
    expect(comparison).toMatchObject({ significant: true, withheld: null });
    expect(comparison.randomisation).toMatchObject({ exact: true, draws: 924 });
    expect(comparison.randomisation?.pValue).toBeCloseTo(2 / 924, 12);
  });

  it('is not given by the model where the level of the look is stricter', () => {
    const better = arm('pilot', [12, 14, 13, 15, 13, 14]);
    const rows = [...control, ...better];
    expect(only(rows, { ...AUTO, randomisation }).significant).toBe(true);
    expect(only(rows, { ...AUTO, randomisation, level: 0.001 }).significant).toBe(false);
  });

  it('leaves the randomisation test out where the model alone already says no', () => {
    const same = arm('pilot', [11, 12, 10, 13, 10, 12]);
    expect(only([...control, ...same], { ...AUTO, randomisation: { seed: 1 } }).randomisation).toBeNull();
  });

  /** So many units in control and in each of two pilot arms, none of which does anything. */
  const rosterOf = (units: number): ObservedUnit[] =>
    ['control', 'argument', 'tool'].flatMap((name, side) =>
      arm(
        name,
        Array.from({ length: units }, (_, i) => 10 + ((7 * i + 3 * side) % 11)),
      ),
    );

  it('is shared out by Holm among several pilot arms', () => {
    const better = arm('argument', [12, 14, 13, 15, 11.5, 13.5]);
    const alone = only([...control, ...better], AUTO);
    const { comparisons } = compareArms([...control, ...better, ...arm('tool', [11, 12, 10, 13, 10, 12])], AUTO);
    expect(alone.pValue).toBeGreaterThan(0.025);
    expect(alone.pValue).toBeLessThan(0.05);
    expect(alone.significant).toBe(true);
    expect(comparisons.map(({ arm: name, significant }) => [name, significant])).toEqual([
      ['argument', false],
      ['tool', false],
    ]);
  });

  it('is judged at the steps of a look where these are given, with as many draws as the strictest needs', () => {
    const arms = [
      ...control,
      ...arm('argument', [12, 14, 13, 15, 11.5, 13.5]),
      ...arm('tool', [16, 18, 17, 19, 15.5, 17.5]),
    ];
    const badges = (steps: number[]): boolean[] =>
      compareArms(arms, { ...AUTO, level: steps[1], steps }).comparisons.map(({ significant }) => significant);
    expect(badges([0.001, 0.05])).toEqual([true, true]);
    expect(badges([0.001, 0.03])).toEqual([false, true]);
    expect(badges([0.00001, 0.05])).toEqual([false, false]);
    const { comparisons } = compareArms(rosterOf(40), {
      ...AUTO,
      level: 0.002,
      steps: [0.0005, 0.002],
      randomisation: { seed: 1, always: true },
    });
    // 20 / 0.002 draws would be enough for one arm alone.
    expect(comparisons.map((one) => one.randomisation?.draws)).toEqual([99_999, 99_999]);
  });

  it.each([
    ['FEWER_THAN_FOUR_UNITS', [10, 12, 11], [20, 22, 21]],
    ['FEWER_THAN_FOUR_DEGREES_OF_FREEDOM', [10, 10.01, 10.02, 10.01], [20, 22, 21, 25]],
  ])('is withheld with %s', (code, first, second) => {
    const comparison = only([...arm('control', first), ...arm('pilot', second)], AUTO);
    expect(comparison.pValue).toBeLessThan(0.05);
    expect(comparison).toMatchObject({ withheld: code, significant: false });
  });

  it('is withheld where not even the most extreme draw could reach alpha: 4 v 4 in strata of 2 + 2', () => {
    const inStrata = (rows: ObservedUnit[]): ObservedUnit[] =>
      rows.map((row, i) => ({ ...row, stratum: i < 2 ? 'a' : 'b' }));
    const rows = [...inStrata(arm('control', [10, 12, 11, 13])), ...inStrata(arm('pilot', [40, 42, 41, 44]))];
    const comparison = only(rows, { ...AUTO, randomisation });
    expect(comparison).toMatchObject({ withheld: 'SMALLEST_P_ABOVE_ALPHA', significant: false });
    expect(comparison.randomisation?.smallestPossible).toBeCloseTo(0.0556, 4);
    expect(only(rows, AUTO).withheld).toBeNull();
  });
});

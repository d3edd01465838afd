import {
  type Column,
  type LeastSquaresFit,
  factorise,
  leastSquares,
} from '../../../src/statistics/numbers/least-squares.js';
import {
  type ContrastEstimate,
  type Grouping,
  contrastEstimate,
  cr1sStandardError,
  groupDirections,
  jackknifeEstimate,
} from '../../../src/statistics/numbers/robust-variance.js';
import { tTwoSidedP } from '../../../src/statistics/numbers/distributions.js';
import { golden, largestRelativeError, numericTable } from '../golden.js';

type Row = Readonly<Record<string, number>>;

interface ByCoefficient {
  readonly data: readonly Row[];
  readonly coefficients: readonly number[];
  readonly cr2: readonly number[];
  readonly df: readonly number[];
  readonly cr1s: readonly number[];
  readonly hc3: readonly number[];
}

/** clubSandwich 0.5.8 and sandwich 3.0.2 on R 4.2.2. */
const EXPECTED = golden<{
  readonly rows: ByCoefficient;
  readonly clusters: ByCoefficient;
  readonly colombia: Readonly<Record<'estimate' | 'cr2' | 'df' | 'p' | 'cr1s' | 'usualP', number>>;
}>('robust-variance');

function fitOf(rows: readonly Row[], outcome: (row: Row) => number, columns: readonly Column[]): LeastSquaresFit {
  const design = factorise(rows.length, columns);
  if (design.kind === 'refused') throw new Error(design.code);
  return leastSquares(design, Float64Array.from(rows, outcome));
}

function column(rows: readonly Row[], name: string, value: (row: Row) => number): Column {
  return { name, values: Float64Array.from(rows, value) };
}

function dummies(rows: readonly Row[], name: string): Column[] {
  const levels = [...new Set(rows.map((row) => row[name]))].slice(1);
  return levels.map((level) => column(rows, `${name} ${level}`, (row) => (row[name] === level ? 1 : 0)));
}

function grouping(labels: readonly number[]): Grouping {
  const names = [...new Set(labels)];
  return { of: Int32Array.from(labels, (label) => names.indexOf(label)), names: names.map(String) };
}

function unit(width: number, at: number): number[] {
  return Array.from({ length: width }, (_, j) => (j === at ? 1 : 0));
}

function everyCoefficient(fit: LeastSquaresFit, groups: Grouping, estimator = contrastEstimate): ContrastEstimate[] {
  const directions = groupDirections(fit, groups);
  return Array.from(fit.coefficients, (_, j) => {
    const answer = estimator(directions, unit(fit.coefficients.length, j));
    if (answer.kind === 'refused') throw new Error(answer.code);
    return answer;
  });
}

function expectAgreement(answers: readonly ContrastEstimate[], expected: ByCoefficient): void {
  const errors = [
    largestRelativeError(
      answers.map((a) => a.estimate),
      expected.coefficients,
    ),
    largestRelativeError(
      answers.map((a) => a.standardError),
      expected.cr2,
    ),
    largestRelativeError(
      answers.map((a) => a.degreesOfFreedom),
      expected.df,
    ),
  ];
  expect(Math.max(...errors)).toBeLessThan(1e-10);
}

describe('variance that few units cannot fool', () => {
  const { rows, clusters } = EXPECTED;
  const pilot = fitOf(rows.data, (row) => Math.log(row.outcome), [
    ...dummies(rows.data, 'stratum'),
    column(rows.data, 'treated', (row) => row.treated),
    column(rows.data, 'baseline', (row) => Math.log(row.baseline)),
  ]);
  const teams = fitOf(clusters.data, (row) => row.outcome, [
    column(clusters.data, 'treated', (row) => row.treated),
    column(clusters.data, 'baseline', (row) => row.baseline),
  ]);
  const everyRow = grouping(rows.data.map((_, i) => i));
  const byTeam = grouping(clusters.data.map((row) => row.cluster));

  it('HC2 with Satterthwaite degrees of freedom agrees with clubSandwich for every coefficient', () => {
    expectAgreement(everyCoefficient(pilot, everyRow), rows);
  });

  it('CR2 with Satterthwaite degrees of freedom agrees with clubSandwich on unequal clusters', () => {
    expectAgreement(everyCoefficient(teams, byTeam), clusters);
  });

  it('HC3 agrees with sandwich, CR1S with clubSandwich', () => {
    const hc3 = everyCoefficient(pilot, everyRow, jackknifeEstimate).map(({ standardError }) => standardError);
    const cr1s = Array.from(teams.coefficients, (_, j) => cr1sStandardError(teams, byTeam, unit(3, j)));
    expect(largestRelativeError(hc3, rows.hc3)).toBeLessThan(1e-10);
    expect(largestRelativeError(cr1s, clusters.cr1s)).toBeLessThan(1e-10);
  });

  it('does not see the winner that the usual clustered test sees in the Bogota vendors trial', () => {
    const data = numericTable('ritest_colombia_rct.csv').filter((row): row is Row => row.dayscorab !== null);
    const names = ['b_treat', 'b_dayscorab', 'miss_b_dayscorab', 'round2', 'round3'];
    const pairs = dummies(data, 'b_pair');
    const fit = fitOf(data, (row) => row.dayscorab, [
      ...pairs,
      ...names.map((name) => column(data, name, (row) => row[name])),
    ]);
    const blocks = grouping(data.map((row) => row.b_block));
    const treated = unit(fit.coefficients.length, pairs.length + 1);
    const answer = contrastEstimate(groupDirections(fit, blocks), treated) as ContrastEstimate;
    const usual = cr1sStandardError(fit, blocks, treated);
    const { colombia } = EXPECTED;
    expect(answer.estimate).toBeCloseTo(-0.180738, 6);
    expect(
      largestRelativeError([answer.estimate, answer.standardError], [colombia.estimate, colombia.cr2]),
    ).toBeLessThan(1e-9);
    expect(answer.degreesOfFreedom).toBeCloseTo(colombia.df, 7);
    expect(tTwoSidedP(answer.estimate / answer.standardError, answer.degreesOfFreedom)).toBeCloseTo(colombia.p, 9);
    expect(usual).toBeCloseTo(colombia.cr1s, 10);
    expect(tTwoSidedP(answer.estimate / usual, blocks.names.length - 1)).toBeCloseTo(colombia.usualP, 9);
  });
});

describe('a unit with nearly all the leverage', () => {
  const data = [36, 31, -1, 24, 0, 39, 14, 28].map((baseline, i) => ({
    baseline,
    treated: i > 5 ? 1 : 0,
    outcome: [0.8, 0.05, 3.5, 1.8, 1.94, 0.94, 6, 1.27][i],
  }));
  const at = (far: number): ContrastEstimate => {
    const rows = data.map((row, i) => (i === 4 ? { ...row, baseline: far } : row));
    const columns = ['treated', 'baseline'].map((name) => column(rows, name, (row) => row[name]));
    const fit = fitOf(rows, (row) => row.outcome, columns);
    const contrast = [1, 0, rows.reduce((sum, { baseline }) => sum + baseline, 0) / rows.length];
    return contrastEstimate(groupDirections(fit, grouping([...rows.keys()])), contrast) as ContrastEstimate;
  };

  it('leaves the degrees of freedom on their way to a limit', () => {
    // clubSandwich 0.5.8 answers 3.955473651 at 1e4; the limit is approached in proportion to 1 / distance.
    expect(at(1e4).degreesOfFreedom).toBeCloseTo(3.955473651, 8);
    const [near, further, far] = [1e5, 2e5, 4e5].map((distance) => at(distance).degreesOfFreedom);
    expect((further - near) / (far - further)).toBeCloseTo(2, 1);
  });
});

describe('what one unit alone determines', () => {
  const units = (strata: string, arms: string): Row[] =>
    Array.from(strata, (s, i) => ({ stratum: s.charCodeAt(0), treated: Number(arms[i]), outcome: (i * 7) % 5 }));
  const answer = (data: readonly Row[]) => {
    const strata = dummies(data, 'stratum');
    const fit = fitOf(data, (row) => row.outcome, [...strata, column(data, 'treated', (row) => row.treated)]);
    const groups = grouping(data.map((_, i) => i));
    return contrastEstimate(groupDirections(fit, groups), unit(fit.coefficients.length, strata.length + 1));
  };

  it('refuses an effect that hangs on one treated unit, and names it', () => {
    expect(answer(units('aaabbb', '000100'))).toEqual({
      kind: 'refused',
      code: 'NOT_IDENTIFIED_BY_REPLICATION',
      unit: '3',
    });
  });

  it('ignores a unit alone in its stratum, whose fixed effect takes it out', () => {
    const alone = answer(units('aaaac', '01011'));
    const without = answer(units('aaaa', '0101'));
    expect(alone.kind).toBe('estimate');
    const [one, other] = [alone, without] as [ContrastEstimate, ContrastEstimate];
    expect(one.estimate).toBeCloseTo(other.estimate, 12);
    expect(one.standardError).toBeCloseTo(other.standardError, 12);
    expect(one.degreesOfFreedom).toBeCloseTo(other.degreesOfFreedom, 10);
  });
});

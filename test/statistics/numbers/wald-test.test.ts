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
  groupDirections,
} from '../../../src/statistics/numbers/robust-variance.js';
import { type WaldTest, waldTest } from '../../../src/statistics/numbers/wald-test.js';
import { golden, largestRelativeError, numericTable } from '../golden.js';

type Row = Readonly<Record<string, number>>;

interface Joint {
  /** Positions among the coefficients; a single one is written as a number. */
  readonly columns: number | readonly number[];
  readonly f: number;
  readonly df1: number;
  readonly df2: number;
  readonly p: number;
}

/** Wald_test(..., test = "HTZ") of clubSandwich 0.5.8 on R 4.2.2. */
const EXPECTED = golden<{
  readonly rows: {
    readonly data: readonly Row[];
    readonly interaction: Joint;
    readonly everything: Joint;
    readonly one: Joint;
  };
  readonly clusters: { readonly data: readonly Row[]; readonly interaction: Joint; readonly everything: Joint };
  readonly colombia: Joint;
}>('wald-test');

function column(rows: readonly Row[], name: string, value: (row: Row) => number): Column {
  return { name, values: Float64Array.from(rows, value) };
}

function levelsOf(rows: readonly Row[], name: string): number[] {
  return [...new Set(rows.map((row) => row[name]))].sort((a, b) => a - b).slice(1);
}

function fitOf(rows: readonly Row[], outcome: (row: Row) => number, columns: readonly Column[]): LeastSquaresFit {
  const design = factorise(rows.length, columns);
  if (design.kind === 'refused') throw new Error(design.code);
  return leastSquares(design, Float64Array.from(rows, outcome));
}

/** outcome ~ region + treated + baseline + region:treated, the terms in R's order. */
function byRegion(
  rows: readonly Row[],
  outcome: (row: Row) => number,
  baseline: (row: Row) => number,
): LeastSquaresFit {
  const regions = levelsOf(rows, 'region');
  return fitOf(rows, outcome, [
    ...regions.map((level) => column(rows, `region ${level}`, ({ region }) => Number(region === level))),
    column(rows, 'treated', ({ treated }) => treated),
    column(rows, 'baseline', baseline),
    ...regions.map((level) => column(rows, `in ${level}`, ({ region, treated }) => Number(region === level) * treated)),
  ]);
}

function grouping(labels: readonly number[]): Grouping {
  const names = [...new Set(labels)];
  return { of: Int32Array.from(labels, (label) => names.indexOf(label)), names: names.map(String) };
}

function unit(width: number, at: number): number[] {
  return Array.from({ length: width }, (_, j) => (j === at ? 1 : 0));
}

function jointly(fit: LeastSquaresFit, groups: Grouping, columns: readonly number[]) {
  const width = fit.coefficients.length;
  return waldTest(
    groupDirections(fit, groups),
    columns.map((at) => unit(width, at)),
  );
}

function errorOf(fit: LeastSquaresFit, groups: Grouping, expected: Joint): number {
  const answer = jointly(fit, groups, [expected.columns].flat()) as WaldTest;
  return largestRelativeError(
    [answer.fStatistic, answer.numeratorFreedom, answer.denominatorFreedom, answer.pValue],
    [expected.f, expected.df1, expected.df2, expected.p],
  );
}

const { rows, clusters, colombia } = EXPECTED;
const pilot = byRegion(
  rows.data,
  (row) => Math.log(row.outcome),
  (row) => Math.log(row.baseline),
);
const everyRow = grouping(rows.data.map((_, i) => i));
const teams = byRegion(
  clusters.data,
  (row) => row.outcome,
  (row) => row.baseline,
);
const byTeam = grouping(clusters.data.map(({ team }) => team));

describe('several effects asked about at once', () => {
  it('agrees with clubSandwich where every unit stands for itself', () => {
    expect(errorOf(pilot, everyRow, rows.interaction)).toBeLessThan(1e-9);
    expect(errorOf(pilot, everyRow, rows.everything)).toBeLessThan(1e-9);
  });

  it('agrees with clubSandwich on unequal clusters', () => {
    expect(errorOf(teams, byTeam, clusters.interaction)).toBeLessThan(1e-9);
    expect(errorOf(teams, byTeam, clusters.everything)).toBeLessThan(1e-9);
  });

  it('agrees with clubSandwich in the Bogota vendors trial', () => {
    const data = numericTable('ritest_colombia_rct.csv').filter((row): row is Row => row.dayscorab !== null);
    const names = ['b_treat', 'b_dayscorab', 'miss_b_dayscorab', 'round2', 'round3'];
    const fit = fitOf(data, (row) => row.dayscorab, [
      ...levelsOf(data, 'b_pair').map((level) =>
        column(data, `pair ${level}`, ({ b_pair }) => Number(b_pair === level)),
      ),
      ...names.map((name) => column(data, name, (row) => row[name])),
    ]);
    expect(errorOf(fit, grouping(data.map((row) => row.b_block)), colombia)).toBeLessThan(1e-8);
  });

  it('of a single effect it is the square of its t with the same degrees of freedom', () => {
    expect(errorOf(pilot, everyRow, rows.one)).toBeLessThan(1e-9);
    const single = contrastEstimate(
      groupDirections(teams, byTeam),
      unit(teams.coefficients.length, 3),
    ) as ContrastEstimate;
    const joint = jointly(teams, byTeam, [3]) as WaldTest;
    expect(joint.fStatistic).toBeCloseTo((single.estimate / single.standardError) ** 2, 10);
    expect(joint.denominatorFreedom).toBeCloseTo(single.degreesOfFreedom, 9);
  });

  it('does not depend on how the same question is put', () => {
    const width = pilot.coefficients.length;
    const [one, two, three] = [6, 7, 8].map((at) => unit(width, at));
    const mixed = [one, one.map((value, j) => 3 * value - two[j]), three.map((value, j) => value + 0.1 * two[j])];
    const answer = waldTest(groupDirections(pilot, everyRow), mixed) as WaldTest;
    expect(answer.fStatistic).toBeCloseTo(rows.interaction.f, 9);
    expect(answer.denominatorFreedom).toBeCloseTo(rows.interaction.df2, 8);
  });
});

describe('a joint question that the data cannot answer', () => {
  it('refuses one that says the same thing twice', () => {
    const width = pilot.coefficients.length;
    const twice = [unit(width, 6), unit(width, 6).map((value) => -2 * value)];
    expect(waldTest(groupDirections(pilot, everyRow), twice)).toEqual({ kind: 'refused', code: 'COLLINEAR' });
  });

  it('refuses more effects than its clusters can tell apart', () => {
    const few = grouping(clusters.data.map(({ team }) => team % 4));
    expect(jointly(teams, few, [1, 2, 3, 4])).toEqual({ kind: 'refused', code: 'TOO_FEW_GROUPS' });
  });

  it('refuses an effect that hangs on one unit, and names it', () => {
    const lonely = rows.data.map((row, i) => (row.region === 4 ? { ...row, treated: Number(i === 40) } : row));
    const fit = byRegion(
      lonely,
      (row) => row.outcome,
      (row) => row.baseline,
    );
    expect(jointly(fit, everyRow, [6, 7, 8])).toEqual({
      kind: 'refused',
      code: 'NOT_IDENTIFIED_BY_REPLICATION',
      unit: '40',
    });
  });
});

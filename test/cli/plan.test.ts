import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanReport } from '../../src/cli/plan-report.js';
import type { PastUnit } from '../../src/statistics/index.js';
import { golden } from '../statistics/golden.js';
import { fieldproof, type Ran } from './command.js';
import { folder } from './reading.js';

interface Expected {
  readonly spread: number;
  readonly correlation: number;
  readonly mean: number;
}
const { totals, people, histories, plans } = golden<{
  readonly totals: PastUnit[];
  readonly people: PastUnit[];
  readonly histories: Record<'log' | 'clusters', Expected>;
  readonly plans: { readonly history: string; readonly uplift: number; readonly power: number }[];
}>('planned-uplift');

const EXAMPLE = 'docs/examples/past-quarters.csv';
const REVENUE = ['--unit', 'salesperson', '--outcome', 'revenue', '--baseline', 'revenue_before', '--effect', '0.2'];
const FEW = ['--simulations', '40'];

function file(name: string, rows: readonly PastUnit[]): string {
  const path = join(folder, name);
  const columns = Object.keys(rows[0]) as (keyof PastUnit)[];
  writeFileSync(path, [columns, ...rows.map((row) => columns.map((column) => row[column]))].join('\n'));
  return path;
}

const plan = (path: string, ...options: readonly string[]): Promise<Ran> => fieldproof('plan', path, ...options);
const NAMED = ['--unit', 'unit', '--outcome', 'outcome', '--baseline', 'baseline', '--effect', '0.2'];

async function reportOf(path: string, ...options: readonly string[]): Promise<PlanReport> {
  return JSON.parse((await plan(path, ...options, '--json')).out) as PlanReport;
}

const close = ({ spread, correlation, mean }: Expected) => ({
  spread: expect.closeTo(spread, 10) as number,
  correlation: expect.closeTo(correlation, 12) as number,
  mean: expect.closeTo(mean, 8) as number,
});

describe('fieldproof plan says what R finds', () => {
  const expected = (history: string) => plans.find((one) => one.history === history);

  it('of units in strata', async () => {
    const { plan: found } = await reportOf(file('totals.csv', totals), ...NAMED, ...FEW, '--stratum', 'stratum');
    expect(found?.history).toMatchObject({ scale: 'log', units: 18, strata: 3, ...close(histories.log) });
    expect(found?.assigned).toEqual({ pilot: 9, control: 9 });
    // C(6, 3) in each of three strata, of which each has its mirror
    expect(found?.smallestP).toBeCloseTo(2 / 8000, 12);
    expect(found?.detectable).toBeCloseTo(expected('log')?.uplift ?? NaN, 10);
    expect(found?.power.formula).toBeCloseTo(expected('log')?.power ?? NaN, 10);
  });

  it('of clusters', async () => {
    const options = [...NAMED, ...FEW, '--cluster', 'cluster', '--pilot-share', '0.55'];
    const { plan: found } = await reportOf(file('people.csv', people), ...options);
    expect(found?.history).toMatchObject({ units: 9, ...close(histories.clusters) });
    expect(found?.assigned).toEqual({ pilot: 5, control: 4 });
    expect(found?.detectable).toBeCloseTo(expected('clusters')?.uplift ?? NaN, 10);
  });
});

describe('fieldproof plan', () => {
  it('tries the plan on these units, and is the same for the same seed', async () => {
    const options = [...REVENUE, '--simulations', '150'];
    const { plan: found } = await reportOf(EXAMPLE, ...options);
    const simulated = found?.power.simulated;
    expect(Math.abs((simulated?.share ?? NaN) - (found?.power.formula ?? NaN))).toBeLessThan(0.15);
    expect(found?.falseAlarms?.simulated.share).toBeLessThanOrEqual(found?.falseAlarms?.byModel.share ?? NaN);
    expect((await reportOf(EXAMPLE, ...options)).plan).toEqual(found);
    const { plan: other } = await reportOf(EXAMPLE, ...options, '--seed', '2');
    expect(other?.power.simulated?.share).not.toBe(simulated?.share);
  });

  it('plans looks, of which the first may be blind, at the price of a larger change', async () => {
    const one = await reportOf(EXAMPLE, ...REVENUE, ...FEW);
    const six = await reportOf(EXAMPLE, ...REVENUE, ...FEW, '--looks', '6');
    expect(six.plan?.looks).toHaveLength(6);
    expect(six.plan?.looks[0].level).toBe(0);
    expect(six.plan?.looks[5].level).toBeGreaterThan(0.04);
    expect(six.plan?.detectable).toBeGreaterThan(one.plan?.detectable ?? NaN);
  });

  it('says that nothing can be significant with too few, and tries nothing then', async () => {
    const { plan: found, refusal } = await reportOf(EXAMPLE, ...REVENUE, '--cluster', 'team');
    expect(refusal).toBeNull();
    expect(found).toMatchObject({ smallestP: 0.1, detectable: null, falseAlarms: null, unitsNeeded: null });
    expect((await plan(EXAMPLE, ...REVENUE, '--cluster', 'team')).out).toContain('Nothing can be significant at 0.05');
  });

  it('tells no help where the change is seen already', async () => {
    const { out } = await plan(EXAMPLE, ...REVENUE.slice(0, -1), '2', ...FEW);
    expect(out.replace(/\n/g, ' ')).toContain('One of 200 % would mostly be seen.');
    expect(out).not.toContain('What would help');
  });

  it('leaves out rows without an outcome, and says so', async () => {
    const gaps = file(
      'gaps.csv',
      totals.map((row, at) => (at === 0 ? { ...row, outcome: 'NA' as unknown as number } : row)),
    );
    const { plan: found, rows, checks } = await reportOf(gaps, ...NAMED, ...FEW);
    expect(rows).toEqual({ read: 18, used: 17, dropped: 1 });
    expect(found?.history.units).toBe(17);
    expect(checks).toEqual([expect.objectContaining({ code: 'ROWS_DROPPED' })]);
  });
});

describe('fieldproof plan refuses', () => {
  const withStrata = (stratum: (at: number) => string) => totals.map((row, at) => ({ ...row, stratum: stratum(at) }));

  it.each([
    ['a missing file', 'nowhere.csv', REVENUE, 'FILE_NOT_READABLE', 'no such file'],
    ['a column that is not there', EXAMPLE, [...REVENUE, '--stratum', 'regoin'], 'UNKNOWN_COLUMN', '"region"'],
    ['three units', file('three.csv', totals.slice(0, 3)), NAMED, 'TOO_FEW_UNITS', 'Fewer than four units'],
    [
      'a stratum of one',
      file(
        'alone.csv',
        withStrata((at) => (at === 4 ? 'alone' : 'rest')),
      ),
      [...NAMED, '--stratum', 'stratum'],
      'TOO_FEW_UNITS',
      'The stratum of unit "u05"',
    ],
    [
      'a log of nothing',
      file(
        'zero.csv',
        totals.map((row, at) => (at === 2 ? { ...row, outcome: 0 } : row)),
      ),
      [...NAMED, '--scale', 'log'],
      'NON_POSITIVE_LOG',
      'Unit "u03": the column "outcome"',
    ],
    [
      'no rows that can be used',
      file(
        'none.csv',
        totals.map((row) => ({ ...row, outcome: 'NA' as unknown as number })),
      ),
      NAMED,
      'NO_DATA',
      'In all 18 rows',
    ],
  ])('%s, with its place', async (_, path, options, code, place) => {
    const ran = await plan(path, ...options);
    expect(ran).toMatchObject({ out: '', exitCode: 2 });
    expect(ran.err).toContain(`[${code}]`);
    expect(ran.err).toContain(place);
    expect((await reportOf(path, ...options)).refusal?.code).toBe(code);
  });

  it.each([
    ['no effect', REVENUE.slice(0, -2)],
    ['an effect of nothing', [...REVENUE.slice(0, -1), '0']],
    ['percents for a share', [...REVENUE.slice(0, -1), '101']],
    ['half a look', [...REVENUE, '--looks', '0.5']],
    ['a rate without its past denominator', [...REVENUE, '--denominator', 'closed']],
    ['an outcome that is the unit', ['--unit', 'won', '--outcome', 'won', '--effect', '0.1']],
  ])('%s as wrong usage', async (_, options) => {
    expect(await plan(EXAMPLE, ...options)).toMatchObject({ out: '', exitCode: 64 });
  });
});

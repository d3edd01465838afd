import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObservedUnit } from '../../src/statistics/index.js';
import { golden, largestRelativeError } from '../statistics/golden.js';
import { fieldproof, reportOf, type Ran } from './command.js';
import { folder } from './reading.js';

interface Expected {
  readonly data: readonly ObservedUnit[];
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly interval: readonly number[];
  readonly firstStage: { readonly f: number };
  readonly andersonRubin: { readonly low: number; readonly high: number };
}

/** AER 1.2.10 and clubSandwich 0.5.8 on R 4.2.2. */
const { log, everything } = golden<Readonly<Record<'log' | 'everything', Expected>>>('users-effect');

const COLUMNS = ['--unit', 'unit', '--arm', 'arm', '--control', 'control', '--outcome', 'outcome', '--draws', '99'];

function fileOf(name: string, rows: readonly object[]): string {
  const path = join(folder, name);
  const lines = rows.map((row) =>
    Object.values(row)
      .map((cell) => String(cell ?? ''))
      .join(','),
  );
  writeFileSync(path, [Object.keys(rows[0]).join(','), ...lines].join('\n'));
  return path;
}

const analyze = (path: string, ...options: readonly string[]): Promise<Ran> =>
  fieldproof('analyze', path, ...COLUMNS, '--used', 'used', ...options);

describe('fieldproof analyze --used', () => {
  const path = fileOf('used.csv', log.data);
  const baseline = ['--baseline', 'baseline'];

  it('gives what an analyst finds in R', async () => {
    const { users } = reportOf(await analyze(path, ...baseline, '--json'));
    const [found] = users ?? [];
    expect(found).toMatchObject({ arm: 'pilot', scale: 'log', units: { control: 15, pilot: 15 }, refusal: null });
    const actual = [found.estimate, found.standardError, found.degreesOfFreedom] as number[];
    const wanted = [log.estimate, log.standardError, log.degreesOfFreedom];
    expect(largestRelativeError(actual, wanted)).toBeLessThan(1e-8);
  });

  it('tells it below the comparison as assigned', async () => {
    const { out, exitCode } = await analyze(path, ...baseline);
    expect(exitCode).toBe(0);
    const percent = (effect: number) => `${effect > 0 ? '+' : ''}${(100 * Math.expm1(effect)).toFixed(1)} %`;
    const [low, high] = log.interval.map(percent);
    const { andersonRubin, firstStage } = log;
    const told = [
      'What full use would change, reckoned from those who used it:',
      '  Use             control 6.3 % (15 units), pilot 57.1 % (15 units)',
      `  First stage     F ${firstStage.f.toFixed(1)}`,
      `  Best estimate   ${percent(log.estimate)}  95 % interval ${low} to ${high}`,
      `  Anderson-Rubin  95 % ${percent(andersonRubin.low)} to ${percent(andersonRubin.high)}`,
    ];
    expect(out).toContain(told.join('\n'));
  });

  it('says so where too few used it', async () => {
    const { out, exitCode } = await analyze(fileOf('hardly.csv', everything.data), ...baseline, '--scale', 'raw');
    expect(exitCode).toBe(0);
    expect(out).toContain('Best estimate   none');
    expect(out).toContain('Anderson-Rubin  95 % rules nothing out');
    expect(out).toContain('[WEAK_FIRST_STAGE]');
  });

  it('compares a unit whose use is not known, but leaves it out here', async () => {
    const rows = log.data.map((row, i) => (i < 4 ? { ...row, used: i < 2 ? 'NA' : '' } : row));
    const report = reportOf(await analyze(fileOf('unknown.csv', rows), ...baseline, '--json'));
    expect(report.rows).toEqual({ read: 30, used: 30, dropped: 0 });
    expect(report.units).toEqual({ control: 15, pilot: 15 });
    expect(report.users?.[0].units).toEqual({ control: 13, pilot: 13 });
  });

  it('averages the use of a unit over its rows; one that is not known leaves it unknown', async () => {
    const halves = log.data.flatMap((row, i) =>
      [0.5, 0.5].map((part, half) => ({
        unit: row.unit,
        arm: row.arm,
        baseline: (row.baseline ?? 0) * part,
        outcome: (row.outcome ?? 0) * part,
        used: i === 0 && half === 0 ? '' : row.used,
      })),
    );
    const whole = reportOf(await analyze(path, ...baseline, '--json')).users;
    const { users, checks } = reportOf(await analyze(fileOf('halves.csv', halves), ...baseline, '--json'));
    expect(users?.[0].units).toEqual({ control: 15, pilot: 14 });
    expect(users?.[0].use?.control).toBeCloseTo(whole?.[0].use?.control ?? NaN, 12);
    expect(checks.map(({ code }) => code)).not.toContain('UNITS_PARTLY_DROPPED');
  });

  it('refuses per cent, with the unit and its remedy', async () => {
    const rows = log.data.map((row) => ({ ...row, used: 100 * (row.used ?? 0) }));
    const { err, exitCode } = await analyze(fileOf('percent.csv', rows), ...baseline);
    expect(exitCode).toBe(2);
    expect(err).toContain('[NOT_A_SHARE]');
    expect(err).toContain('the column "used" is below 0 or above 1.');
  });

  it('is for arms that were drawn', async () => {
    const chosen = await analyze(path, ...baseline, '--chosen');
    expect(chosen).toMatchObject({ exitCode: 64, out: '' });
    expect(chosen.err).toContain('--used is for arms that were drawn');
    const alone = ['--unit', 'unit', '--outcome', 'outcome', '--baseline', 'baseline', '--used', 'used'];
    expect((await fieldproof('analyze', path, ...alone)).err).toContain('--used needs --arm.');
    expect((await analyze(path, '--baseline', 'used')).err).toContain('"used" cannot be the use and something else.');
  });
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RolloutReport } from '../../src/cli/rollout-report.js';
import { EXPECTED } from '../statistics/designs/switches.golden.js';
import { fieldproof, type Ran } from './command.js';
import { folder } from './reading.js';

function written(lines: readonly string[]): string {
  const path = join(folder, 'rollout.csv');
  writeFileSync(path, lines.join('\n'));
  return path;
}

const OPTIONS = ['--unit', 'who', '--period', 'month', '--outcome', 'y'];
const BY_SWITCH = [...OPTIONS, '--switch', 'from'];
const BY_MARK = [...OPTIONS, '--treated', 'play'];

function analyze(lines: readonly string[], design: string, ...options: readonly string[]): Promise<Ran> {
  return fieldproof('analyze', written(lines), '--design', design, ...options);
}

const reportOf = ({ out }: Ran): RolloutReport => JSON.parse(out) as RolloutReport;

const MONTHS = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'];
/** The golden stepped wedge with months for periods, the moment of the switch and the mark of the play beside each other. */
const WEDGE = [
  'who,team,month,from,play,y',
  ...EXPECTED.wedge.data.map(({ unit, cluster = '', period, wave, outcome }) => {
    const from = wave === null ? '' : MONTHS[wave - 1];
    const play = wave !== null && period >= wave ? 1 : 0;
    return [unit, cluster, MONTHS[period - 1], from, play, outcome ?? 'NA'].join(',');
  }),
];

describe('fieldproof analyze --design', () => {
  it('stepped-wedge gives the numbers of clubSandwich, from months and the month of the switch', async () => {
    const ran = await analyze(WEDGE, 'stepped-wedge', ...BY_SWITCH, '--cluster', 'team', '--draws', '99', '--json');
    const { headline, waves, rows, checks } = reportOf(ran);
    expect(ran.exitCode).toBe(0);
    expect(headline?.estimate).toBeCloseTo(EXPECTED.wedge.log.estimate, 10);
    expect(headline?.standardError).toBeCloseTo(EXPECTED.wedge.log.se, 10);
    expect(waves.map(({ wave }) => wave)).toEqual(['2026-10', '2026-11', '2026-12', null]);
    expect(rows).toEqual({ read: 140, used: 137, dropped: 3 });
    expect(checks.map(({ code }) => code)).toEqual(['ROWS_DROPPED', 'OBSERVATIONS_MISSING', 'OBSERVATIONS_MISSING']);
  });

  it('reads the switch from a column of zeros and ones just as well', async () => {
    const options = ['--cluster', 'team', '--draws', '99', '--json'];
    const marked = reportOf(await analyze(WEDGE, 'stepped-wedge', ...BY_MARK, ...options));
    expect(marked).toEqual(reportOf(await analyze(WEDGE, 'stepped-wedge', ...BY_SWITCH, ...options)));
  });

  it('crossover draws the sequences again, and names what it supposes', async () => {
    const rows = EXPECTED.crossover.data.map(({ unit, cluster, period, wave, outcome }) =>
      [unit, cluster, period, wave, outcome].join(','),
    );
    const ran = await analyze(
      ['who,team,month,from,y', ...rows],
      'crossover',
      ...BY_SWITCH,
      '--cluster',
      'team',
      '--scale',
      'raw',
    );
    expect(ran.out).toContain('With the play against without it, the sequence drawn');
    expect(ran.out).toContain('all 462 possible assignments');
    expect(ran.out).toContain('A crossover supposes that nothing of the play lasts');
  });

  it('staged never says that the play did it', async () => {
    const rows = EXPECTED.staged.data.map(({ unit, period, wave, outcome }) =>
      [unit, period, wave ?? '', outcome].join(','),
    );
    const { out } = await analyze(['who,month,from,y', ...rows], 'staged', ...BY_SWITCH, '--scale', 'raw');
    expect(out).toContain('Having switched is associated with a difference');
    expect(out).not.toMatch(/significant at/i);
    expect(out).toContain('Order     chosen, not drawn');
    expect(out).toContain('1 cluster had the play from the first period on.');
  });

  it('adds up several rows of one unit in one period', async () => {
    const rows = ['a,1,2,5', 'a,1,2,6', 'a,2,2,9', 'b,1,,4', 'b,2,,8', 'c,1,2,7', 'c,2,2,3', 'd,1,,2', 'd,2,,6'];
    const report = reportOf(await analyze(['who,month,from,y', ...rows], 'stepped-wedge', ...BY_SWITCH, '--json'));
    expect(report.periods[0].before).toEqual({ clusters: 4, mean: (11 + 4 + 7 + 2) / 4 });
    expect(report.checks[0]).toMatchObject({ code: 'ROWS_SUMMED' });
  });
});

describe('fieldproof analyze --design refuses', () => {
  it.each<[string, readonly string[], readonly string[], string, string]>([
    [
      'periods in two forms',
      ['who,month,from,y', 'a,2026-01,,5', 'b,February,,6'],
      BY_SWITCH,
      'PERIOD_NOT_READ',
      'Line 3: "February".',
    ],
    [
      'a switch that is no period',
      ['who,month,from,y', 'a,1,soon,5', 'b,2,,6'],
      BY_SWITCH,
      'SWITCH_NOT_READ',
      'Line 2: "soon".',
    ],
    [
      'a mark that is neither 0 nor 1',
      ['who,month,play,y', 'a,1,yes,5', 'b,2,0,6'],
      BY_MARK,
      'SWITCH_NOT_READ',
      'Line 2: "yes".',
    ],
    [
      'two marks in one period',
      ['who,month,play,y', 'a,1,1,5', 'a,1,0,6'],
      BY_MARK,
      'SWITCH_NOT_READ',
      'Line 3: "a" has both 0 and 1 in 1.',
    ],
    [
      'a play taken away',
      ['who,month,play,y', 'a,1,1,5', 'a,2,0,6', 'b,1,0,5', 'b,2,0,6'],
      BY_MARK,
      'SWITCH_TAKEN_BACK',
      '"a" has it, and later not.',
    ],
    [
      'text for a number',
      ['who,month,from,y', 'a,1,,"1,5"', 'b,2,,6'],
      BY_SWITCH,
      'NOT_A_NUMBER',
      'Line 2, column "y"',
    ],
    ['a short row', ['who,month,from,y', 'a,1,,5', 'b,2'], BY_SWITCH, 'UNEVEN_ROW', 'Line 3 has 2 cells'],
    [
      'a column that is not there',
      ['who,months,from,y', 'a,1,,5'],
      BY_SWITCH,
      'UNKNOWN_COLUMN',
      '--period names "month"',
    ],
    ['rows without a unit', ['who,month,from,y', ',1,,5', ',2,,5'], BY_SWITCH, 'NO_DATA', 'In all 2 rows'],
    [
      'a unit with two switches',
      ['who,month,from,y', 'a,1,1,5', 'a,2,2,6', 'b,1,,5', 'b,2,,6'],
      BY_SWITCH,
      'CLUSTER_IN_TWO_WAVES',
      'unit "a"',
    ],
    [
      'everybody switching at once',
      ['who,month,from,y', 'a,1,2,5', 'a,2,2,7', 'b,1,2,5', 'b,2,2,6'],
      BY_SWITCH,
      'NO_CONTRAST',
      'switched at the same time',
    ],
  ])('%s', async (_, lines, options, code, place) => {
    const ran = await analyze(lines, 'stepped-wedge', ...options);
    expect(ran.exitCode).toBe(2);
    expect(ran.err).toContain(`[${code}]`);
    expect(ran.err.replace(/\s+/g, ' ')).toContain(place);
  });

  it.each([
    ['no switch at all', OPTIONS, '--switch is missing'],
    ['two switches', [...BY_SWITCH, '--treated', 'play'], 'give one of them'],
    ['one column for two things', [...OPTIONS, '--switch', 'month'], 'cannot be two things at once'],
    ['a ratio on the log scale', [...BY_SWITCH, '--denominator', 'n', '--scale', 'log'], 'have no log scale'],
  ])('%s, as wrong usage', async (_, options, told) => {
    const ran = await analyze(WEDGE, 'stepped-wedge', ...options);
    expect(ran.exitCode).toBe(64);
    expect(ran.err).toContain(told);
  });

  it('a design it does not know, naming those it does', async () => {
    const ran = await analyze(WEDGE, 'ladder', ...BY_SWITCH);
    expect(ran.exitCode).toBe(64);
    expect(ran.err).toContain('stepped-wedge, crossover, staged');
  });
});

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { golden } from '../statistics/golden.js';
import { fieldproof, reportOf, type Ran } from './command.js';
import { folder } from './reading.js';

interface Fitted {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
}

const EXPECTED = golden<{
  readonly kept: Fitted;
  readonly summed: Fitted;
  readonly averaged: Fitted;
  readonly welch: Fitted & { readonly interval: number[]; readonly adjustedMeans: { control: number; pilot: number } };
}>('analyze');

const COLOMBIA = 'test/data/ritest_colombia_rct.csv';
const BLOCKS = [
  '--unit',
  'b_block',
  '--arm',
  'b_treat',
  '--control',
  '0',
  '--outcome',
  'dayscorab',
  '--stratum',
  'b_pair',
  '--scale',
  'raw',
];

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** The bookstore trial with its days numbered: they are its units. */
function bookstore(): string {
  const [header, ...days] = readFileSync('test/data/mcgrath_bookstore_rct.csv', 'utf8').trim().split('\n');
  return file('bookstore.csv', [`day,${header}`, ...days.map((day, at) => `${at + 1},${day}`)].join('\n'));
}

const DAYS = ['--unit', 'day', '--arm', 'treatment', '--control', '0'];
const analyze = (path: string, ...options: readonly string[]): Promise<Ran> => fieldproof('analyze', path, ...options);

function expectFitted(found: object | undefined, expected: Fitted): void {
  const told = found as Fitted;
  for (const key of ['estimate', 'standardError', 'degreesOfFreedom', 'pValue'] as const) {
    expect(Math.abs(told[key] / expected[key] - 1)).toBeLessThan(1e-9);
  }
}

describe('fieldproof analyze says what an analyst finds in R', () => {
  it('on kept rows of assigned blocks: no winner where the usual clustered test sees one', async () => {
    const covariates = 'b_dayscorab,miss_b_dayscorab,round2,round3';
    const ran = await analyze(
      COLOMBIA,
      ...BLOCKS,
      '--cluster',
      'b_block',
      '--covariates',
      covariates,
      '--rows',
      'keep',
      '--json',
    );
    const report = reportOf(ran);
    const [comparison] = report.comparisons;
    expect(ran.exitCode).toBe(0);
    expectFitted(comparison, EXPECTED.kept);
    expect(comparison.randomisation?.pValue).toBeGreaterThan(0.09);
    expect(comparison.randomisation?.pValue).toBeLessThan(0.14);
    expect(comparison.significant).toBe(false);
    expect(report).toMatchObject({
      alpha: 0.05,
      control: '0',
      rows: { read: 3366, used: 2346, dropped: 1020 },
      units: { 0: 31, 1: 32 },
      clusters: { 0: 31, 1: 32 },
      refusal: null,
    });
    expect(report.checks).toContainEqual({
      code: 'ROWS_DROPPED',
      severity: 'WARN',
      message: '1,020 of 3,366 rows dropped: "dayscorab" is empty or NA (first on line 7).',
    });
  });

  it.each([
    ['summed', 'sum'],
    ['averaged', 'mean'],
  ] as const)('on %s rows', async (expected, rows) => {
    const ran = await analyze(
      COLOMBIA,
      ...BLOCKS,
      '--baseline',
      'b_dayscorab',
      '--rows',
      rows,
      '--draws',
      '99',
      '--json',
    );
    expectFitted(reportOf(ran).comparisons[0], EXPECTED[expected]);
  });

  it('on two plain arms', async () => {
    const ran = await analyze(bookstore(), ...DAYS, '--outcome', 'book', '--scale', 'raw', '--draws', '999', '--json');
    const [comparison] = reportOf(ran).comparisons;
    expectFitted(comparison, EXPECTED.welch);
    expect(comparison.interval?.[0]).toBeCloseTo(EXPECTED.welch.interval[0], 9);
    expect(comparison.interval?.[1]).toBeCloseTo(EXPECTED.welch.interval[1], 9);
    expect(comparison.adjustedMeans?.pilot).toBeCloseTo(EXPECTED.welch.adjustedMeans.pilot, 9);
    expect(comparison.randomisation).toMatchObject({ draws: 999, exact: false, seed: 1 });
  });
});

describe('the answer', () => {
  it('has the promised shape, to which fields may only be added', async () => {
    const report = reportOf(await analyze(bookstore(), ...DAYS, '--outcome', 'book', '--draws', '99', '--json'));
    expect(Object.keys(report)).toEqual([
      'engine',
      'alpha',
      'control',
      'chosen',
      'rows',
      'units',
      'clusters',
      'comparisons',
      'users',
      'checks',
      'sensitivity',
      'refusal',
    ]);
    const keys = ['arm', 'method', 'scale', 'estimate', 'standardError', 'degreesOfFreedom', 'pValue', 'interval'];
    const views = ['adjustedMeans', 'absolute', 'relative', 'randomisation', 'significant', 'withheld', 'refusal'];
    expect(Object.keys(report.comparisons[0])).toEqual(expect.arrayContaining([...keys, ...views]));
    expect(Object.keys(report.comparisons[0].randomisation ?? {}).toSorted()).toEqual([
      'draws',
      'exact',
      'interval',
      'pValue',
      'seed',
      'smallestPossible',
    ]);
  });

  it('is the same to the last digit every time, and the random draws follow the seed', async () => {
    const options = [...DAYS, '--outcome', 'book', '--json'];
    const first = await analyze(bookstore(), ...options);
    expect(await analyze(bookstore(), ...options)).toEqual(first);
    const other = reportOf(await analyze(bookstore(), ...options, '--seed', '2'));
    expect(other.comparisons[0].pValue).toBe(reportOf(first).comparisons[0].pValue);
    expect(other.comparisons[0].randomisation?.pValue).not.toBe(reportOf(first).comparisons[0].randomisation?.pValue);
  });

  it('does not depend on the order of the rows', async () => {
    const path = bookstore();
    const [header, ...days] = readFileSync(path, 'utf8').split('\n');
    const turned = file('turned.csv', [header, ...days.toReversed()].join('\n'));
    const options = [...DAYS, '--outcome', 'book', '--json'];
    expect((await analyze(turned, ...options)).out).toBe((await analyze(path, ...options)).out);
  });

  it('counts every assignment where they can all be listed', async () => {
    const rows = ['a,c,1', 'b,c,2', 'd,c,4', 'e,c,3', 'f,p,9', 'g,p,8', 'h,p,11', 'i,p,10'];
    const ran = await analyze(
      file('eight.csv', ['u,a,y', ...rows].join('\n')),
      '--unit',
      'u',
      '--arm',
      'a',
      '--control',
      'c',
      '--outcome',
      'y',
      '--scale',
      'raw',
      '--json',
    );
    const [{ randomisation, significant }] = reportOf(ran).comparisons;
    expect(randomisation).toMatchObject({ draws: 70, exact: true, pValue: 2 / 70, smallestPossible: 2 / 70 });
    expect(significant).toBe(true);
  });

  it('compares ratios of sums, one row for each deal', async () => {
    const deals = Array.from({ length: 80 }, (_, deal) => {
      const owner = deal % 16;
      return `owner ${owner},${owner < 8 ? 'A' : 'B'},${(deal * 7 + owner) % 3 === 0 ? 1 : 0},1`;
    });
    const ran = await analyze(
      file('deals.csv', ['owner,arm,won,closed', ...deals].join('\n')),
      '--unit',
      'owner',
      '--arm',
      'arm',
      '--control',
      'A',
      '--outcome',
      'won',
      '--denominator',
      'closed',
      '--json',
    );
    const report = reportOf(ran);
    const won = (arm: string): number => deals.filter((deal) => deal.includes(`,${arm},1,`)).length / 40;
    expect(report.comparisons[0]).toMatchObject({ scale: 'ratio', refusal: null });
    expect(report.comparisons[0].adjustedMeans?.control).toBeCloseTo(won('A'), 12);
    expect(report.comparisons[0].adjustedMeans?.pilot).toBeCloseTo(won('B'), 12);
  });

  it('for people says what changed, how sure that is and what to be wary of', async () => {
    const { out, err, exitCode } = await analyze(COLOMBIA, ...BLOCKS, '--baseline', 'b_dayscorab', '--rows', 'mean');
    expect(exitCode).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(/Difference +-0\.148 +95 % interval -0\.377 to 0\.081/);
    expect(out).toMatch(/p of the model +0\.195 +t on 23\.7 degrees of freedom/);
    expect(out).toContain('Not significant at 0.05');
    expect(out).toContain('WARN   1,020 of 3,366 rows dropped');
    expect(out.split('\n').every((line) => line.length <= 100)).toBe(true);
  });

  it('calls nothing significant where too many outcomes of an arm are missing', async () => {
    const rows = Array.from({ length: 24 }, (_, at) => {
      const missing = at % 6 === 1;
      return `u${at},${at % 2 === 0 ? 'c' : 'p'},${missing ? 'NA' : (at % 2) * 20 + ((at * 7) % 11) + 1}`;
    });
    const path = file('missing.csv', ['u,a,y', ...rows].join('\n'));
    const options = ['--unit', 'u', '--arm', 'a', '--control', 'c', '--outcome', 'y', '--scale', 'raw'];
    const { comparisons, checks } = reportOf(await analyze(path, ...options, '--json'));
    expect(comparisons[0].pValue).toBeLessThan(0.001);
    expect(comparisons[0]).toMatchObject({ significant: false, withheld: 'BLOCKED_BY_A_CHECK' });
    expect(checks).toContainEqual({
      code: 'OUTCOMES_MISSING',
      severity: 'BLOCK',
      message:
        'Arm "p": 4 of 12 assigned units (33 %) have no outcome. With more than 25 % missing the comparison is not valid.',
    });
    expect((await analyze(path, ...options)).out).toContain('Not called significant, because data went missing');
  });

  it('an arm that cannot be compared does not hide the others', async () => {
    const rows = Array.from({ length: 20 }, (_, at) => `u${at},${at % 2 === 0 ? 'c' : 'p'},${10 + ((at * 7) % 11)}`);
    const path = file('arms.csv', ['u,a,y', ...rows, 'lonely,q,5'].join('\n'));
    const options = ['--unit', 'u', '--arm', 'a', '--control', 'c', '--outcome', 'y', '--draws', '99'];
    const ran = await analyze(path, ...options, '--json');
    const report = reportOf(ran);
    expect(ran.exitCode).toBe(0);
    expect(report.refusal).toBeNull();
    expect(report.comparisons.map(({ arm, refusal }) => [arm, refusal?.code ?? null])).toEqual([
      ['p', null],
      ['q', 'TOO_FEW_UNITS'],
    ]);
    expect((await analyze(path, ...options)).out).toContain('Arm "q" has fewer than two assigned units');
  });
});

describe('a refusal', () => {
  const units = (rows: readonly string[]): string => file('units.csv', ['u,a,y,x,d,g', ...rows].join('\n'));
  const twelve = (cells: (at: number, arm: string) => string): string =>
    units(
      Array.from(
        { length: 12 },
        (_, at) => `u${at},${at % 2 === 0 ? 'c' : 'p'},${cells(at, at % 2 === 0 ? 'c' : 'p')}`,
      ),
    );
  const OPTIONS = ['--unit', 'u', '--arm', 'a', '--control', 'c', '--outcome', 'y', '--json'];

  it.each([
    ['TOO_FEW_UNITS', () => units(['a,c,1,1,1,g', 'b,p,2,1,1,g']), []],
    ['NO_VARIANCE', () => twelve(() => '5,1,1,g'), []],
    [
      'COLLINEAR',
      () =>
        units(
          Array.from(
            { length: 24 },
            (_, at) => `u${at},${at % 2 === 0 ? 'c' : 'p'},${(at * 7) % 11},${at},${2 * at},g`,
          ),
        ),
      ['--covariates', 'x,d'],
    ],
    ['ZERO_DENOMINATOR', () => twelve((at) => `${at + 1},1,${at === 3 ? 0 : 2},g`), ['--denominator', 'd']],
    ['NON_POSITIVE_LOG', () => twelve((at) => `${at},1,1,g`), ['--scale', 'log']],
    ['NOT_FINITE', () => twelve((at) => `${at}e300,1,1,g`), []],
    ['UNIT_IN_TWO_ARMS', () => units(['a,c,1,1,1,g', 'a,p,2,1,1,g']), []],
    ['CLUSTER_IN_TWO_ARMS', () => units(['a,c,1,1,1,g', 'b,p,2,1,1,g']), ['--cluster', 'g']],
    [
      'NOT_IDENTIFIED_BY_REPLICATION',
      () =>
        units(
          Array.from(
            { length: 10 },
            (_, at) => `u${at},${at === 0 ? 'p' : 'c'},${(at * 7) % 11},1,1,${at < 2 ? 'g' : 'h'}`,
          ).concat('v,p,3,1,1,i'),
        ),
      ['--stratum', 'g'],
    ],
    ['EMPTY_FILE', () => file('units.csv', ''), []],
    ['NOT_A_NUMBER', () => units(['a,c,"1,5",1,1,g', 'b,p,2,1,1,g']), []],
    ['BROKEN_QUOTE', () => units(['a,c,"1,5,1,1,g', 'b,p,2,1,1,g']), []],
    ['UNKNOWN_COLUMN', () => units(['a,c,1,1,1,g']), ['--baseline', 'yy']],
    ['FILE_NOT_READABLE', () => join(folder, 'nothing.csv'), []],
    ['PAIR_BROKEN', () => units(['a,c,1,1,1,g', 'b,p,2,1,1,g', 'd,p,3,1,1,g']), ['--pair', 'g']],
    ['UNIT_IN_TWO_PAIRS', () => units(['a,c,1,1,1,g', 'a,c,2,1,1,h', 'b,p,2,1,1,g']), ['--pair', 'g']],
    [
      'CLUSTER_IN_TWO_PAIRS',
      () => units(['a,c,1,t,1,g', 'b,c,2,t,1,h', 'd,p,2,s,1,g']),
      ['--pair', 'g', '--cluster', 'd'],
    ],
  ] as const)('%s is valid JSON, a sentence on standard error, and exit code 2', async (code, path, options) => {
    const ran = await analyze(path(), ...OPTIONS, ...options);
    const { refusal } = reportOf(ran);
    expect([refusal?.code, ran.exitCode]).toEqual([code, 2]);
    expect(refusal?.reasons.length).toBeGreaterThan(0);
    expect(ran.err).toContain(`fieldproof: ${refusal?.message} [${code}]\n`);
  });

  it('leaves standard output empty for people', async () => {
    const ran = await analyze(
      twelve(() => '5,1,1,g'),
      ...OPTIONS.slice(0, -1),
    );
    expect(ran).toEqual({
      out: '',
      err: [
        'fieldproof: The outcome does not vary, so nothing can be said about chance. [NO_VARIANCE]',
        '  Within the arms all units have the same value of the column "y".',
        '  Check that the right column was taken as the outcome, and that the window is long enough for units',
        '  to differ.',
        '',
      ].join('\n'),
      exitCode: 2,
    });
  });
});

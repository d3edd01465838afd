import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ObservedUnit } from '../../src/statistics/index.js';
import { golden } from '../statistics/golden.js';
import { CHOSEN } from '../statistics/designs/chosen-arms.js';
import { fieldproof, reportOf } from './command.js';
import { folder } from './reading.js';

function file(name: string, lines: readonly (readonly (string | number | null | undefined)[])[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((cells) => cells.join(',')).join('\n'));
  return path;
}

const units = file('chosen.csv', [
  ['unit', 'arm', 'h1', 'h2', 'h3', 'before', 'after'],
  ...CHOSEN.log.data.map(({ unit, arm, history = [], baseline, outcome }) => [
    unit,
    arm,
    ...history,
    baseline,
    outcome,
  ]),
]);
const won = file('chosen-ratio.csv', [
  ['unit', 'arm', 'h1', 'h2', 'h3', 'd1', 'd2', 'd3', 'before', 'closedBefore', 'won', 'closed'],
  ...CHOSEN.ratio.data.map((row) => [
    row.unit,
    row.arm,
    ...(row.history ?? []),
    ...(row.historyDenominators ?? []),
    row.baseline,
    row.baselineDenominator,
    row.outcome,
    row.denominator,
  ]),
]);
const ARMS = ['--unit', 'unit', '--arm', 'arm', '--control', 'control'];
const CHANGE = ['--outcome', 'after', '--baseline', 'before', '--history', 'h1,h2,h3'];

describe('fieldproof analyze on arms that people chose', () => {
  it('compares their changes, as R does, and re-draws nothing', async () => {
    const report = reportOf(await fieldproof('analyze', units, ...ARMS, ...CHANGE, '--chosen', '--json'));
    const [found] = report.comparisons;
    expect(report.chosen).toBe(true);
    expect(found.method).toBe('DIFFERENCE_IN_DIFFERENCES');
    expect(found.randomisation).toBeNull();
    expect(found.estimate).toBeCloseTo(CHOSEN.log.estimate, 10);
    expect(found.pValue).toBeCloseTo(CHOSEN.log.pValue, 10);
    expect(report.checks.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['PRE_TREND', 'PLACEBO_DATE', 'TREND_BOUND']),
    );
  });

  it('calls a significant difference an association and never says what the play did', async () => {
    const { out } = await fieldproof('analyze', units, ...ARMS, ...CHANGE, '--chosen');
    expect(out).toContain('Chosen    by people, not drawn');
    expect(out.replace(/\s+/g, ' ')).toContain('They were chosen, so this is an association');
    expect(out).not.toContain('re-drawing');
  });

  it('takes the earlier windows of a ratio with their denominators', async () => {
    const denominators = ['--denominator', 'closed', '--baseline-denominator', 'closedBefore'];
    const past = ['--history', 'h1,h2,h3', '--history-denominators', 'd1,d2,d3'];
    const numbers = ['--outcome', 'won', '--baseline', 'before', ...denominators, ...past];
    const report = reportOf(await fieldproof('analyze', won, ...ARMS, ...numbers, '--chosen', '--json'));
    expect(report.comparisons[0].estimate).toBeCloseTo(CHOSEN.ratio.estimate, 10);
    expect(report.checks.map(({ code }) => code)).toContain('PRE_TREND');
  });
});

describe('fieldproof analyze without arms', () => {
  const { raw } = golden<{ readonly raw: { readonly data: readonly ObservedUnit[]; readonly estimate: number } }>(
    'before-after',
  );
  const alone = file('alone.csv', [
    ['unit', 'h1', 'h2', 'before', 'after'],
    ...raw.data.map(({ unit, history = [], baseline, outcome }) => [unit, ...history, baseline, outcome]),
  ]);
  const numbers = ['--unit', 'unit', '--outcome', 'after', '--baseline', 'before', '--history', 'h1,h2'];

  it('compares after with before, with an interval and no p-value', async () => {
    const report = reportOf(await fieldproof('analyze', alone, ...numbers, '--scale', 'raw', '--json'));
    expect(report.control).toBeNull();
    expect(report.comparisons[0]).toMatchObject({ method: 'BEFORE_AFTER', pValue: null, significant: false });
    expect(report.comparisons[0].estimate).toBeCloseTo(raw.estimate, 10);
  });

  it('says that nobody can tell what it came from', async () => {
    const { out } = await fieldproof('analyze', alone, ...numbers);
    expect(out).toContain('After against before');
    expect(out.replace(/\s+/g, ' ')).toContain('What it came from, nobody can tell');
    expect(out).not.toMatch(/p of the model|Uplift|Control mean/);
  });
});

describe('options that do not go together', () => {
  const refusedOption = async (...options: readonly string[]): Promise<string> =>
    (await fieldproof('analyze', units, '--unit', 'unit', '--outcome', 'after', ...options)).err;

  it.each([
    [['--arm', 'arm'], '--arm needs --control'],
    [['--control', 'control'], '--control needs --arm'],
    [[], 'without --arm the outcome is compared with --baseline'],
    [['--baseline', 'before', '--chosen'], '--chosen needs --arm and --control.'],
    [['--baseline', 'before', '--stratum', 'h1'], '--stratum needs --arm.'],
    [['--baseline', 'before', '--pair', 'h1'], '--pair needs --arm.'],
    [['--baseline', 'before', '--covariates', 'h1'], '--covariates needs --arm.'],
    [['--arm', 'arm', '--control', 'control', '--chosen'], '--chosen compares changes, and needs --baseline.'],
    [
      ['--arm', 'arm', '--control', 'control', '--chosen', '--baseline', 'before', '--pair', 'h1'],
      '--pair is for arms that were drawn within pairs.',
    ],
    [['--arm', 'arm', '--control', 'control', '--history', 'h1'], '--history is looked at with --chosen'],
    [['--baseline', 'before', '--sensitivity'], '--sensitivity compares arms: it needs --arm and --control.'],
    [['--baseline', 'before', '--history', 'before'], '--history repeats the baseline.'],
    [['--baseline', 'before', '--history-denominators', 'h1'], '--history-denominators needs --denominator'],
  ])('%j', async (options, told) => {
    expect(await refusedOption(...options)).toContain(told);
  });
});

import { compareArms } from '../../../src/statistics/comparison/compare-arms.js';
import type { CheckFinding, Comparison, ComparisonPlan, ObservedUnit } from '../../../src/statistics/finding.js';
import { golden } from '../golden.js';

interface Flips {
  readonly p: number;
  readonly draws: number;
  readonly interval: [number, number];
}

interface Case {
  readonly data: ObservedUnit[];
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly interval: [number, number];
  readonly flips: Flips;
}

interface Relative {
  readonly relative: { estimate: number; interval: [number, number] };
}

const expected = golden<{
  log: Case & { fixedEffects: number; control: number; relative: number[] };
  unknown: Case;
  raw: Case & Relative & { adjustedMeans: { pilot: number; control: number } };
  plain: Case & Relative & { coin: number };
  change: Case;
  lost: Case & { lost: string[]; supposed: number };
  teams: Case;
  ratio: Case & Relative;
  ratioTeams: ObservedUnit[];
}>('pairs');

const PLAN: ComparisonPlan = { control: 'control', scale: 'auto', alpha: 0.05 };
const DRAWN = { randomisation: { seed: 1, always: true, interval: true } };

function compared(rows: readonly ObservedUnit[], plan: Partial<ComparisonPlan> = {}): Comparison {
  const { comparisons, refusal } = compareArms(rows, { ...PLAN, ...plan });
  expect(refusal).toBeNull();
  return comparisons[0];
}

function expectModel(comparison: Comparison, theirs: Case): void {
  for (const figure of ['estimate', 'standardError', 'degreesOfFreedom', 'pValue'] as const)
    expectClose(comparison[figure], theirs[figure]);
  expectInterval(comparison.interval, theirs.interval);
}

function expectInterval(ours: Comparison['interval'] | undefined, theirs: readonly [number, number]): void {
  expectClose(ours?.[0], theirs[0]);
  expectClose(ours?.[1], theirs[1]);
}

function expectFlips({ randomisation }: Comparison, { p, draws, interval }: Flips): void {
  expect(randomisation).toMatchObject({ exact: true, draws, smallestPossible: 2 / draws });
  expect(randomisation?.pValue).toBeCloseTo(p, 12);
  expect(randomisation?.interval?.[0]).toBeCloseTo(interval[0], 6);
  expect(randomisation?.interval?.[1]).toBeCloseTo(interval[1], 6);
}

function checksOf(rows: readonly ObservedUnit[], code: CheckFinding['code']): CheckFinding[] {
  return compareArms(rows, PLAN).checks.filter((check) => check.code === code);
}

/** Within a relative 1e-8, as closed forms agree. */
function expectClose(ours: number | null | undefined, theirs: number): void {
  expect(Math.abs((ours ?? NaN) - theirs) / Math.abs(theirs)).toBeLessThan(1e-8);
}

describe('matched pairs, against lm and clubSandwich in R', () => {
  it('ten pairs on the log scale: differences on the differences before, the uplift in percent and in the metric', () => {
    const { log } = expected;
    const comparison = compared(log.data, DRAWN);
    expect(comparison).toMatchObject({ method: 'PAIRED_ANCOVA', scale: 'log', withheld: null });
    expectModel(comparison, log);
    expectClose(comparison.estimate, log.fixedEffects);
    expectClose(comparison.adjustedMeans?.control, log.control);
    expectClose(comparison.relative?.estimate, log.relative[0]);
    expectInterval(comparison.relative?.interval, [log.relative[1], log.relative[2]]);
    expectFlips(comparison, log.flips);
  });

  it("a baseline that is not known is its partner's", () => {
    expectModel(compared(expected.unknown.data), expected.unknown);
  });

  it('the raw scale: the relative uplift by Fieller', () => {
    const { raw } = expected;
    const comparison = compared(raw.data, DRAWN);
    expect(comparison).toMatchObject({ method: 'PAIRED_ANCOVA', scale: 'raw' });
    expectModel(comparison, raw);
    expectClose(comparison.adjustedMeans?.pilot, raw.adjustedMeans.pilot);
    expectClose(comparison.adjustedMeans?.control, raw.adjustedMeans.control);
    expectClose(comparison.relative?.estimate, raw.relative.estimate);
    expectInterval(comparison.relative?.interval, raw.relative.interval);
    expectFlips(comparison, raw.flips);
  });

  it("without a baseline it is R's paired t-test", () => {
    const { plain } = expected;
    const comparison = compared(plain.data, { scale: 'raw', ...DRAWN });
    expect(comparison.method).toBe('PAIRED_T');
    expectModel(comparison, plain);
    expectInterval(comparison.relative?.interval, plain.relative.interval);
    expectFlips(comparison, plain.flips);
    expect(comparison.randomisation?.pValue).toBeCloseTo(plain.coin, 12);
  });

  it('fewer than eight pairs: the paired t-test of the changes', () => {
    const comparison = compared(expected.change.data, { alpha: 0.1, ...DRAWN });
    expect(comparison.method).toBe('PAIRED_T');
    expectModel({ ...comparison, interval: compared(expected.change.data).interval }, expected.change);
    expectFlips(comparison, expected.change.flips);
  });

  it('teams drawn in pairs: the mean of the people of a team stands for it', () => {
    const { teams } = expected;
    const comparison = compared(teams.data, DRAWN);
    expectModel(comparison, teams);
    expectFlips(comparison, teams.flips);
  });

  it('a ratio of sums, and the same where teams hold the sums', () => {
    const { ratio, ratioTeams } = expected;
    for (const rows of [ratio.data, ratioTeams]) {
      const comparison = compared(rows, DRAWN);
      expect(comparison).toMatchObject({ method: 'PAIRED_ANCOVA', scale: 'ratio' });
      expectModel(comparison, ratio);
      expectInterval(comparison.relative?.interval, ratio.relative.interval);
      expectFlips(comparison, ratio.flips);
    }
  });
});

describe('a pair that lost a member', () => {
  const { lost } = expected;

  it('is left out, and named', () => {
    expectModel(compared(lost.data), lost);
    expect(checksOf(lost.data, 'PAIR_DROPPED').map(({ pair }) => pair)).toEqual(lost.lost);
  });

  it('still counts as missing in its arm', () => {
    expect(checksOf(lost.data, 'OUTCOMES_MISSING').reduce((sum, { values }) => sum + (values?.missing ?? 0), 0)).toBe(
      2,
    );
  });

  it('is supposed where it speaks against the uplift: a sign that turns is told', () => {
    const between = (lost.estimate + lost.supposed) / 2;
    const weak = lost.data.map((row) =>
      row.arm === 'pilot' && typeof row.outcome === 'number'
        ? { ...row, outcome: row.outcome * Math.exp(-between) }
        : row,
    );
    const turned = checksOf(weak, 'SIGN_HANGS_ON_MISSING_OUTCOMES');
    expect(turned).toHaveLength(1);
    expect(turned[0].values?.seen).toBeCloseTo(lost.estimate - between, 10);
    expect(turned[0].values?.supposed).toBeCloseTo(lost.supposed - between, 10);
    expect(checksOf(lost.data, 'SIGN_HANGS_ON_MISSING_OUTCOMES')).toHaveLength(lost.supposed < 0 ? 1 : 0);
  });

  it('counts with those lost in the other arm: what is left out is told as pairs', () => {
    const pairs = (members: readonly (readonly [string, number])[]): ObservedUnit[] =>
      ['control', 'pilot'].flatMap((arm) =>
        Array.from({ length: 20 }, (_, i) => ({
          unit: `${arm} ${i}`,
          arm,
          pair: `pair ${i}`,
          outcome: members.some(([own, at]) => own === arm && at === i)
            ? null
            : 100 + ((i * 7) % 20) + (arm === 'pilot' ? 30 + (i % 3) : 0),
        })),
      );
    const severities = (rows: readonly ObservedUnit[]): string[] => [
      ...new Set(checksOf(rows, 'PAIR_DROPPED').map(({ severity }) => severity)),
    ];
    const lostInBoth = (each: number): ObservedUnit[] =>
      pairs(Array.from({ length: 2 * each }, (_, i) => [i < each ? 'control' : 'pilot', i] as const));
    expect(severities(lostInBoth(1))).toEqual(['INFO']);
    expect(severities(lostInBoth(2))).toEqual(['WARN']);
    expect(checksOf(lostInBoth(2), 'OUTCOMES_MISSING')).toMatchObject([{ severity: 'INFO' }, { severity: 'INFO' }]);
    expect(severities(lostInBoth(3))).toEqual(['BLOCK']);
    expect(compared(lostInBoth(3))).toMatchObject({ significant: false, withheld: 'BLOCKED_BY_A_CHECK' });
  });

  it('is dropped too where its other member is not on the roster at all', () => {
    const gone = expected.log.data.slice(1);
    expect(checksOf(gone, 'PAIR_DROPPED')).toHaveLength(1);
  });
});

describe('what is no pair', () => {
  const [first, second, ...rest] = expected.log.data;

  it('a unit without one: the refusal names it', () => {
    const unpaired = { ...first, pair: undefined };
    expect(compared([unpaired, second, ...rest]).refusal).toEqual({
      kind: 'refused',
      code: 'PAIR_BROKEN',
      unit: first.unit,
      arm: first.arm,
      column: 'pair',
    });
  });

  it('three units in one: the refusal names the second one of its arm', () => {
    const third = { ...first, unit: 'v', pair: first.pair };
    expect(compared([...expected.log.data, third]).refusal).toMatchObject({
      code: 'PAIR_BROKEN',
      unit: 'v',
      arm: first.arm,
    });
  });

  it('two units of one arm', () => {
    expect(compared([first, { ...second, arm: first.arm }, ...rest]).refusal).toMatchObject({
      code: 'PAIR_BROKEN',
      unit: second.unit,
    });
  });

  it('a team in two pairs: the whole roster is refused', () => {
    const rows = expected.teams.data.map((row, at) => (at === 0 ? { ...row, pair: 'another' } : row));
    expect(compareArms(rows, PLAN).refusal).toMatchObject({
      code: 'UNIT_IN_TWO_PAIRS',
      unit: rows[0].cluster,
      column: 'pair',
    });
  });

  it('no complete pair at all', () => {
    const onlyPilot = expected.log.data.map((row) => (row.arm === 'control' ? { ...row, outcome: null } : row));
    expect(compared(onlyPilot).refusal).toMatchObject({ code: 'TOO_FEW_UNITS', arm: 'control' });
  });
});

describe('what holds the badge back', () => {
  const strong = (pairs: number): ObservedUnit[] =>
    Array.from({ length: 2 * pairs }, (_, at) => ({
      unit: `u${String(at)}`,
      pair: `pair ${String(Math.floor(at / 2))}`,
      arm: at % 2 === 0 ? 'pilot' : 'control',
      outcome: 100 + at + (at % 2 === 0 ? 40 + (at % 3) : 0),
    }));

  it.each([
    [3, 'FEWER_THAN_FOUR_UNITS'],
    [4, 'FEWER_THAN_FOUR_DEGREES_OF_FREEDOM'],
    [5, 'SMALLEST_P_ABOVE_ALPHA'],
    [6, null],
  ] as const)('%i pairs: %s', (pairs, withheld) => {
    const comparison = compared(strong(pairs), DRAWN);
    expect(comparison).toMatchObject({ withheld, significant: withheld === null });
  });

  it('one pair without which it would not be significant is told, never named', () => {
    const rows = strong(6).map((row, at) =>
      row.arm === 'control' ? row : { ...row, outcome: 100 + at + [2.2, 4, 3, 9, 3, 10][at / 2] },
    );
    expect(compared(rows, DRAWN).significant).toBe(true);
    expect(checksOf(rows, 'SIGNIFICANCE_HANGS_ON_ONE_UNIT')).toEqual([
      { code: 'SIGNIFICANCE_HANGS_ON_ONE_UNIT', severity: 'INFO', arm: 'pilot' },
    ]);
  });
});

it('compares two pilot arms, each with the control units of its own pairs', () => {
  const half = (arm: string, from: number): ObservedUnit[] =>
    expected.log.data.map((row) => ({
      ...row,
      unit: `${arm} ${row.unit}`,
      pair: `${arm} ${row.pair ?? ''}`,
      arm: row.arm === 'pilot' ? arm : 'control',
      outcome: (row.outcome ?? 0) + from,
    }));
  const { comparisons } = compareArms([...half('a', 0), ...half('b', 0)], PLAN);
  expect(comparisons.map(({ refusal }) => refusal)).toEqual([null, null]);
  for (const comparison of comparisons) expectModel(comparison, expected.log);
});

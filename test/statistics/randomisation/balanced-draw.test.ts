import { compareArms } from '../../../src/statistics/comparison/compare-arms.js';
import type { ComparisonPlan, ObservedUnit } from '../../../src/statistics/finding.js';
import { smallestAttainableP } from '../../../src/statistics/randomisation/admissible-assignments.js';
import { standardisedDifference } from '../../../src/statistics/checks/balance.js';
import {
  type BalancedUnit,
  balancedAssignments,
  drawBalancedCohorts,
} from '../../../src/statistics/randomisation/draw-balanced-cohorts.js';
import { golden } from '../golden.js';

interface Case {
  readonly data: { unit: string; x1: number; x2: number; pilot: 0 | 1; stratum: number; outcome: number }[];
  readonly threshold: number;
  readonly level: number;
  readonly possible: number;
  readonly accepted: number;
  readonly p: number;
  readonly interval: [number, number];
}

const NAMES = ['complete', 'unequal', 'stratified'] as const;
const expected = golden<Record<(typeof NAMES)[number], Case>>('balanced');

const rowsOf = ({ data }: Case): ObservedUnit[] =>
  data.map(({ unit, x1, x2, pilot, stratum, outcome }) => ({
    unit,
    arm: pilot === 1 ? 'pilot' : 'control',
    stratum: String(stratum),
    outcome,
    balance: { x1, x2 },
  }));

const planOf = ({ threshold, level }: Case): ComparisonPlan => ({
  control: 'control',
  scale: 'raw',
  alpha: level,
  randomisation: { seed: 1, always: true, interval: true, balance: { threshold } },
});

const ARMS = [
  { arm: 'control', share: 0.5 },
  { arm: 'pilot', share: 0.5 },
];

const field: BalancedUnit[] = Array.from({ length: 20 }, (_, at) => ({
  unit: `u${String(at).padStart(2, '0')}`,
  balance: { before: ((at * 37) % 101) + at * at, cases: (at * 53) % 29 },
}));

describe('re-draws of an assignment that was drawn until it was balanced, against brute force in R', () => {
  it.each(NAMES)('%s: only balanced assignments count', (name) => {
    const theirs = expected[name];
    const { randomisation } = compareArms(rowsOf(theirs), planOf(theirs)).comparisons[0];
    expect(theirs.accepted).toBeLessThan(theirs.possible / 2);
    expect(randomisation).toMatchObject({ exact: true, draws: theirs.accepted });
    expect(randomisation?.pValue).toBeCloseTo(theirs.p, 12);
    expect(randomisation?.interval?.[0]).toBeCloseTo(theirs.interval[0], 6);
    expect(randomisation?.interval?.[1]).toBeCloseTo(theirs.interval[1], 6);
  });

  it.each([
    ['complete', 2],
    ['unequal', 1],
  ] as const)('%s: the smallest p is that of the balanced assignments', (name, mirrored) => {
    const theirs = expected[name];
    const { randomisation } = compareArms(rowsOf(theirs), planOf(theirs)).comparisons[0];
    expect(randomisation?.smallestPossible).toBe(mirrored / theirs.accepted);
    expect(smallestAttainableP([{ units: 12, pilot: 6 }], 40)).toBe(2 / 40);
  });

  it('withholds the badge where even the clearest balanced assignment could not be significant', () => {
    const theirs = expected.complete;
    const plan = planOf(theirs);
    const strict = { ...plan, alpha: 1 / theirs.accepted, level: 1 / theirs.accepted };
    expect(compareArms(rowsOf(theirs), strict).comparisons[0].withheld).toBe('SMALLEST_P_ABOVE_ALPHA');
  });

  it('draws at random where there are too many, the same from the same seed, and about as the exact test', () => {
    const theirs = expected.complete;
    const many = [...rowsOf(theirs), ...rowsOf(theirs).map((row) => ({ ...row, unit: `${row.unit}b` }))];
    const once = compareArms(many, planOf(theirs)).comparisons[0].randomisation;
    expect(once).toMatchObject({ exact: false, draws: 9_999 });
    expect(compareArms(many, planOf(theirs)).comparisons[0].randomisation).toEqual(once);
  });
});

describe('what cannot be re-drawn', () => {
  const theirs = expected.complete;

  it('an assignment that is not balanced itself: no test, and nothing is significant', () => {
    const tight = { ...planOf(theirs), randomisation: { seed: 1, always: true, balance: { threshold: 1e-6 } } };
    const { comparisons, checks } = compareArms(rowsOf(theirs), tight);
    expect(comparisons[0]).toMatchObject({ randomisation: null, significant: false });
    expect(checks).toContainEqual({ code: 'RANDOMISATION_REFUSED', severity: 'WARN', arm: 'pilot' });
  });

  it('a unit of which it is not known what was balanced: the refusal names it and the column', () => {
    const rows = rowsOf(theirs).map((row, at) => (at === 3 ? { ...row, balance: { x1: 1 } } : row));
    expect(compareArms(rows, planOf(theirs)).refusal).toMatchObject({
      code: 'BALANCE_NOT_MET',
      unit: theirs.data[3].unit,
      column: 'x2',
    });
  });

  it('a roster of which nothing is known', () => {
    const rows = rowsOf(theirs).map((row) => ({ ...row, balance: undefined }));
    expect(compareArms(rows, planOf(theirs)).refusal).toMatchObject({
      code: 'BALANCE_NOT_MET',
      unit: theirs.data[0].unit,
      arm: expect.any(String) as string,
    });
  });
});

describe('the draw of balanced cohorts', () => {
  it('is within the threshold in every column, whatever the seed', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const drawn = drawBalancedCohorts(field, ARMS, { seed, threshold: 0.25 });
      if ('kind' in drawn) throw new Error(drawn.code);
      const treatment = Float64Array.from(drawn, ({ arm }) => (arm === 'pilot' ? 1 : 0));
      expect(treatment.reduce((sum, arm) => sum + arm, 0)).toBe(10);
      for (const name of ['before', 'cases']) {
        const values = Float64Array.from(
          drawn,
          ({ unit }) => field.find((one) => one.unit === unit)?.balance[name] ?? NaN,
        );
        expect(Math.abs(standardisedDifference(values, treatment))).toBeLessThanOrEqual(0.25);
      }
    }
  });

  it('gives the same cohorts from the same seed, in any order of the roster', () => {
    const once = drawBalancedCohorts(field, ARMS, { seed: 5, threshold: 0.25 });
    expect(drawBalancedCohorts(field.toReversed(), ARMS, { seed: 5, threshold: 0.25 })).toEqual(once);
  });

  it('puts every unit into the pilot arm about as often as into control', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 200; seed += 1) {
      const drawn = drawBalancedCohorts(field, ARMS, { seed, threshold: 0.5 });
      if ('kind' in drawn) throw new Error(drawn.code);
      for (const { unit, arm } of drawn) if (arm === 'pilot') counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
    // Five standard deviations of 200 fair coins.
    for (const { unit } of field) expect(Math.abs((counts.get(unit) ?? 0) - 100)).toBeLessThan(36);
  });

  it('counts the balanced assignments where it can, and estimates them beyond', () => {
    const twelve = expected.complete.data.map(({ unit, x1, x2 }): BalancedUnit => ({ unit, balance: { x1, x2 } }));
    expect(balancedAssignments(twelve, ARMS, 10)).toMatchObject({ code: 'TOO_FEW_ACCEPTABLE_ASSIGNMENTS' });
    const all = balancedAssignments(field, ARMS, 10);
    expect(all).toBe(184_756);
    const more = [
      ...field,
      { unit: 'v', balance: { before: 50, cases: 3 } },
      { unit: 'w', balance: { before: 90, cases: 9 } },
    ];
    expect(balancedAssignments(more, ARMS, 10)).toBe(705_432);
  });

  it('refuses where fewer than 1,000 assignments are balanced', () => {
    expect(drawBalancedCohorts(field, ARMS, { seed: 1, threshold: 0.001 })).toMatchObject({
      code: 'TOO_FEW_ACCEPTABLE_ASSIGNMENTS',
    });
  });
});

import type { RandomisationFinding } from '../../../src/statistics/finding.js';
import {
  type RandomisationQuestion,
  type RandomisationSettings,
  drawsFor,
  randomisationTest,
} from '../../../src/statistics/randomisation/randomisation-test.js';
import { golden, numericTable } from '../golden.js';

interface Case {
  readonly pilot: number[];
  readonly stratum: number[];
  readonly rows: Record<string, number>[];
  readonly assignments: number;
  readonly at: { effect: number; p: number }[];
  readonly level: number;
  readonly interval: [number, number];
}

const expected = golden<
  Record<'complete' | 'unequal' | 'stratified' | 'dropped' | 'nearlyEmpty' | 'clusters' | 'ratio', Case> & {
    coin: { sleep: number; pairs: number };
    colombia: { p: number; draws: number };
  }
>('randomisation');

function column(rows: readonly Record<string, number>[], name: string): Float64Array {
  return Float64Array.from(rows, (row) => row[name]);
}

function questionOf({ pilot, stratum, rows }: Case): RandomisationQuestion {
  const covariates = Object.keys(rows[0]).filter((name) => name.startsWith('x'));
  return {
    assignment: { pilot: Uint8Array.from(pilot), stratum: Int32Array.from(stratum) },
    assigned: Int32Array.from(rows, (row) => row.assigned - 1),
    outcome: column(rows, 'outcome'),
    ...('denominator' in rows[0] && { denominator: column(rows, 'denominator') }),
    covariates: covariates.map((name) => ({ name, values: column(rows, name) })),
  };
}

function found(question: RandomisationQuestion, settings: Partial<RandomisationSettings> = {}): RandomisationFinding {
  const finding = randomisationTest(question, { seed: 1, level: 0.05, ...settings });
  if ('kind' in finding) throw new Error(`refused: ${finding.code}`);
  return finding;
}

const units = (pilot: number[], outcome: number[], stratum = pilot.map(() => 0)): RandomisationQuestion => ({
  assignment: { pilot: Uint8Array.from(pilot), stratum: Int32Array.from(stratum) },
  assigned: Int32Array.from(pilot.keys()),
  outcome: Float64Array.from(outcome),
  covariates: [],
});

const sleep = {
  group: [...Array<number>(10).fill(0), ...Array<number>(10).fill(1)],
  extra: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
};

describe('every admissible assignment enumerated, against brute force in R', () => {
  it.each(['complete', 'unequal', 'stratified', 'dropped', 'nearlyEmpty', 'clusters', 'ratio'] as const)(
    '%s',
    (name) => {
      const question = questionOf(expected[name]);
      for (const { effect, p } of expected[name].at) {
        const finding = found({ ...question, nullEffect: effect });
        expect(finding).toMatchObject({ exact: true, draws: expected[name].assignments });
        expect(finding.pValue).toBeCloseTo(p, 12);
      }
    },
  );

  it.each(['complete', 'unequal', 'stratified', 'dropped', 'clusters', 'ratio'] as const)(
    'the interval of %s',
    (name) => {
      const { level, interval } = expected[name];
      const finding = found(questionOf(expected[name]), { level, interval: true });
      expect(finding.interval?.[0]).toBeCloseTo(interval[0], 6);
      expect(finding.interval?.[1]).toBeCloseTo(interval[1], 6);
    },
  );

  it("agrees with coin on Student's sleep data, as two groups and as ten pairs", () => {
    const groups = found(units(sleep.group, sleep.extra));
    const pairs = found(
      units(
        sleep.group,
        sleep.extra,
        [...Array(20).keys()].map((i) => i % 10),
      ),
    );
    expect(groups.draws).toBe(184_756);
    expect(groups.pValue).toBeCloseTo(expected.coin.sleep, 12);
    expect(pairs.draws).toBe(1_024);
    expect(pairs.pValue).toBeCloseTo(expected.coin.pairs, 12);
  });
});

describe('a published trial drawn by blocks within pairs', () => {
  const vendors = numericTable('ritest_colombia_rct.csv');
  const rows = vendors as Record<string, number>[];
  const blocks = [...new Map(rows.map((row) => [row.b_block, row])).values()].sort((a, b) => a.b_block - b.b_block);
  const seen = rows.filter((_, at) => vendors[at].dayscorab !== null);
  const place = new Map(blocks.map((row, at) => [row.b_block, at]));
  const question: RandomisationQuestion = {
    assignment: {
      pilot: Uint8Array.from(blocks, (row) => row.b_treat),
      stratum: Int32Array.from(blocks, (row) => row.b_pair),
    },
    assigned: Int32Array.from(seen, (row) => place.get(row.b_block) ?? -1),
    outcome: column(seen, 'dayscorab'),
    covariates: ['b_dayscorab', 'miss_b_dayscorab', 'round2', 'round3'].map((name) => ({
      name,
      values: column(seen, name),
    })),
  };

  it('has a randomisation p of about .12 where the usual clustered p is .024', () => {
    const finding = found(question, { seed: 20261123 });
    expect(finding).toMatchObject({ exact: false, draws: 9_999, smallestPossible: 1e-4 });
    expect(finding.pValue).toBeGreaterThan(0.09);
    expect(finding.pValue).toBeLessThan(0.14);
  });

  it('has the same p as brute force in R, as far as random draws can tell', () => {
    const finding = found(question, { seed: 7, draws: 39_999 });
    const { p, draws } = expected.colombia;
    const error = Math.sqrt(p * (1 - p) * (1 / draws + 1 / 39_999));
    expect(Math.abs(finding.pValue - p)).toBeLessThan(4 * error);
  });

  it('has an interval that holds no effect, as its p says', () => {
    const [low, high] = found(question, { seed: 7, interval: true }).interval ?? [null, null];
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });
});

describe('how many draws are made', () => {
  it.each([
    [0.05, 9_999],
    [0.002, 9_999],
    [0.0019, 99_999],
    [0.0002, 99_999],
    [0.00019, 999_999],
    [2e-5, 999_999],
    [1e-9, 999_999],
  ])('at level %p: %i', (level, draws) => {
    expect(drawsFor(level)).toBe(draws);
  });

  const large = units(
    [...Array(30).keys()].map((i) => i % 2),
    [...Array(30).keys()].map((i) => ((i * 7) % 11) + (i % 2) * 2),
  );

  it('as many as were asked for, without escalating', () => {
    const finding = found(large, { draws: 99, level: 1e-6 });
    expect(finding).toMatchObject({ draws: 99, exact: false, smallestPossible: 0.01 });
    expect((finding.pValue * 100) % 1).toBeCloseTo(0, 9);
  });

  it('all of them where they can be enumerated, whatever was asked for', () => {
    expect(found(units(sleep.group, sleep.extra), { draws: 99 })).toMatchObject({
      draws: 184_756,
      exact: true,
      smallestPossible: 2 / 184_756,
    });
  });

  it('the same seed draws the same, another seed something else', () => {
    const p = (seed: number) => found(large, { seed, draws: 999 }).pValue;
    expect(p(3)).toBe(p(3));
    expect(new Set([1, 2, 3, 4, 5].map(p)).size).toBeGreaterThan(1);
  });
});

describe('what cannot be judged', () => {
  const arms = [1, 0, 1, 0, 1, 0, 1, 0];
  const outcome = [3, 1, 4, 1, 5, 9, 2, 6];
  const refusal = (question: RandomisationQuestion) => randomisationTest(question, { seed: 1, level: 0.05 });
  const withCovariate = (values: number[], stratum?: number[]): RandomisationQuestion => ({
    ...units(arms, outcome, stratum),
    covariates: [{ name: 'tenure', values: Float64Array.from(values) }],
  });

  it('an outcome that is the same everywhere, however far from zero', () => {
    expect(
      refusal(
        units(
          arms,
          arms.map(() => 1e9 + 0.1),
        ),
      ),
    ).toMatchObject({ code: 'NO_VARIANCE', column: 'outcome' });
  });

  it('a covariate that is the assignment itself', () => {
    expect(refusal(withCovariate(arms.map((arm) => 5 + 2 * arm)))).toMatchObject({ code: 'COLLINEAR', column: 'arm' });
  });

  it('a covariate that the strata determine', () => {
    const stratum = [0, 0, 0, 0, 1, 1, 1, 1];
    expect(
      refusal(
        withCovariate(
          stratum.map((s) => s * 3),
          stratum,
        ),
      ),
    ).toMatchObject({ code: 'COLLINEAR', column: 'tenure' });
  });

  it('an effect that hangs on the one pilot unit left with an outcome', () => {
    const whole = units(arms, outcome);
    const left = [0, 1, 3, 5, 7];
    const question = {
      ...whole,
      assigned: Int32Array.from(left),
      outcome: Float64Array.from(left, (unit) => outcome[unit]),
    };
    expect(refusal(question)).toMatchObject({ code: 'NOT_IDENTIFIED_BY_REPLICATION' });
  });

  it('a ratio without any denominator', () => {
    expect(refusal({ ...units(arms, outcome), denominator: new Float64Array(8) })).toMatchObject({
      code: 'ZERO_DENOMINATOR',
    });
  });

  it('but arms that do not overlap and do not vary are as extreme as the design allows', () => {
    const finding = found(
      units(
        arms,
        arms.map((arm) => 10 + arm),
      ),
      { interval: true, level: 0.1 },
    );
    expect(finding.pValue).toBeCloseTo(2 / 70, 12);
    expect(finding.interval?.[0]).toBeCloseTo(1, 6); // the statistic is squared: half the digits
    expect(finding.interval?.[1]).toBeCloseTo(1, 6);
  });

  it('and a level below the smallest attainable p leaves the interval open', () => {
    expect(found(units(arms, outcome), { interval: true, level: 0.02 }).interval).toEqual([null, null]);
  });
});

import { readFileSync } from 'node:fs';
import { type ComparisonPlan, type ObservedUnit, compareArms } from '../../src/statistics/index.js';
import { numericTable } from './golden.js';

const RAW: ComparisonPlan = { control: '0', scale: 'raw', alpha: 0.05 };

/** Student's sleep data (Cushny & Peebles 1905), as in R's `sleep`: extra hours, group 1 then group 2. */
const SLEEP = {
  0: [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0],
  1: [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
};

const sleepers = Object.entries(SLEEP).flatMap(([arm, hours]) =>
  hours.map((outcome, i): ObservedUnit => ({ unit: `${arm}-${i}`, arm, outcome })),
);

describe('worked references with published answers', () => {
  it("Student's sleep: Welch gives 1.58 hours, p .07939 on 17.7765 degrees of freedom", () => {
    const [comparison] = compareArms(sleepers, RAW).comparisons;
    expect(comparison).toMatchObject({ arm: '1', method: 'WELCH', scale: 'raw', refusal: null, significant: false });
    expect(comparison.estimate).toBeCloseTo(1.58, 12);
    expect(comparison.degreesOfFreedom).toBeCloseTo(17.7765, 4);
    expect(comparison.pValue).toBeCloseTo(0.07939, 5);
  });

  it('the bookstore trial: 20.4 more on 168.7, 12 %, p .53', () => {
    const rows = numericTable('mcgrath_bookstore_rct.csv').map(
      (row, day): ObservedUnit => ({ unit: `day ${day}`, arm: String(row.treatment), outcome: row.book }),
    );
    const [comparison] = compareArms(rows, RAW).comparisons;
    expect(comparison.estimate).toBeCloseTo(20.4, 1);
    expect(comparison.adjustedMeans?.control).toBeCloseTo(168.7, 1);
    expect(comparison.relative?.estimate).toBeCloseTo(0.12, 2);
    expect(comparison.pValue).toBeCloseTo(0.53, 2);
  });

  it('the Bogota vendors trial: -0.180738, p .106 on 27.6 degrees of freedom', () => {
    const rows = numericTable('ritest_colombia_rct.csv')
      .filter((row) => row.dayscorab !== null)
      .map(
        (row): ObservedUnit => ({
          unit: String(row.b_block),
          cluster: String(row.b_block),
          stratum: String(row.b_pair),
          arm: String(row.b_treat),
          outcome: row.dayscorab,
          covariates: Object.fromEntries(
            ['b_dayscorab', 'miss_b_dayscorab', 'round2', 'round3'].map((name) => [name, row[name] as number]),
          ),
        }),
      );
    const answer = compareArms(rows, { ...RAW, randomisation: { seed: 1, always: true, draws: 999 } });
    const [comparison] = answer.comparisons;
    expect(comparison).toMatchObject({ method: 'ANCOVA_CR2', significant: false, withheld: null });
    expect(comparison.estimate).toBeCloseTo(-0.180738, 6);
    expect(comparison.pValue).toBeCloseTo(0.106, 3);
    expect(comparison.degreesOfFreedom).toBeCloseTo(27.6, 1);
  });
});

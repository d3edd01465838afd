import { type ObservedUnit, compareArms } from '../../../src/statistics/index.js';
import { golden, largestRelativeError } from '../golden.js';

/** aov and lm on R 4.2.2. */
const EXPECTED = golden<{
  readonly data: readonly ObservedUnit[];
  readonly correlation: number;
  readonly designEffect: number;
  readonly effectiveRows: number;
}>('clustering');

function clusteringOf(rows: readonly ObservedUnit[]) {
  return compareArms(rows, { control: 'control', scale: 'auto', alpha: 0.05 }).comparisons[0].clustering;
}

describe('what rows are worth that share a cluster', () => {
  it('is told beside the comparison, with the numbers of R', () => {
    const found = clusteringOf(EXPECTED.data);
    expect(found).toMatchObject({ rows: EXPECTED.data.length, clusters: 10 });
    const { correlation, designEffect, effectiveRows } = EXPECTED;
    const actual = [found?.correlation ?? NaN, found?.designEffect ?? NaN, found?.effectiveRows ?? NaN];
    expect(largestRelativeError(actual, [correlation, designEffect, effectiveRows])).toBeLessThan(1e-9);
  });

  it('does not take what the play did for a likeness of clusters', () => {
    const lifted = EXPECTED.data.map((row) => ({
      ...row,
      outcome: (row.outcome ?? NaN) * (row.arm === 'pilot' ? 10 : 1),
    }));
    expect(clusteringOf(lifted)?.correlation).toBeCloseTo(EXPECTED.correlation, 9);
  });

  it('is no question where each assigned unit is one row, or where a number is refused', () => {
    expect(clusteringOf(EXPECTED.data.map(({ unit, arm, outcome }) => ({ unit, arm, outcome })))).toBeNull();
    expect(clusteringOf(EXPECTED.data.map((row) => ({ ...row, outcome: 1 })))).toBeNull();
  });
});

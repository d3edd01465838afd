import fc from 'fast-check';
import type { RankShift } from '../../../src/statistics/sensitivity/mann-whitney.js';
import { signedRank } from '../../../src/statistics/sensitivity/signed-rank.js';
import { golden, largestRelativeError } from '../golden.js';

/** wilcox.test on R 4.2.2; the rows of the table stand in sensitivity.test.ts. */
const { manySignedRanks } = golden<{
  readonly manySignedRanks: {
    readonly differences: readonly number[];
    readonly estimate: number;
    readonly pValue: number;
    readonly interval: readonly number[];
  };
}>('sensitivity');

function shift(differences: readonly number[], level = 0.05): RankShift {
  const found = signedRank(Float64Array.from(differences), level);
  if (found.kind === 'refused') throw new Error(found.code);
  return found;
}

describe('ranks of the differences within pairs', () => {
  it('beyond 100 pairs follow the normal distribution, corrected for ties and continuity as in R', () => {
    const found = shift(manySignedRanks.differences);
    expect(found.exact).toBe(false);
    expect(largestRelativeError([found.pValue], [manySignedRanks.pValue])).toBeLessThan(1e-9);
    expect([found.estimate, ...found.interval]).toEqual([manySignedRanks.estimate, ...manySignedRanks.interval]);
  });

  it('of five pairs cannot reach 5 %: the interval has no end', () => {
    expect(shift([1, 2, 3, 4, 5])).toMatchObject({ pValue: 0.0625, interval: [null, null], estimate: 3, exact: true });
    expect(shift([1, 2, 3, 4, 5], 0.0625).interval).toEqual([1, 5]);
  });

  it('cannot be told apart where no pair differs', () => {
    const found = signedRank(new Float64Array(6), 0.05);
    expect(found).toEqual({ kind: 'refused', code: 'NO_VARIANCE', column: 'outcome' });
  });

  it('say the opposite where the arms swap, and leave 0 out of the interval exactly where p is at or below the level', () => {
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(sizes, fc.integer(), (values, bits) => {
        const differences = values.map((value, i) => ((bits >> (i % 31)) & 1 ? -value : value));
        const [found, swapped] = [
          shift(differences, 0.1),
          shift(
            differences.map((value) => -value),
            0.1,
          ),
        ];
        expect(swapped.estimate).toBeCloseTo(-found.estimate, 9);
        expect(swapped.pValue).toBeCloseTo(found.pValue, 12);
        const [low, high] = found.interval;
        const excludesZero = (low !== null && low > 0) || (high !== null && high < 0);
        expect(excludesZero).toBe(found.pValue <= 0.1 + 1e-12);
      }),
      { numRuns: 100 },
    );
  });
});

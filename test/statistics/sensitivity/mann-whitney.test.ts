import fc from 'fast-check';
import { mannWhitney, type RankShift } from '../../../src/statistics/sensitivity/mann-whitney.js';
import { golden, largestRelativeError } from '../golden.js';

/** wilcox.test on R 4.2.2; the rows of the table stand in sensitivity.test.ts. */
const { manyRanks } = golden<{
  readonly manyRanks: {
    readonly pilot: readonly number[];
    readonly control: readonly number[];
    readonly estimate: number;
    readonly pValue: number;
    readonly interval: readonly number[];
  };
}>('sensitivity');

function shift(pilot: readonly number[], control: readonly number[], level = 0.05): RankShift {
  const found = mannWhitney(Float64Array.from(pilot), Float64Array.from(control), level);
  if (found.kind === 'refused') throw new Error(found.code);
  return found;
}

describe('ranks of two arms', () => {
  it('beyond 100 units follow the normal distribution, corrected for ties and continuity as in R', () => {
    const found = shift(manyRanks.pilot, manyRanks.control);
    expect(found.exact).toBe(false);
    expect(largestRelativeError([found.pValue], [manyRanks.pValue])).toBeLessThan(1e-9);
    expect([found.estimate, ...found.interval]).toEqual([manyRanks.estimate, ...manyRanks.interval]);
  });

  it('of three against three cannot reach 5 %: the interval has no end', () => {
    expect(shift([7, 8, 9], [1, 2, 3])).toMatchObject({
      pValue: 0.1,
      interval: [null, null],
      estimate: 6,
      exact: true,
    });
    expect(shift([7, 8, 9], [1, 2, 3], 0.1).interval).toEqual([4, 8]);
  });

  it('cannot be told apart where all values are the same', () => {
    const same = Float64Array.of(4, 4, 4);
    expect(mannWhitney(same, same, 0.05)).toEqual({ kind: 'refused', code: 'NO_VARIANCE', column: 'outcome' });
  });

  it('know only the order: p is the same after a logarithm, and the interval leaves 0 out exactly where p is at or below the level', () => {
    const outcomes = fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(outcomes, fc.double({ min: 0.2, max: 0.8, noNaN: true }), (values, share) => {
        const cut = Math.max(2, Math.floor(share * values.length) - 1);
        const [pilot, control] = [values.slice(0, cut), values.slice(cut)];
        const found = shift(pilot, control, 0.1);
        expect(shift(pilot.map(Math.log), control.map(Math.log), 0.1).pValue).toBeCloseTo(found.pValue, 12);
        const [low, high] = found.interval;
        const excludesZero = (low !== null && low > 0) || (high !== null && high < 0);
        expect(excludesZero).toBe(found.pValue <= 0.1 + 1e-12);
      }),
      { numRuns: 100 },
    );
  });
});

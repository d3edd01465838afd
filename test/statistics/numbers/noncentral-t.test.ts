import { readFileSync } from 'node:fs';
import { tCdf, tUpperTail } from '../../../src/statistics/numbers/distributions.js';
import { noncentralTCdf, noncentralTUpperTail } from '../../../src/statistics/numbers/noncentral-t.js';

/** mpmath 1.3.0 at 30 digits: scripts/golden/noncentral-t.py. */
const TRUTH = readFileSync('test/data/noncentral-t-truth.csv', 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',').map(Number));

function relativeError(actual: number, truth: number): number {
  return actual === truth ? 0 : Math.abs(actual - truth) / truth;
}

describe('the non-central t distribution', () => {
  it('is right to 1e-10 in both tails, however far', () => {
    const wrong = TRUTH.filter(([t, df, noncentrality, lower, upper]) => {
      const errors = [
        relativeError(noncentralTCdf(t, df, noncentrality), lower),
        relativeError(noncentralTUpperTail(t, df, noncentrality), upper),
      ];
      // Below 1e-300 doubles lose their digits.
      return [lower, upper].some((truth, side) => truth > 1e-300 && !(errors[side] < 1e-10));
    });
    expect(TRUTH).toHaveLength(180);
    expect(wrong).toEqual([]);
  });

  it.each([
    [2.02, 38],
    [-0.7, 4.4],
    [9, 3.3],
  ])("without noncentrality is Student's t: %d on %d", (t, df) => {
    expect(relativeError(noncentralTCdf(t, df, 0), tCdf(t, df))).toBeLessThan(1e-12);
    expect(relativeError(noncentralTUpperTail(t, df, 0), tUpperTail(t, df))).toBeLessThan(1e-12);
  });
});

import { spendingBoundary } from '../../../src/statistics/looks/spending-boundary.js';
import { steppedLevels } from '../../../src/statistics/looks/stepped-levels.js';
import { golden, largestRelativeError } from '../golden.js';

interface HeldLooks {
  readonly times: readonly number[];
  readonly alpha: number;
  readonly hypotheses: number;
  readonly levels: readonly number[];
}

describe('the levels of several pilot arms at one of several looks', () => {
  it('are those of boundaries that spend alpha/m, alpha/(m-1), ..., as multivariate normal probabilities give them in R', () => {
    // mvtnorm on R 4.2.2
    const { looks } = golden<{ looks: readonly HeldLooks[] }>('stepped-levels');
    expect(looks).toHaveLength(5);
    for (const { times, alpha, hypotheses, levels } of looks)
      expect(largestRelativeError(steppedLevels(times, alpha, hypotheses), levels)).toBeLessThan(1e-7);
  });

  it('are stricter than the shared level of the look before the end, for alpha is spent later the smaller it is', () => {
    const [strictest, , alone] = steppedLevels([0.5], 0.05, 3);
    expect(alone).toBe(spendingBoundary([0.5], 0.05)[0].level);
    expect(strictest).toBeLessThan(alone / 3);
  });

  it('at a single look in the end are those of Holm, to the last digit', () => {
    expect(steppedLevels([1], 0.05, 2)).toEqual([0.025, 0.05]);
    expect(steppedLevels([1], 0.05)).toEqual([0.05]);
  });

  it('give back what a missed look has not spent', () => {
    const [held] = steppedLevels([0.5, 1], 0.05);
    const [missed] = steppedLevels([1], 0.05);
    expect(missed).toBeGreaterThan(held);
  });
});

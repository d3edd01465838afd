import { BUILT_IN_METRICS } from '../../src/metrics/built-in-metrics.js';
import { metricRef, metricValue } from '../../src/metrics/metric.rules.js';
import { withheldUnits } from '../../src/metrics/withheld.rules.js';

describe('the built-in metrics', () => {
  it('are named once each', () => {
    const refs = BUILT_IN_METRICS.map(metricRef);
    expect(new Set(refs).size).toBe(refs.length);
  });

  it('have a denominator exactly where they are ratios', () => {
    for (const { form, definition } of BUILT_IN_METRICS)
      expect(form === 'RATIO').toBe(definition.fact === 'ASSIGNED_ACCOUNT' || definition.denominator !== null);
  });
});

describe('the value of a metric', () => {
  it('is the total, or the ratio of sums, or nothing where there is nothing to divide by', () => {
    expect(metricValue('PER_UNIT', { numerator: 0, denominator: null })).toBe(0);
    expect(metricValue('RATIO', { numerator: 1, denominator: 4 })).toBe(0.25);
    expect(metricValue('RATIO', { numerator: 0, denominator: 0 })).toBeNull();
  });
});

describe('units with too few people', () => {
  const withheld = (sizes: Record<string, number>, minimum: number) =>
    [
      ...withheldUnits(
        Object.entries(sizes).map(([key, people]) => ({ key, people })),
        minimum,
      ),
    ].sort();

  it('are shown when all have enough', () => {
    expect(withheld({ north: 5, south: 9 }, 5)).toEqual([]);
  });

  it('take the next smallest with them, so that the rest of a total does not show them', () => {
    expect(withheld({ north: 3, south: 9, west: 6 }, 5)).toEqual(['north', 'west']);
  });

  it('need no further cover where they are enough together', () => {
    expect(withheld({ north: 3, south: 2, west: 6 }, 5)).toEqual(['north', 'south']);
  });

  it('leave nothing to show where there is nothing to hide behind', () => {
    expect(withheld({ north: 4 }, 5)).toEqual(['north']);
    expect(withheld({}, 5)).toEqual([]);
  });
});

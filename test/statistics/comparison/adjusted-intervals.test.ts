import { type Comparison, compareArms, type ComparisonPlan, type ObservedUnit } from '../../../src/statistics/index.js';
import { golden } from '../golden.js';

const DATA = golden<Record<'raw' | 'log', { data: ObservedUnit[] }>>('compare-arms');
/** R 4.2.2, clubSandwich 0.5.8: scripts/golden/adjusted-intervals.R */
const EXPECTED = golden<{
  raw: Record<'control' | 'pilot', [number, number]>;
  logFactor: Record<'control' | 'pilot', number>;
}>('adjusted-intervals');
const PLAN: ComparisonPlan = { control: 'control', scale: 'auto', alpha: 0.05 };
const ARMS = ['control', 'pilot'] as const;

function only(rows: readonly ObservedUnit[], plan: ComparisonPlan = PLAN): Comparison {
  return compareArms(rows, plan).comparisons[0];
}

describe("the interval of one arm's adjusted mean", () => {
  it('is that of R on the raw scale', () => {
    const { adjustedIntervals } = only(DATA.raw.data);
    for (const arm of ARMS)
      EXPECTED.raw[arm].forEach((end, i) => expect(adjustedIntervals?.[arm][i]).toBeCloseTo(end, 8));
  });

  it('reaches as far by a factor as that of R for the mean logarithm', () => {
    const { adjustedIntervals, adjustedMeans } = only(DATA.log.data);
    for (const arm of ARMS) {
      const [low, high] = adjustedIntervals?.[arm] ?? [null, null];
      const mean = adjustedMeans?.[arm] ?? NaN;
      expect((high ?? NaN) / mean).toBeCloseTo(EXPECTED.logFactor[arm], 10);
      expect(mean / (low ?? NaN)).toBeCloseTo(EXPECTED.logFactor[arm], 10);
    }
  });

  it('is wider at the stricter level of a look', () => {
    const width = (level: number): number => {
      const [low, high] = only(DATA.raw.data, { ...PLAN, level }).adjustedIntervals?.pilot ?? [null, null];
      return (high ?? NaN) - (low ?? NaN);
    };
    expect(width(0.01)).toBeGreaterThan(width(0.05) * 1.2);
  });
});

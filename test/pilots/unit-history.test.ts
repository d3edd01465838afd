import { detectableShare, unharmedChance } from '../../src/pilots/outlook.rules.js';
import { historySpread, type UnitHistory } from '../../src/pilots/unit-history.rules.js';

const LATER = [120_000, 95_000, 143_000, 80_000, 210_000, 66_000, 99_000, 151_000, 73_000, 118_000];
const EARLIER = [100_000, 90_000, 130_000, 70_000, 160_000, 60_000, 110_000, 120_000, 80_000, 100_000];
const WON = { later: [5, 8, 3, 10, 6, 4], earlier: [4, 9, 2, 12, 5, 6] };
const DECIDED = { later: [20, 25, 10, 30, 25, 20], earlier: [18, 28, 12, 29, 24, 22] };

function totals(later: readonly number[], earlier: readonly number[], people = 1): UnitHistory[] {
  return later.map((numerator, at) => ({
    unit: `P-${String(at)}`,
    stratum: null,
    people,
    earlier: { numerator: earlier[at], denominator: 0 },
    later: { numerator, denominator: 0 },
  }));
}

const WIN_RATES: UnitHistory[] = WON.later.map((numerator, at) => ({
  unit: `P-${String(at)}`,
  stratum: null,
  people: 1,
  earlier: { numerator: WON.earlier[at], denominator: DECIDED.earlier[at] },
  later: { numerator, denominator: DECIDED.later[at] },
}));

const REVENUE = { form: 'PER_UNIT' } as const;
const RATE = { form: 'RATIO' } as const;

// Expected numbers: R 4.2.2, sd() and cor(), within strata sigma() and cor() of the residuals of lm(value ~ stratum).
describe('how the units differed in the past', () => {
  it('is told on logs where every unit sold something', () => {
    const found = historySpread(REVENUE, 'AUTO', totals(LATER, EARLIER));
    expect(found?.scale).toBe('log');
    expect(found?.spread).toBeCloseTo(0.359276652737176, 12);
    expect(found?.correlation).toBeCloseTo(0.946805742508456, 12);
  });

  it('is told within strata where the draw has some', () => {
    const units = totals(LATER, EARLIER).map((unit, at) => ({ ...unit, stratum: at < 5 ? 'North' : 'South' }));
    const found = historySpread(REVENUE, 'AUTO', units);
    expect(found?.spread).toBeCloseTo(0.35790930515045, 12);
    expect(found?.correlation).toBeCloseTo(0.945490304478084, 12);
  });

  it('is told as a share of the mean where a unit sold nothing, even if logs were asked for', () => {
    const units = totals([120_000, 95_000, 0, ...LATER.slice(3)], EARLIER);
    for (const scale of ['AUTO', 'LOG', 'RAW'] as const) {
      const found = historySpread(REVENUE, scale, units);
      expect(found?.scale).toBe('raw');
      expect(found?.spread).toBeCloseTo(0.548412542940073, 12);
      expect(found?.correlation).toBeCloseTo(0.48038469362809, 12);
    }
  });

  it('takes the mean of the known logs for a unit without a baseline', () => {
    const found = historySpread(REVENUE, 'AUTO', totals(LATER, [100_000, 0, ...EARLIER.slice(2)]));
    expect(found?.correlation).toBeCloseTo(0.938093089270939, 12);
  });

  it('linearises ratios and tells their spread as a share of the ratio', () => {
    const found = historySpread(RATE, 'AUTO', WIN_RATES);
    expect(found?.scale).toBe('ratio');
    expect(found?.spread).toBeCloseTo(0.20528839898716, 12);
    expect(found?.correlation).toBeCloseTo(0.76446671940325, 12);
  });

  it('does not depend on how many people each team has, where all have as many', () => {
    expect(historySpread(REVENUE, 'AUTO', totals(LATER, EARLIER, 4))?.spread).toBeCloseTo(0.359276652737176, 12);
  });

  it.each([
    ['three units', REVENUE, totals(LATER.slice(0, 3), EARLIER)],
    ['units that are all alike', REVENUE, totals([5, 5, 5, 5, 5], EARLIER)],
    ['units that sold nothing', REVENUE, totals([0, 0, 0, 0, 0], EARLIER)],
    [
      'each unit in a stratum of its own',
      REVENUE,
      totals(LATER, EARLIER).map((unit) => ({ ...unit, stratum: unit.unit })),
    ],
    [
      'rates without a denominator',
      RATE,
      WIN_RATES.map((unit) => ({ ...unit, earlier: { numerator: 0, denominator: 0 } })),
    ],
  ])('cannot be told from %s', (_, metric, units) => {
    expect(historySpread(metric, 'AUTO', units)).toBeNull();
  });
});

// Expected numbers: R 4.2.2, (qt(1 - level/2, df) + qt(.8, df)) * s * sqrt((1 - r^2) (1/n1 + 1/n0)), and pt(ncp = ) for chances.
describe('what a pilot of some size could show', () => {
  const arm = (units: number, controlUnits: number) => ({ armKey: 'pilot', units, controlUnits, smallestP: 0 });
  const sized = (units: number, controlUnits: number) => ({ arms: [arm(units, controlUnits)], strata: 1, level: 0.05 });
  const revenue = historySpread(REVENUE, 'AUTO', totals(LATER, EARLIER))!;
  const rate = historySpread(RATE, 'AUTO', WIN_RATES)!;

  it('is a factor on the log scale', () => {
    expect(detectableShare(revenue, sized(20, 20))).toBeCloseTo(0.11094431273532, 10);
  });

  it('is a share of the ratio for ratios', () => {
    expect(detectableShare(rate, sized(12, 8))).toBeCloseTo(0.179591340736508, 10);
  });

  it('does without the baseline below eight units', () => {
    expect(detectableShare(rate, sized(3, 3))).toBeCloseTo(0.62310208428873, 10);
  });

  it('is what the weakest of several arms could show', () => {
    const two = { ...sized(20, 20), arms: [arm(20, 20), arm(6, 20)] };
    expect(detectableShare(revenue, two)).toBe(detectableShare(revenue, sized(6, 20)));
  });

  it('is nothing where the model has no freedom left', () => {
    expect(detectableShare(revenue, sized(1, 1))).toBeNull();
  });

  it('includes the chance to show that a guardrail was not harmed', () => {
    expect(unharmedChance(revenue, 0.1, sized(20, 20))).toBeCloseTo(0.801297028448653, 10);
    const steady = { spread: 0.1, correlation: 0.5, scale: 'log' } as const;
    expect(unharmedChance(steady, 0.1, sized(20, 20))).toBeCloseTo(0.962918823354151, 10);
  });
});

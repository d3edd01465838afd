import { beliefOf } from '../../../src/analysis/result/belief.rules.js';
import { commonEffect, pastEffect, type PastEffect } from '../../../src/analysis/observation/past-effect.rules.js';
import { compareArms, type Comparison, type ObservedUnit, Random } from '../../../src/statistics/index.js';
import { inventedMaterial } from '../../stories/invented-material.js';

const random = new Random(5);
const noise = (): number => (random.below(1_000) + random.below(1_000)) / 1_000 - 1;

/** Twelve salespeople an arm; `uplift` 1 changes nothing. */
function compared(uplift: number, scale: 'log' | 'raw' = 'log'): Comparison {
  const rows = Array.from({ length: 24 }, (_, i): ObservedUnit => {
    const arm = i % 2 === 0 ? 'control' : 'pilot';
    return { unit: `u${i}`, arm, outcome: 1_000 * Math.exp(0.3 * noise()) * (arm === 'pilot' ? uplift : 1) };
  });
  return compareArms(rows, { control: 'control', scale, alpha: 0.05 }).comparisons[0];
}

const past = (estimate: number, scale: PastEffect['scale'] = 'log'): PastEffect => ({
  ...{ label: 'p', scale, estimate, standardError: 0.05, degreesOfFreedom: 20 },
});

describe('what to plan with after a pilot', () => {
  const strong = compared(1.4);

  it('is nearer to nothing than the estimate, by the convention that most plays change little', () => {
    const belief = beliefOf(strong, 'UP', []);
    expect(belief?.prior).toEqual({ source: 'CONVENTION', pilots: 0, mean: 0, meanError: 0, deviation: 0.15 });
    expect(belief?.relative.estimate).toBeGreaterThan(0);
    expect(belief?.relative.estimate).toBeLessThan(strong.relative?.estimate ?? NaN);
    expect(belief?.chance).toBeGreaterThan(0.9);
    expect(belief?.weight).toBeCloseTo(Math.log1p(belief?.relative.estimate ?? NaN) / (strong.estimate ?? NaN), 12);
  });

  it('says the same in the unit of the metric and as a share', () => {
    for (const scale of ['log', 'raw'] as const) {
      const comparison = compared(1.2, scale);
      const belief = beliefOf(comparison, 'UP', []);
      const control = comparison.adjustedMeans?.control ?? NaN;
      expect(belief?.absolute.estimate).toBeCloseTo((belief?.relative.estimate ?? NaN) * control, 8);
      expect(belief?.relative.interval[0]).toBeLessThan(belief?.relative.estimate ?? NaN);
      expect(belief?.relative.interval[1]).toBeGreaterThan(belief?.relative.estimate ?? NaN);
    }
  });

  it('looks to the pilots before it once there are five on the same scale', () => {
    const five = [0.3, 0.1, 0.25, -0.1, 0.4].map((estimate) => past(estimate));
    expect(beliefOf(strong, 'UP', five)?.prior).toMatchObject({ source: 'PORTFOLIO', pilots: 5 });
    expect(beliefOf(strong, 'UP', five.slice(1))?.prior).toMatchObject({ source: 'CONVENTION', pilots: 4 });
    const others = five.map((one) => ({ ...one, scale: 'raw' as const }));
    expect(beliefOf(strong, 'UP', others)?.prior).toMatchObject({ source: 'CONVENTION', pilots: 0 });
  });

  it('asks for less where less is good', () => {
    const [up, down] = (['UP', 'DOWN'] as const).map((direction) => beliefOf(strong, direction, [])?.chance ?? NaN);
    expect(up + down).toBeCloseTo(1, 12);
  });

  it('is nothing where the statistics refused, or gave no relative uplift', () => {
    const refused = compareArms([], { control: 'control', scale: 'log', alpha: 0.05 });
    expect(refused.refusal).not.toBeNull();
    expect(beliefOf({ ...strong, estimate: null }, 'UP', [])).toBeNull();
    expect(beliefOf({ ...compared(1.2, 'raw'), relative: null }, 'UP', [])).toBeNull();
  });
});

describe('what a pilot adds to the portfolio', () => {
  const { analysis } = inventedMaterial('PROVEN');

  it('is its effect as a share of the control mean, or its log coefficient', () => {
    const { comparison } = analysis.primary;
    expect(pastEffect(analysis)).toEqual({
      label: analysis.pilotId,
      scale: 'ratio',
      estimate: (comparison.estimate ?? NaN) / 0.3312,
      standardError: (comparison.standardError ?? NaN) / 0.3312,
      degreesOfFreedom: comparison.degreesOfFreedom,
    });
    const log = compared(1.1);
    expect(commonEffect(log)?.estimate).toBe(log.estimate);
  });

  it('is that of the first arm of the plan, not of the one that did best', () => {
    const best = { ...analysis.primary.comparison, arm: 'other' };
    const otherArms = [{ ...analysis.primary.comparison, estimate: 0.01 }];
    const effect = pastEffect({ ...analysis, primary: { ...analysis.primary, comparison: best, otherArms } });
    expect(effect?.estimate).toBeCloseTo(0.01 / 0.3312, 12);
  });

  it('is nothing where the arms were chosen, or could not be compared', () => {
    expect(pastEffect({ ...analysis, seed: null })).toBeNull();
    const comparison = { ...analysis.primary.comparison, estimate: null };
    expect(pastEffect({ ...analysis, primary: { ...analysis.primary, comparison } })).toBeNull();
  });
});

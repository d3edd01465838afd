import {
  type PlannedComparison,
  minimumDetectableEffect,
  power,
} from '../../../src/statistics/planning/minimum-detectable-effect.js';
import { spendingBoundary } from '../../../src/statistics/looks/spending-boundary.js';
import { golden } from '../golden.js';

interface Planned {
  readonly pilot: number;
  readonly control: number;
  readonly spread: number;
  readonly correlation: number;
  readonly columns: number;
  readonly level: number;
  readonly effect: number;
  readonly power: number;
}
const expected = golden<{ power: Planned[]; twoSample: number }>('planning');

describe('the power of a plan', () => {
  it('is that of the non-central t of R', () => {
    expect(expected.power).toHaveLength(3);
    for (const { columns, correlation, effect, power: chance, ...plan } of expected.power) {
      const baseline = correlation > 0;
      const strata = columns - (baseline ? 2 : 1);
      expect(power({ ...plan, strata, correlation: baseline ? correlation : null }, effect)).toBeCloseTo(chance, 10);
    }
  });

  it('is that of power.t.test for two plain arms, and the level where there is no effect', () => {
    const plan = { pilot: 20, control: 20, spread: 1, correlation: null, level: 0.05 };
    expect(power(plan, 0.8)).toBeCloseTo(expected.twoSample, 10);
    expect(power(plan, 0)).toBeCloseTo(0.05, 10);
    expect(power(plan, -0.8)).toBeCloseTo(power(plan, 0.8) ?? NaN, 12);
  });
});

describe('the smallest effect a plan can detect', () => {
  // A typical spread of revenue per salesperson in B2B sales, as the product's method notes tell it for 12, 20 and 40 units.
  const typical = (units: number, level: number): PlannedComparison => ({
    pilot: units / 2,
    control: units / 2,
    spread: 0.6677,
    correlation: 0.8,
    level,
  });
  const lastOfTwelve = spendingBoundary(
    Array.from({ length: 12 }, (_, k) => (k + 1) / 12),
    0.05,
  )[11].level;

  it.each([
    [12, 1.07, 1.17],
    [20, 0.7, 0.75],
    [40, 0.44, 0.47],
  ])('with %i units is an uplift of %p, with twelve looks of %p', (units, oneLook, twelveLooks) => {
    expect(Math.expm1(minimumDetectableEffect(typical(units, 0.05)) ?? NaN)).toBeCloseTo(oneLook, 2);
    expect(Math.expm1(minimumDetectableEffect(typical(units, lastOfTwelve)) ?? NaN)).toBeCloseTo(twelveLooks, 2);
  });

  it.each([12, 20, 40])('has a power of about 80 %% with %i units', (units) => {
    const plan = typical(units, 0.05);
    expect(power(plan, minimumDetectableEffect(plan) ?? NaN)).toBeCloseTo(0.8, 1.5);
  });

  it('grows with every stratum, without a baseline, and does not exist without a degree of freedom', () => {
    const plan = typical(12, 0.05);
    const effect = (changed: Partial<PlannedComparison>) => minimumDetectableEffect({ ...plan, ...changed }) ?? NaN;
    expect(effect({ strata: 4 })).toBeGreaterThan(effect({}));
    expect(effect({ correlation: null })).toBeGreaterThan(1.5 * effect({}));
    expect(minimumDetectableEffect({ ...plan, pilot: 2, control: 1 })).toBeNull();
    expect(power({ ...plan, pilot: 2, control: 1 }, 1)).toBeNull();
  });
});

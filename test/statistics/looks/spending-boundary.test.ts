import { smallestAttainableP } from '../../../src/statistics/randomisation/admissible-assignments.js';
import { normalUpperTail } from '../../../src/statistics/numbers/distributions.js';
import { spendingBoundary, spentAlpha } from '../../../src/statistics/looks/spending-boundary.js';
import { golden } from '../golden.js';

const evenly = (looks: number): number[] => Array.from({ length: looks }, (_, k) => (k + 1) / looks);
const pairedOff = (perArm: number): number => smallestAttainableP([{ units: 2 * perArm, pilot: perArm }]);

describe('boundaries of O-Brien-Fleming type', () => {
  it.each([
    // as published for Lan-DeMets spending, and beside it the same for twelve sprint reviews
    [5, [4.8769, 3.3569, 2.6803, 2.2898, 2.031], 3],
    [12, [7.676, 5.367, 4.333, 3.717, 3.301, 2.998, 2.766, 2.58, 2.427, 2.299, 2.189, 2.093], 3],
    [1, [1.959963984540054], 12],
  ])('for %i equally spaced looks', (looks, z, digits) => {
    spendingBoundary(evenly(looks), 0.05).forEach((look, k) => expect(look.z).toBeCloseTo(z[k], digits));
  });

  it('for any times and any alpha, as multivariate normal probabilities give them in R', () => {
    const { designs } = golden<{ designs: { times: number[]; alpha: number; z: number[] }[] }>('spending-boundary');
    expect(designs).toHaveLength(5);
    for (const { times, alpha, z } of designs) {
      spendingBoundary(times, alpha).forEach((look, k) => expect(look.z).toBeCloseTo(z[k], 8));
    }
  });

  it('hold even where two looks almost coincide', () => {
    const [first, , last] = spendingBoundary([0.5, 0.5001, 1], 0.05);
    const without = spendingBoundary([0.5, 1], 0.05);
    expect(first.z).toBeCloseTo(without[0].z, 12);
    expect(last.z).toBeCloseTo(without[1].z, 4);
  });

  it('spend all of alpha at the end, and say at which two-sided level each look is held', () => {
    const looks = spendingBoundary([0.4, 1], 0.05);
    expect(looks[1].spent).toBeCloseTo(0.05, 14);
    for (const { z, level } of looks) expect(level).toBeCloseTo(2 * normalUpperTail(z), 15);
  });

  it('leave alpha unspent when the calendar ends early', () => {
    expect(spendingBoundary([0.5, 0.8], 0.05)[1].spent).toBeCloseTo(spentAlpha(0.8, 0.05), 15);
  });

  it.each([[[0.5, 1.01]], [[0.5, 0.5]], [[0.6, 0.5]], [[0]], [[NaN]]])('do not exist for looks at %p', (times) => {
    expect(() => spendingBoundary(times, 0.05)).toThrow(RangeError);
  });
});

describe('looks that could never reject', () => {
  it.each([
    [12, 4],
    [6, 6],
    [4, 11],
  ])('with %i units in each arm the first usable of twelve looks is number %i', (perArm, first) => {
    const looks = spendingBoundary(evenly(12), 0.05, pairedOff(perArm));
    expect(looks.findIndex(({ level }) => level > 0) + 1).toBe(first);
    looks.slice(0, first - 1).forEach((look) => expect(look).toMatchObject({ z: Infinity, level: 0, spent: 0 }));
  });

  it('spend nothing: the others stand as if they had been registered alone', () => {
    const usable = spendingBoundary(evenly(12), 0.05, pairedOff(4)).slice(10);
    const alone = spendingBoundary([11 / 12, 1], 0.05);
    usable.forEach(({ z, spent }, k) => {
      expect(z).toBeCloseTo(alone[k].z, 12);
      expect(spent).toBeCloseTo(alone[k].spent, 14);
    });
  });
});

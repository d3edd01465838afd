import fc from 'fast-check';
import { holm, stepDown } from '../../../src/statistics/looks/holm.js';

describe('several p-values at once', () => {
  // R 4.2.2: p.adjust(c(.01, .04, .03, .005, .2), "holm") = .04 .09 .09 .025 .2
  it.each([
    [0.025, [false, false, false, true, false]],
    [0.04, [true, false, false, true, false]],
    [0.0899, [true, false, false, true, false]],
    [0.0901, [true, true, true, true, false]],
  ])('pass at %p where their adjusted p does', (level, passed) => {
    expect(holm([0.01, 0.04, 0.03, 0.005, 0.2], level)).toEqual(passed);
  });

  it('pass wherever Bonferroni lets them pass, and never where a lone test would not', () => {
    const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(pValues, (values) => {
        holm(values, 0.05).forEach((passed, i) => {
          if (values[i] <= 0.05 / values.length) expect(passed).toBe(true);
          if (passed) expect(values[i]).toBeLessThanOrEqual(0.05);
        });
      }),
    );
  });

  it('are held each against the level of its own rank where the levels are given', () => {
    expect(stepDown([0.004, 0.0009], [0.001, 0.004])).toEqual([true, true]);
    expect(stepDown([0.0009, 0.0041], [0.001, 0.004])).toEqual([true, false]);
    expect(stepDown([0.0011, 0.0011], [0.001, 0.004])).toEqual([false, false]);
    expect(stepDown([0.0009, 0.001, 0.002], [0.001, 0.004])).toEqual([true, true, false]);
  });

  it('do not pass when one of them could not be had', () => {
    expect(holm([NaN, 0.001], 0.05)[0]).toBe(false);
  });
});

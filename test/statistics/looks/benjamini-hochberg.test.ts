import fc from 'fast-check';
import { benjaminiHochberg } from '../../../src/statistics/looks/benjamini-hochberg.js';
import { holm } from '../../../src/statistics/looks/holm.js';

describe('questions explored together', () => {
  it('have the adjusted p-values of R', () => {
    // R 4.2.2: p.adjust(c(.01, .04, .03, .005, .2), "BH")
    const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.2]);
    [0.025, 0.05, 0.05, 0.025, 0.2].forEach((value, i) => expect(adjusted[i]).toBeCloseTo(value, 15));
    // R 4.2.2: p.adjust(c(.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .324, .4262, .5719, .6528, .759, 1), "BH"),
    // the p-values of the example in Benjamini & Hochberg 1995, section 4.1: four pass at 5 %
    const published = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    const expected = [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714285714286, 0.06385714285714286, 0.0645, 0.0765, 0.486,
      0.5811818181818181, 0.714875, 0.7532307692307691, 0.8132142857142857, 1,
    ];
    benjaminiHochberg(published).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 14));
    expect(benjaminiHochberg(published).filter((value) => value <= 0.05)).toHaveLength(4);
  });

  it('count a p-value that could not be had as 1, in the family all the same', () => {
    expect(benjaminiHochberg([0.02, null, NaN])).toEqual([0.06, 1, 1]);
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it('are never harder to pass than by Holm, keep their order and never pass where a lone test would not', () => {
    const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(pValues, (values) => {
        const adjusted = benjaminiHochberg(values);
        holm(values, 0.1).forEach((passed, i) => {
          if (passed) expect(adjusted[i]).toBeLessThanOrEqual(0.1 * (1 + 1e-12));
          expect(adjusted[i]).toBeGreaterThanOrEqual(values[i]);
          values.forEach((other, j) => other > values[i] && expect(adjusted[j]).toBeGreaterThanOrEqual(adjusted[i]));
        });
      }),
    );
  });
});

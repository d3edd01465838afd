import {
  admissibleAssignments,
  smallestAttainableP,
} from '../../../src/statistics/randomisation/admissible-assignments.js';

const strata = (...sizes: [units: number, pilot: number][]) => sizes.map(([units, pilot]) => ({ units, pilot }));

describe('how many draws a design admits', () => {
  it.each([
    ['3 against 3', strata([6, 3]), 20],
    ['12 against 12', strata([24, 12]), 2_704_156],
    ['20 against 20', strata([40, 20]), 137_846_528_820],
    ['5 pairs', strata(...Array.from({ length: 5 }, (): [number, number] => [2, 1])), 32],
    ['a stratum of 4 and one of 5', strata([4, 2], [5, 2]), 60],
  ])('%s', (_, sizes, count) => {
    expect(admissibleAssignments(sizes)).toBe(count); // choose() and its products, R 4.2.2
  });

  it('grows to infinity rather than to nonsense', () => {
    expect(admissibleAssignments(strata([4_000, 2_000]))).toBe(Infinity);
  });
});

describe('the smallest p a design can attain', () => {
  it.each([
    ['3 against 3', strata([6, 3]), 0.1],
    ['5 pairs', strata(...Array.from({ length: 5 }, (): [number, number] => [2, 1])), 0.0625],
    ['4 against 4 in strata of 2 + 2', strata([4, 2], [4, 2]), 2 / 36],
    ['4 against 4', strata([8, 4]), 2 / 70],
    ['3 of 8, where the arms cannot be swapped', strata([8, 3]), 1 / 56],
    ['12 against 12, more than are enumerated', strata([24, 12]), 2e-5],
  ])('%s', (_, sizes, p) => {
    expect(smallestAttainableP(sizes)).toBeCloseTo(p, 15);
  });

  it('is 1 where one side is empty', () => {
    expect(smallestAttainableP(strata([5, 0]))).toBe(1);
  });
});

import { sampleRatioCheck, sampleRatioP } from '../../../src/statistics/checks/sample-ratio.js';

const counts = (...arms: [seen: number, assigned: number][]) => arms.map(([seen, assigned]) => ({ seen, assigned }));

describe('units with data in proportion to units assigned', () => {
  // R 4.2.2: chisq.test(c(210, 165), p = c(.5, .5)), chisq.test(c(28, 40, 19), p = c(1, 2, 1) / 4)
  it.each([
    [counts([210, 250], [165, 250]), 0.020136751550346353],
    [counts([28, 40], [40, 80], [19, 40]), 0.297409982932428],
  ])('by chi-square where at least 5 are expected in every arm', (arms, p) => {
    expect(sampleRatioP(arms)).toBeCloseTo(p, 12);
  });

  // R 4.2.2: binom.test(1, 9, .5), binom.test(12, 20, .8); sum of dmultinom no larger than the observed one
  it.each([
    [counts([1, 5], [8, 5]), 0.0390625],
    [counts([12, 16], [8, 4]), 0.04367187812694583],
    [counts([0, 5], [3, 5], [7, 5]), 0.022405121170553335],
  ])('exactly where fewer are expected', (arms, p) => {
    expect(sampleRatioP(arms)).toBeCloseTo(p, 12);
  });

  it('blocks below .001, and says nothing otherwise', () => {
    expect(sampleRatioCheck(counts([250, 250], [165, 250]))).toMatchObject([
      { code: 'SAMPLE_RATIO_MISMATCH', severity: 'BLOCK' },
    ]);
    expect(sampleRatioCheck(counts([20, 20], [17, 20]))).toEqual([]);
    expect(sampleRatioCheck(counts([0, 4], [0, 4]))).toEqual([]);
  });
});

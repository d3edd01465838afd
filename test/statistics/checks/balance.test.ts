import { balanceCheck, standardisedDifference } from '../../../src/statistics/checks/balance.js';

const before = Float64Array.of(3.1, 2.2, 5.9, 4.4, 1.8, 4, 6.1, 5.2, 7.3);
const treatment = Float64Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1);

describe('how far apart the arms were before the pilot', () => {
  it('is the difference of means over the root mean square of the standard deviations', () => {
    // R 4.2.2: (mean(b) - mean(a)) / sqrt((var(a) + var(b)) / 2)
    expect(standardisedDifference(before, treatment)).toBeCloseTo(1.4040969987253731, 14);
  });

  it('does not depend on the unit of money, only its sign on which arm is which', () => {
    const cents = before.map((value) => value * 100 + 5_000);
    expect(standardisedDifference(cents, treatment)).toBeCloseTo(1.4040969987253731, 12);
    expect(
      standardisedDifference(
        before,
        treatment.map((arm) => 1 - arm),
      ),
    ).toBeCloseTo(-1.4040969987253731, 12);
  });

  it('is told beyond a quarter of a standard deviation, column by column', () => {
    const even = { name: 'tenure', values: Float64Array.of(1, 2, 3, 4, 5, 2, 3, 3, 4) };
    const apart = { name: 'baseline', values: before };
    const fixed = { name: 'team size', values: treatment.map((arm) => 6 + arm) };
    expect(balanceCheck([even, apart, fixed], treatment, 'pilot')).toEqual([
      {
        code: 'BASELINE_IMBALANCE',
        severity: 'INFO',
        arm: 'pilot',
        column: 'baseline',
        values: { standardisedDifference: expect.closeTo(1.404097, 6) as number },
      },
      { code: 'BASELINE_IMBALANCE', severity: 'INFO', arm: 'pilot', column: 'team size' },
    ]);
  });
});

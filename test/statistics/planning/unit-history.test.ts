import { type PastUnit, unitHistory } from '../../../src/statistics/planning/unit-history.js';

const past = (pairs: [outcome: number, baseline: number | null][]): PastUnit[] =>
  pairs.map(([outcome, baseline], i) => ({ unit: `u${i}`, outcome, baseline }));

const revenue = past([
  [120, 100],
  [80, 95],
  [310, 240],
  [55, 60],
  [150, 170],
]);

describe('what past units tell a plan', () => {
  it('on the log scale where everything is positive', () => {
    // R 4.2.2: y <- c(120,80,310,55,150); x <- c(100,95,240,60,170); sd(log(y)); cor(log(y), log(x)); mean(y)
    expect(unitHistory(revenue, 'auto')).toMatchObject({
      scale: 'log',
      spread: expect.closeTo(0.6564221894041623, 12) as number,
      correlation: expect.closeTo(0.9657303584399287, 12) as number,
      mean: 143,
      units: 5,
    });
  });

  it('on the raw scale where asked, or where a unit sold nothing', () => {
    // sd(y); cor(y, x)
    expect(unitHistory(revenue, 'raw')).toMatchObject({
      scale: 'raw',
      spread: expect.closeTo(100.2247474429345, 10) as number,
      correlation: expect.closeTo(0.9611206782492544, 12) as number,
    });
    expect(unitHistory([...revenue, ...past([[0, 10]])], 'auto')).toMatchObject({ scale: 'raw' });
    expect(unitHistory([...revenue, ...past([[10, 0]])], 'auto')).toMatchObject({ scale: 'raw' });
  });

  it('as a ratio of sums, one number a unit', () => {
    const counts = [
      [4, 10, 3, 12],
      [9, 20, 10, 18],
      [2, 12, 1, 9],
      [7, 11, 6, 14],
    ];
    const units = counts.map(([outcome, denominator, baseline, baselineDenominator], i) => ({
      unit: `u${i}`,
      outcome,
      denominator,
      baseline,
      baselineDenominator,
    }));
    // R 4.2.2: z <- (y - sum(y)/sum(d)*d)/mean(d), the same for the baseline; sd(z); cor(z, zpre)
    expect(unitHistory(units, 'auto')).toMatchObject({
      scale: 'ratio',
      mean: 22 / 53,
      spread: expect.closeTo(0.1705586168260061, 12) as number,
      correlation: expect.closeTo(0.6678349265272785, 12) as number,
    });
  });

  it('without a baseline, or from two units with one, knows no correlation', () => {
    expect(
      unitHistory(
        past([
          [1, null],
          [2, null],
          [4, null],
        ]),
        'raw',
      ),
    ).toMatchObject({ correlation: null });
    expect(
      unitHistory(
        past([
          [1, 3],
          [2, 5],
          [4, null],
        ]),
        'raw',
      ),
    ).toMatchObject({ correlation: null, units: 3 });
    expect(
      unitHistory(
        past([
          [1, 3],
          [2, 3],
          [4, 3],
        ]),
        'raw',
      ),
    ).toMatchObject({ correlation: null });
  });

  it('is refused for too few units, for equal ones, for a log of zero and without denominators', () => {
    expect(unitHistory(revenue.slice(0, 2), 'auto')).toMatchObject({ code: 'TOO_FEW_UNITS' });
    expect(
      unitHistory(
        past([
          [5, 1],
          [5, 2],
          [5, 3],
        ]),
        'auto',
      ),
    ).toMatchObject({ code: 'NO_VARIANCE' });
    expect(
      unitHistory(
        past([
          [5, 1],
          [0, 2],
          [5, 3],
        ]),
        'log',
      ),
    ).toMatchObject({ code: 'NON_POSITIVE_LOG', unit: 'u1' });
    const empty = past([
      [0, 1],
      [0, 2],
      [0, 3],
    ]).map((unit) => ({ ...unit, denominator: 0 }));
    expect(unitHistory(empty, 'auto')).toMatchObject({ code: 'ZERO_DENOMINATOR' });
  });
});

import { heavyTailCheck } from '../../../src/statistics/checks/heavy-tail.js';

const units = (arm: string, totals: number[]) => totals.map((total) => ({ arm, total }));

describe('one unit that stands for its arm', () => {
  it('holds more than a quarter of the total, and is not named', () => {
    const field = [...units('control', [10, 10, 10, 10, 10]), ...units('pilot', [50, 10, 10, 10, 20, 20])];
    expect(heavyTailCheck(field)).toEqual([
      { code: 'ONE_UNIT_DOMINATES', severity: 'WARN', arm: 'pilot', values: { share: 50 / 120 } },
    ]);
  });

  it('may also do so by a loss', () => {
    expect(heavyTailCheck(units('pilot', [-60, 20, 20, 20, 20, 20]))).toMatchObject([{ values: { share: 60 / 160 } }]);
  });

  it('is not to be found at exactly a quarter, nor where nothing was sold', () => {
    expect(heavyTailCheck([...units('control', [5, 5, 5, 5]), ...units('pilot', [0, 0, 0])])).toEqual([]);
  });
});

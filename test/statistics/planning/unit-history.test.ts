import { type PastUnit, unitHistory } from '../../../src/statistics/planning/unit-history.js';
import { golden } from '../golden.js';

interface Expected {
  readonly spread: number;
  readonly correlation: number;
  readonly mean: number;
}
const expected = golden<{
  readonly totals: PastUnit[];
  readonly gaps: PastUnit[];
  readonly ratios: PastUnit[];
  readonly people: PastUnit[];
  readonly histories: Record<'log' | 'unstratified' | 'raw' | 'ratio' | 'clusters', Expected>;
}>('planned-uplift');
const { totals, gaps, ratios, people, histories } = expected;

const close = ({ spread, correlation, mean }: Expected) => ({
  spread: expect.closeTo(spread, 10) as number,
  correlation: expect.closeTo(correlation, 12) as number,
  mean: expect.closeTo(mean, 8) as number,
});
const past = (pairs: readonly (readonly [outcome: number, baseline: number | null])[]): PastUnit[] =>
  pairs.map(([outcome, baseline], i) => ({ unit: `u${i}`, outcome, baseline }));

describe('what past units tell a plan, as R finds it', () => {
  it('on logs within strata where every unit sold something', () => {
    expect(unitHistory(totals, 'auto')).toMatchObject({ scale: 'log', units: 18, strata: 3, ...close(histories.log) });
  });

  it('over all units where the draw has no strata', () => {
    const together = totals.map((row) => ({ ...row, stratum: undefined }));
    expect(unitHistory(together, 'log')).toMatchObject({ scale: 'log', strata: 1, ...close(histories.unstratified) });
  });

  it('as it is where a unit sold nothing; who has no baseline stands at the mean of the others', () => {
    expect(unitHistory(gaps, 'auto')).toMatchObject({ scale: 'raw', ...close(histories.raw) });
  });

  it('as a ratio of sums, one number a unit', () => {
    expect(unitHistory(ratios, 'auto')).toMatchObject({ scale: 'ratio', ...close(histories.ratio) });
  });

  it('by the means of clusters where these are assigned', () => {
    expect(unitHistory(people, 'auto')).toMatchObject({ scale: 'log', units: 9, ...close(histories.clusters) });
  });
});

describe('what past units tell a plan', () => {
  it('uses a baseline of nothing on the log scale as if it were unknown', () => {
    const none = totals.map((row, at) => (at === 3 ? { ...row, baseline: 0 } : row));
    const unknown = totals.map((row, at) => (at === 3 ? { ...row, baseline: null } : row));
    expect(unitHistory(none, 'auto')).toEqual(unitHistory(unknown, 'auto'));
  });

  it('knows no correlation without a baseline, from two units with one, or where it does not vary', () => {
    for (const baselines of [
      [null, null, null, null],
      [3, 5, null, null],
      [3, 3, 3, 3],
    ])
      expect(
        unitHistory(
          past(
            [1, 2, 4, 3].map((outcome, at) => {
              return [outcome, baselines[at]] as const;
            }),
          ),
          'raw',
        ),
      ).toMatchObject({ correlation: null, units: 4 });
  });

  it('takes the baseline of a ratio as it is where it has no denominator', () => {
    const scores = ratios.map((row) => ({ ...row, baselineDenominator: undefined }));
    expect(unitHistory(scores, 'auto')).toMatchObject({ scale: 'ratio' });
    const empty = ratios.map((row) => ({ ...row, baseline: 0, baselineDenominator: 0 }));
    expect(unitHistory(empty, 'auto')).toMatchObject({ scale: 'ratio', correlation: null });
  });

  it('is refused with the place', () => {
    const some = past([
      [5, 1],
      [6, 2],
      [5, 3],
      [7, 1],
    ]);
    const changed = (row: Partial<PastUnit>) => some.map((one, at) => (at === 1 ? { ...one, ...row } : one));
    expect(unitHistory(some.slice(0, 3), 'auto')).toMatchObject({ code: 'TOO_FEW_UNITS' });
    const alone = some.map((row) => ({ ...row, stratum: row.unit }));
    expect(unitHistory(alone, 'auto')).toMatchObject({ code: 'TOO_FEW_UNITS' });
    const alike = some.map((row) => ({ ...row, outcome: 5 }));
    expect(unitHistory(alike, 'auto')).toMatchObject({ code: 'NO_VARIANCE', column: 'outcome' });
    const zero = { code: 'NON_POSITIVE_LOG', unit: 'u1', column: 'outcome' };
    expect(unitHistory(changed({ outcome: 0 }), 'log')).toMatchObject(zero);
    const infinite = { code: 'NOT_FINITE', unit: 'u1', column: 'baseline' };
    expect(unitHistory(changed({ baseline: Infinity }), 'auto')).toMatchObject(infinite);
    const empty = some.map((row) => ({ ...row, outcome: 0, denominator: 0 }));
    expect(unitHistory(empty, 'auto')).toMatchObject({ code: 'ZERO_DENOMINATOR', column: 'denominator' });
    const orphan = some.map((row) => ({ ...row, denominator: 9, baselineDenominator: row.unit === 'u2' ? 0 : 9 }));
    const nothingBelow = { code: 'ZERO_DENOMINATOR', unit: 'u2', column: 'baselineDenominator' };
    expect(unitHistory(orphan, 'auto')).toMatchObject(nothingBelow);
  });
});

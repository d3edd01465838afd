import fc from 'fast-check';
import { type MatchableUnit, type PairedUnit, formPairs } from '../../../src/statistics/randomisation/form-pairs.js';

const units = (before: readonly (number | null)[], stratum: string | null = null): MatchableUnit[] =>
  before.map((value, at) => ({ unit: `${stratum ?? ''}u${String(at).padStart(2, '0')}`, stratum, before: value }));

const pairsOf = (roster: readonly MatchableUnit[]): (string | null)[] => formPairs(roster).map(({ pair }) => pair);

describe('units matched in pairs', () => {
  it('are neighbours in what they came to before', () => {
    expect(pairsOf(units([50, 10, 40, 12, 49, 41]))).toEqual(['03', '01', '02', '01', '03', '02']);
  });

  it('of an odd number leave over the one without which the others match best', () => {
    expect(pairsOf(units([10, 11, 300, 50, 51]))).toEqual(['01', '01', null, '02', '02']);
    expect(pairsOf(units([1, 10, 11, 50, 51]))).toEqual([null, '01', '01', '02', '02']);
  });

  it('match those of whom nothing is known among themselves, and leave one of them over first', () => {
    expect(pairsOf(units([null, 10, null, 12]))).toEqual(['02', '01', '02', '01']);
    expect(pairsOf(units([10, null, 12, null, 11, 13, null]))).toEqual(['01', '03', '02', '03', '01', '02', null]);
  });

  it('never cross the border of a stratum', () => {
    const roster = [...units([1, 2, 3], 'North'), ...units([1, 2], 'South')];
    expect(formPairs(roster).map(({ unit, pair }) => [unit, pair])).toEqual([
      ['Northu00', null],
      ['Northu01', '01'],
      ['Northu02', '01'],
      ['Southu00', '02'],
      ['Southu01', '02'],
    ]);
  });

  it('hold everybody but one of an odd number, two in each, in whatever order they are given', () => {
    const one = fc.option(fc.integer({ min: 0, max: 20 }), { nil: null, freq: 5 });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 25 }), (before) => {
        const roster = units(before);
        const paired = formPairs(roster);
        expect(formPairs(roster.toReversed())).toEqual(paired);
        expect(paired.filter(({ pair }) => pair === null)).toHaveLength(before.length % 2);
        for (const members of couplesOf(paired)) expect(members).toHaveLength(2);
      }),
      { seed: 20261123 },
    );
  });

  it('have the smallest sum of differences that any pairing has', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 7 }), (before) => {
        const paired = formPairs(units(before));
        const sum = couplesOf(paired)
          .map((members) => members.map(({ unit }) => before[Number(unit.slice(1))]))
          .reduce((total, [a, b]) => total + Math.abs(a - b), 0);
        expect(sum).toBe(smallestSum(before));
      }),
      { seed: 20261123 },
    );
  });
});

function couplesOf(paired: readonly PairedUnit[]): PairedUnit[][] {
  const names = [...new Set(paired.flatMap(({ pair }) => pair ?? []))];
  return names.map((name) => paired.filter(({ pair }) => pair === name));
}

/** Over every pairing there is; of an odd number over everyone who could be left out. */
function smallestSum(values: readonly number[]): number {
  if (values.length < 2) return 0;
  if (values.length % 2 === 1)
    return Math.min(...values.map((_, left) => smallestSum(values.filter((__, at) => at !== left))));
  const [first, ...rest] = values;
  return Math.min(
    ...rest.map((other, at) => Math.abs(first - other) + smallestSum(rest.filter((_, index) => index !== at))),
  );
}

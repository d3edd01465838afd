import fc from 'fast-check';
import { Random, seedFrom } from '../../../src/statistics/numbers/random.js';

describe('the generator', () => {
  // xoshiro128++ filled by SplitMix64: rand 0.9's stable_seed_from_u64_and_from_seed (Rust) for seed 0; an independent Python
  // transcription, published with a Go port, for the others.
  it.each([
    [
      0,
      [
        1179900579, 1938959192, 3089844957, 3657088315, 1015453891, 479942911, 3433842246, 669252886, 3985671746,
        2737205563,
      ],
    ],
    [1, [2146930148, 2585199205, 3670091704, 2556029204]],
    [42, [2643743425, 1762251840, 1632151183, 1417845339]],
    [20260809, [3066698231, 3233994224, 3477068307, 1864505539]],
  ])('gives the words of xoshiro128++ for seed %i', (seed, words) => {
    const random = new Random(seed);
    expect(words.map(() => random.word())).toEqual(words);
  });

  it.each([-1, 0.5, NaN, 2 ** 53])('does not take %p for a seed', (seed) => {
    expect(() => new Random(seed)).toThrow(RangeError);
  });

  it('draws each index equally often', () => {
    const random = new Random(3);
    const counts = new Float64Array(7);
    for (let i = 0; i < 70_000; i += 1) counts[random.below(7)] += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquare).toBeLessThan(22.46); // qchisq(.999, 6), R 4.2.2
  });

  it('will not draw from nothing', () => {
    expect(() => new Random(1).below(0)).toThrow(RangeError);
  });
});

describe('a sample of units', () => {
  it('draws every pair of five equally often, whatever was drawn before', () => {
    const random = new Random(11);
    const items = Int32Array.of(0, 1, 2, 3, 4);
    const counts = new Map<string, number>();
    for (let i = 0; i < 100_000; i += 1) {
      random.sampleToFront(items, 0, 5, 2);
      const pair = [...items.subarray(0, 2)].sort().join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(counts.size).toBe(10);
    expect(chiSquare).toBeLessThan(27.88); // qchisq(.999, 9), R 4.2.2
  });

  it('takes the same indices as one draw after the other would, on rosters small and large', () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 65_530, max: 65_545 }));
    fc.assert(
      fc.property(fc.nat(), size, (seed, length) => {
        const take = Math.min(length, 20);
        const items = Int32Array.from({ length }, (_, i) => i);
        const plain = items.slice();
        new Random(seed).sampleToFront(items, 0, length, take);
        const random = new Random(seed);
        for (let i = 0; i < take; i += 1) {
          const other = i + random.below(length - i);
          [plain[i], plain[other]] = [plain[other], plain[i]];
        }
        expect(items.every((item, i) => item === plain[i])).toBe(true);
      }),
      { numRuns: 40 },
    );
  });

  it('leaves the entries outside its run alone', () => {
    const items = Int32Array.of(9, 8, 1, 2, 3, 7);
    new Random(5).sampleToFront(items, 2, 3, 2);
    expect([items[0], items[1], items[5]]).toEqual([9, 8, 7]);
    expect([...items.subarray(2, 5)].sort()).toEqual([1, 2, 3]);
  });
});

describe('a seed from a hash', () => {
  it('is its leading 32 bits', () => {
    expect(seedFrom('ffffffff00')).toBe(2 ** 32 - 1);
    expect(seedFrom('80000001aa')).toBe(2 ** 31 + 1);
  });

  it('is refused for text that is no hash', () => {
    expect(() => seedFrom('pilot-7')).toThrow(RangeError);
    expect(() => seedFrom('abc')).toThrow(RangeError);
  });
});

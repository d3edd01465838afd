import fc from 'fast-check';
import { signFlipTest } from '../../../src/statistics/randomisation/sign-flip-test.js';
import type { PairsToFlip } from '../../../src/statistics/randomisation/pair-scores.js';

function pairs(difference: readonly number[], before: readonly number[] = []): PairsToFlip {
  return {
    difference: Float64Array.from(difference),
    shift: new Float64Array(difference.length).fill(1),
    covariates: before.length > 0 ? [{ name: 'baseline', values: Float64Array.from(before) }] : [],
  };
}

const SETTINGS = { seed: 7, level: 0.05, interval: true };

const number = fc.double({ min: -10, max: 10, noNaN: true }).map((value) => Math.round(value * 1_000) / 1_000);
const sample = fc
  .integer({ min: 3, max: 9 })
  .chain((n) =>
    fc.tuple(fc.array(number, { minLength: n, maxLength: n }), fc.array(number, { minLength: n, maxLength: n })),
  );

/** Bickel's sleep study: how much longer ten people slept on the second drug. */
const SLEEP = [1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4];

describe('the sign-flip test', () => {
  it('enumerates every flip of ten pairs: of the 1,024, 4 are as extreme as ten people who all slept no less', () => {
    expect(signFlipTest(pairs(SLEEP), SETTINGS)).toMatchObject({ pValue: 4 / 1_024, draws: 1_024, exact: true });
  });

  it('draws at random beyond 200,000 flips, the same from the same seed, and comes to about the exact p', () => {
    const twice = [...SLEEP, ...SLEEP.map((value) => value - 1.4)];
    const once = signFlipTest(pairs(twice), SETTINGS);
    expect(once).toMatchObject({ exact: false, draws: 9_999, seed: 7 });
    expect(signFlipTest(pairs(twice), SETTINGS)).toEqual(once);
    const half = signFlipTest(pairs(twice.slice(0, 16)), SETTINGS);
    expect(half).toMatchObject({ exact: true, draws: 65_536 });
  });

  it('its interval leaves no effect out exactly where its p is at or below the level', () => {
    fc.assert(
      fc.property(sample, ([difference, before]) => {
        const found = signFlipTest(pairs(difference, before), { ...SETTINGS, level: 0.2 });
        if ('kind' in found) return;
        const [low, high] = found.interval ?? [null, null];
        const contains = (low ?? -Infinity) <= 0 && 0 <= (high ?? Infinity);
        expect(contains).toBe(found.pValue > 0.2);
      }),
      { seed: 20261123 },
    );
  });

  it('p does not change when the arms swap their names, and the interval turns over', () => {
    fc.assert(
      fc.property(sample, ([difference, before]) => {
        const found = signFlipTest(pairs(difference, before), SETTINGS);
        const swapped = signFlipTest(
          pairs(
            difference.map((value) => -value),
            before.map((value) => -value),
          ),
          SETTINGS,
        );
        if ('kind' in found || 'kind' in swapped) return;
        expect(swapped.pValue).toBe(found.pValue);
        const [low, high] = found.interval ?? [null, null];
        expect(swapped.interval?.[0] ?? null).toEqual(high === null ? null : expect.closeTo(-high, 6));
        expect(swapped.interval?.[1] ?? null).toEqual(low === null ? null : expect.closeTo(-low, 6));
      }),
      { seed: 20261124 },
    );
  });

  it('refuses differences that are all zero, and a covariate that holds nothing', () => {
    expect(signFlipTest(pairs([0, 0, 0, 0]), SETTINGS)).toMatchObject({ code: 'NO_VARIANCE', column: 'outcome' });
    expect(signFlipTest(pairs([1, 2, 3, 4], [0, 0, 0, 0]), SETTINGS)).toMatchObject({
      code: 'COLLINEAR',
      column: 'baseline',
    });
  });

  it('refuses a covariate that is the sign itself: every pair differs alike beforehand', () => {
    expect(signFlipTest(pairs([1, 2, 3, 4], [5, 5, 5, 5]), SETTINGS)).toMatchObject({
      code: 'COLLINEAR',
      column: 'arm',
    });
  });
});

import fc from 'fast-check';
import { formatNumber } from '../../src/render/format.js';
import { agreeingDecimals, confidenceFormat, levelFormat, moneyFormat } from '../../src/stories/rounding.rules.js';

/** A value as its reader sees it. */
const at = (decimals: number) => (value: number) =>
  Number(formatNumber(value, { as: 'plain', decimals }, 'en').replaceAll(',', '').replace('\u2212', '-'));

describe('how finely a story shows its numbers', () => {
  it('adds a decimal where whole numbers would not subtract to the effect', () => {
    // 41.6 - 33.4 = 8.2, but 42 - 33 is 9.
    expect(agreeingDecimals({ control: 33.4, pilot: 41.6, effects: [8.2] }, { from: 0, most: 2 })).toBe(1);
    expect(agreeingDecimals({ control: 33.1, pilot: 42.2, effects: [9.1] }, { from: 0, most: 2 })).toBe(0);
  });

  it('rounds no effect away to nothing', () => {
    expect(agreeingDecimals({ control: 33, pilot: 42, effects: [9, 0.3, 18] }, { from: 0, most: 2 })).toBe(1);
    expect(agreeingDecimals({ control: 33, pilot: 33, effects: [0, -4, 4] }, { from: 0, most: 2 })).toBe(0);
  });

  it('never lets shown values contradict the shown effect while decimals are left to help', () => {
    const value = fc.integer({ min: 0, max: 10_000 }).map((one) => one / 100);
    fc.assert(
      fc.property(value, value, (control, pilot) => {
        const effect = pilot - control;
        const round = at(agreeingDecimals({ control, pilot, effects: [effect] }, { from: 0, most: 2 }));
        expect(round(pilot) - round(control)).toBeCloseTo(round(effect), 6);
        if (Math.abs(effect) > 0.001) expect(round(effect)).not.toBe(0);
      }),
    );
  });

  it('shows money with two digits of the difference and no more', () => {
    const shown = (minor: number, values: number[], difference: number) =>
      formatNumber(minor, moneyFormat(values, difference, 'EUR'), 'en');
    expect(shown(41_234_567, [41_234_567, 37_120_012], 4_114_555)).toBe('EUR 412,000');
    expect(shown(37_120_012, [41_234_567, 37_120_012], 4_114_555)).toBe('EUR 371,000');
    expect(shown(190_000_000, [190_000_000, 150_000_000], 40_000_000)).toBe('EUR 1.90 million');
    expect(shown(1_250, [1_250, 1_100], 150)).toBe('EUR 12.5');
  });

  it('shows a level with the digits that count and a confidence that is never 100 %', () => {
    const level = (value: number) => formatNumber(value, levelFormat(value), 'en');
    expect([0.05, 0.0492, 0.0054, 0.000_02].map(level)).toEqual(['0.05', '0.049', '0.0054', '0.00002']);
    const confidence = (value: number) => formatNumber(1 - value, confidenceFormat(value), 'en');
    expect([0.05, 0.0492, 0.0054, 0.0002].map(confidence)).toEqual(['95%', '95%', '99.46%', '99.98%']);
  });
});

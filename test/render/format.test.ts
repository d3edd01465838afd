import {
  formatDay,
  formatDayOfYear,
  formatNumber,
  minorUnitsPerUnit,
  quoted,
  type NumberFormat,
} from '../../src/render/format.js';

const both = (value: number, format: NumberFormat): [string, string] => [
  formatNumber(value, format, 'en'),
  formatNumber(value, format, 'de'),
];

describe('numbers as people write them, in English and German', () => {
  it('puts a narrow no-break space before the German per cent sign and none before the English', () => {
    expect(both(0.125, { as: 'percent', decimals: 1 })).toEqual(['12.5%', '12,5\u202f%']);
  });

  it('names percentage points', () => {
    expect(both(0.09, { as: 'points', decimals: 1 })).toEqual(['9.0 percentage points', '9,0 Prozentpunkte']);
  });

  it.each<[string, NumberFormat]>([
    ['plain', { as: 'plain', decimals: 1 }],
    ['percent', { as: 'percent', decimals: 1 }],
    ['points', { as: 'points', decimals: 1 }],
    ['hundredths', { as: 'hundredths', decimals: 1 }],
    ['money', { as: 'money', currency: 'EUR', decimals: 0, inMillions: false }],
    ['millions', { as: 'money', currency: 'EUR', decimals: 1, inMillions: true }],
  ])('writes the minus of %s as U+2212 and never as a hyphen', (_, format) => {
    for (const text of both(-123_456_789, format)) {
      expect(text).toContain('\u2212');
      expect(text).not.toContain('-');
    }
  });

  it('shows no sign on what rounds to zero', () => {
    expect(both(-0.0004, { as: 'percent', decimals: 1 })).toEqual(['0.0%', '0,0\u202f%']);
    expect(both(-0.0004, { as: 'percent', decimals: 1, sign: 'always' })).toEqual(['0.0%', '0,0\u202f%']);
  });

  it('shows a plus only where it is asked for, and leaves the sign to the words where it is not wanted', () => {
    expect(both(0.09, { as: 'points', decimals: 0, sign: 'always' })[0]).toBe('+9 percentage points');
    expect(both(-0.09, { as: 'hundredths', decimals: 0, sign: 'never' })[0]).toBe('9');
  });

  it('rounds what was meant, not the noise of binary fractions', () => {
    // 0.145 * 100 is 14.499999999999998 in binary floating point.
    expect(both(0.145, { as: 'percent', decimals: 0 })).toEqual(['15%', '15\u202f%']);
  });

  it('groups thousands by locale', () => {
    expect(both(1020, { as: 'plain', decimals: 0 })).toEqual(['1,020', '1.020']);
  });

  it('writes money with its currency, in millions where it is large', () => {
    const millions: NumberFormat = { as: 'money', currency: 'EUR', decimals: 1, inMillions: true };
    expect(both(190_000_000, millions)).toEqual(['EUR 1.9 million', '1,9 Mio. EUR']);
    const thousands: NumberFormat = { as: 'money', currency: 'EUR', decimals: -2, inMillions: false };
    expect(both(6_004_900, thousands)).toEqual(['EUR 60,000', '60.000 EUR']);
    expect(both(-6_004_900, thousands)).toEqual(['\u2212EUR 60,000', '\u221260.000 EUR']);
    expect(both(6_004_900, { ...thousands, sign: 'always' })).toEqual(['+EUR 60,000', '+60.000 EUR']);
  });

  it('knows that a yen has no hundredths', () => {
    expect([minorUnitsPerUnit('EUR'), minorUnitsPerUnit('JPY')]).toEqual([100, 1]);
    expect(formatNumber(1_500, { as: 'money', currency: 'JPY', decimals: 0, inMillions: false }, 'en')).toBe(
      'JPY 1,500',
    );
  });

  it('never shows a p-value as 0 or 1', () => {
    expect(both(0.0031, { as: 'pValue' })).toEqual(['p = 0.003', 'p = 0,003']);
    expect(both(0.00004, { as: 'pValue' })).toEqual(['p < 0.001', 'p < 0,001']);
    expect(both(0.9999, { as: 'pValue' })).toEqual(['p > 0.999', 'p > 0,999']);
  });

  it.each([NaN, Infinity])('refuses to show %p', (value) => {
    expect(() => formatNumber(value, { as: 'plain', decimals: 0 }, 'en')).toThrow(RangeError);
  });
});

describe('days and quotation marks', () => {
  it('writes days out, whatever the zone of the machine', () => {
    expect([formatDay('2026-05-04', 'en'), formatDay('2026-05-04', 'de')]).toEqual(['4 May 2026', '4. Mai 2026']);
    expect(formatDay('2026-05-04T23:59:59.999Z', 'en')).toBe('4 May 2026');
    expect([formatDayOfYear('2026-03-02', 'en'), formatDayOfYear('2026-03-02', 'de')]).toEqual(['2 Mar', '2. März']);
  });

  it('refuses what is not a day', () => {
    expect(() => formatDay('soon', 'en')).toThrow(RangeError);
  });

  it('quotes as each language does', () => {
    expect([quoted('so', 'en'), quoted('so', 'de')]).toEqual(['“so”', '„so“']);
  });
});

import fc from 'fast-check';
import { DAY_READINGS, NUMBER_READINGS } from '../../../src/facts/cells/cell-formats.rules.js';
import { ColumnSurvey } from '../../../src/facts/cells/column-survey.rules.js';
import { isMissing } from '../../../src/facts/cells/missing.rules.js';
import { minorUnitDigits, minorUnits } from '../../../src/facts/cells/number-format.rules.js';

const reading =
  (format: string) =>
  (cell: string): string | null =>
    [...NUMBER_READINGS, ...DAY_READINGS].find((one) => one.format === format)!.read(cell);

function decided(cells: readonly string[], readings: typeof DAY_READINGS): string {
  const survey = new ColumnSurvey(readings);
  cells.forEach((cell, at) => survey.see(cell, at + 2));
  const answer = survey.decide();
  return answer.kind === 'decided' ? answer.format : answer.reason;
}

describe('a number with a decimal point', () => {
  it.each([
    ['1234.56', '1234.56'],
    ['1,234.56', '1234.56'],
    ["1'234'567.5", '1234567.5'],
    ['1 234', '1234'],
    ['1\u202f234.5', '1234.5'],
    ['(1,234)', '-1234'],
    ['-12', '-12'],
    ['\u221212', '-12'],
    ['+3', '3'],
    ['.5', '0.5'],
  ])('%s is %s', (cell, decimal) => {
    expect(reading('POINT')(cell)).toBe(decimal);
  });

  it.each(['1,23', '1,2345', '1.234,56', '12,34,567', '(5', '-(5)', '', '.', '1.5e6', 'EUR 5', '1,234 567', '0x1f'])(
    '"%s" is none',
    (cell) => {
      expect(reading('POINT')(cell)).toBeNull();
    },
  );
});

describe('a number with a decimal comma', () => {
  it.each([
    ['1234,56', '1234.56'],
    ['1.234,56', '1234.56'],
    ['1 234,56', '1234.56'],
    ["1'234,50", '1234.50'],
    ['(1.234)', '-1234'],
  ])('%s is %s', (cell, decimal) => {
    expect(reading('COMMA')(cell)).toBe(decimal);
  });
});

describe('a day', () => {
  it.each([
    ['ISO', '2026-03-05', '2026-03-05'],
    ['ISO', '2026-03-05T23:59:00.000Z', '2026-03-05'],
    ['ISO', '2026-03-05 08:00', '2026-03-05'],
    ['DAY_DOTS', '5.3.2026', '2026-03-05'],
    ['DAY_SLASHES', '05/03/2026', '2026-03-05'],
    ['MONTH_SLASHES', '3/5/2026, 10:12 AM', '2026-03-05'],
    ['MONTH_SLASHES', '02/29/2028', '2028-02-29'],
  ])('as %s: %s is %s', (format, cell, day) => {
    expect(reading(format)(cell)).toBe(day);
  });

  it.each([
    ['ISO', '2026-02-29'],
    ['ISO', '2100-02-29'],
    ['ISO', '2026-13-01'],
    ['ISO', '2026-00-10'],
    ['DAY_DOTS', '31.04.2026'],
    ['MONTH_SLASHES', '13/01/2026'],
    ['DAY_SLASHES', '1/1/26'],
    ['ISO', '0020-01-01'],
  ])('as %s: %s is none', (format, cell) => {
    expect(reading(format)(cell)).toBeNull();
  });
});

describe('the format of a column', () => {
  it('is decided by the one cell that only it can read', () => {
    expect(decided(['03/04/2026', '12/31/2026'], DAY_READINGS)).toBe('MONTH_SLASHES');
    expect(decided(['1.234', '1.234', '7,5'], NUMBER_READINGS)).toBe('COMMA');
  });

  it('needs no deciding where every format reads the same', () => {
    expect(decided(['1054', '4514', '50'], NUMBER_READINGS)).toBe('POINT');
    expect(decided(['03/03/2026'], DAY_READINGS)).toBe('DAY_SLASHES');
  });

  it('is asked for where no cell tells', () => {
    expect(decided(['03/03/2026', '03/04/2026'], DAY_READINGS)).toBe(
      'line 3 holds "03/04/2026", which may be DAY_SLASHES (like 31/12/2026) or MONTH_SLASHES (like 12/31/2026), and no other cell tells',
    );
  });

  it('is asked for where cells contradict each other', () => {
    expect(decided(['31/01/2026', '01/31/2026', '02/03/2026', '04/13/2026'], DAY_READINGS)).toBe(
      'line 3 holds "01/31/2026", which can only be MONTH_SLASHES (like 12/31/2026), and line 2 "31/01/2026", which can only be DAY_SLASHES (like 31/12/2026)',
    );
    expect(decided(['1,5', '1.5'], NUMBER_READINGS)).toContain('which can only be');
  });

  it('is that of the many where a few cells are no days at all', () => {
    expect(decided(['2026-01-02', 'soon', '2026-05-06', '1.2.2026'], DAY_READINGS)).toBe('ISO');
  });

  it('is the first where no cell can be read', () => {
    expect(decided(['soon', 'later'], DAY_READINGS)).toBe('ISO');
    expect(decided([], NUMBER_READINGS)).toBe('POINT');
  });
});

describe('money', () => {
  it.each([
    ['1234.56', 2, 123456],
    ['1234.5', 2, 123450],
    ['-0.005', 2, -1],
    ['-0.004', 2, 0],
    ['1.005', 2, 101],
    ['12', 0, 12],
    ['0.5', 0, 1],
    ['90071992547409.91', 2, 9007199254740991],
  ])('%s with %d decimals is %d minor units', (decimal, digits, minor) => {
    expect(minorUnits(decimal, digits)).toBe(minor);
  });

  it('beyond 2^53 is no exact number', () => {
    expect(minorUnits('90071992547409.92', 2)).toBeNull();
  });

  it('keeps every amount of whole cents', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (cents) => {
        expect(minorUnits((cents / 100).toFixed(2), 2)).toBe(cents === 0 ? 0 : cents);
      }),
    );
  });

  it('has the decimals of its currency', () => {
    expect(['EUR', 'JPY', 'KWD'].map(minorUnitDigits)).toEqual([2, 0, 3]);
  });
});

it.each(['', 'NULL', 'null', 'NA', 'n/a', '#N/A', '-'])('"%s" is a missing value', (cell) => {
  expect(isMissing(cell)).toBe(true);
});

it.each(['0', 'none', '--', 'NAN'])('"%s" is not a missing value', (cell) => {
  expect(isMissing(cell)).toBe(false);
});

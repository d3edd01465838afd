import { byKey, inTheField, pseudonymFrom, repeatedKeys, salespersonFaults } from '../../src/roster/roster.rules.js';

describe('who is in the field', () => {
  it('counts the first and the last day', () => {
    const person = { startedOn: '2026-01-10', leftOn: '2026-03-31' };
    expect(['2026-01-09', '2026-01-10', '2026-03-31', '2026-04-01'].map((on) => inTheField(person, on))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('is everybody of whom no day is known', () => {
    expect(inTheField({ startedOn: null, leftOn: null }, '2026-01-01')).toBe(true);
  });
});

describe('the order of units', () => {
  it('does not depend on a language', () => {
    const keys = ['b', 'Ä', 'a', 'B', 'ä', 'A'].map((key) => ({ key }));
    expect(keys.sort(byKey).map(({ key }) => key)).toEqual(['A', 'B', 'a', 'b', 'Ä', 'ä']);
  });
});

describe('a drawn pseudonym', () => {
  it('is five letters that cannot be misread', () => {
    expect(pseudonymFrom(new Uint8Array([0, 1, 26, 27, 242]))).toBe('P-23Z2Z');
  });

  it('passes over bytes that would favour the first letters', () => {
    expect(pseudonymFrom(new Uint8Array([255, 0, 250, 0, 243, 0, 0, 0]))).toBe('P-22222');
    expect(pseudonymFrom(new Uint8Array([255, 254, 253, 252, 0, 0, 0, 0]))).toBeNull();
  });
});

describe('a salesperson as given', () => {
  it('may not have the own name as pseudonym', () => {
    expect(salespersonFaults({ name: 'Ada Berg', pseudonym: 'ada berg' })).toHaveLength(1);
  });

  it('may not leave before starting', () => {
    const faults = salespersonFaults({ name: 'Ada Berg', startedOn: '2026-02-01', leftOn: '2026-01-31' });
    expect(faults).toEqual(['The last day 2026-01-31 lies before the first day 2026-02-01.']);
  });

  it('is in order with nothing but a name', () => {
    expect(salespersonFaults({ name: 'Ada Berg' })).toEqual([]);
  });
});

it('names each repeated key once', () => {
  expect(repeatedKeys(['a', 'b', 'a', 'a', 'b', 'c'])).toEqual([
    '"a" is given more than once.',
    '"b" is given more than once.',
  ]);
});

import {
  plainColumnName,
  refusalSentence,
  withholdingReason,
} from '../../../src/analysis/verdict/refusal-sentence.rules.js';
import { STATISTICAL_REFUSAL_CODES, WITHHOLDING_CODES } from '../../../src/statistics/index.js';

describe('a refusal of the statistics in words', () => {
  it.each(STATISTICAL_REFUSAL_CODES)('%s says what is wrong, where, and what to do about it', (code) => {
    const { message, reasons, ...rest } = refusalSentence({ kind: 'refused', code });
    expect(rest).toEqual({ code });
    for (const sentence of [message, ...reasons]) expect(sentence).toMatch(/^[A-Z].*[a-z0-9)]\.$/);
    expect(reasons).toHaveLength(2);
  });

  it.each([
    ['TOO_FEW_UNITS', { arm: 'North' }, 'Arm "North" has fewer than two assigned units (or clusters) with an outcome.'],
    [
      'NOT_FINITE',
      { arm: 'A', unit: 'Bo', column: 'outcome' },
      'Unit "Bo": the outcome is not a number of ordinary size.',
    ],
    ['COLLINEAR', { column: 'years' }, '"years" is a combination of the arm and the other columns.'],
    [
      'ZERO_DENOMINATOR',
      { arm: 'A', unit: 'Bo', column: 'denominator' },
      'Unit "Bo" has a numerator, but the denominator is 0.',
    ],
    ['ZERO_DENOMINATOR', { arm: 'A' }, 'The denominators of arm "A" do not add up to more than 0.'],
    ['NON_POSITIVE_LOG', { arm: 'A', unit: 'Bo', column: 'outcome' }, 'Unit "Bo": the outcome is 0 or less.'],
    ['UNIT_IN_TWO_ARMS', { arm: 'A', unit: 'Bo' }, 'Unit "Bo" is in more than one arm.'],
    [
      'CLUSTER_IN_TWO_ARMS',
      { arm: 'A', unit: 'East' },
      'What was assigned together, unit "East", is in more than one arm.',
    ],
    [
      'NOT_IDENTIFIED_BY_REPLICATION',
      { unit: 'Bo' },
      'Without unit "Bo" there would be no comparison left in its stratum, so its chance cannot be measured.',
    ],
  ] as const)('%s names the place', (code, place, where) => {
    expect(refusalSentence({ kind: 'refused', code, ...place }).reasons[0]).toBe(where);
  });

  it('calls columns as the reader does', () => {
    const columnName = (column: string): string => (column === 'outcome' ? 'revenue' : plainColumnName(column));
    const { reasons } = refusalSentence(
      { kind: 'refused', code: 'NON_POSITIVE_LOG', unit: 'Bo', column: 'outcome' },
      columnName,
    );
    expect(reasons[0]).toBe('Unit "Bo": revenue is 0 or less.');
  });

  it('does not let a name steer the terminal or fill the page', () => {
    const { reasons } = refusalSentence({
      kind: 'refused',
      code: 'UNIT_IN_TWO_ARMS',
      unit: `\u001b[2J${'x'.repeat(500)}`,
    });
    expect(reasons[0]).not.toContain('\u001b');
    expect(reasons[0].length).toBeLessThan(120);
  });

  it('has a reason for every badge that is withheld', () => {
    for (const code of WITHHOLDING_CODES) expect(withholdingReason(code)).toMatch(/^[a-z].*[a-z]$/);
  });
});

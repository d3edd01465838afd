import type { CellKind } from '../../../src/facts/imports/import-target.js';
import type { PlannedField } from '../../../src/facts/imports/mapping.rules.js';
import { RowCells } from '../../../src/facts/imports/row-cells.rules.js';

/** What a cell of a kind comes to: its value, or the code of its fault. */
function read(kind: CellKind, cell: string): unknown {
  const field = { key: 'x', kind, description: '', words: ['LONE_WOLF'], format: null, usualFormat: null };
  const judged = new RowCells([{ ...field, place: { column: 'X', index: 0 } }], 1).read({ line: 2, cells: [cell] });
  return 'row' in judged ? judged.row.x : judged.faults[0].code;
}

describe('a cell', () => {
  it.each<[CellKind, string, unknown]>([
    ['KEY', '  Mu\u0308ller ', 'M\u00fcller'],
    ['KEY', 'two\nlines', 'two lines'],
    ['TEXT', 'x'.repeat(2_001), 'TOO_LONG'],
    ['FLAG', 'Yes', true],
    ['FLAG', '0', false],
    ['FLAG', 'perhaps', 'NOT_A_FLAG'],
    ['NEW_OR_EXISTING', 'New Business', true],
    ['NEW_OR_EXISTING', 'Existing Customer - Upgrade', false],
    ['NEW_OR_EXISTING', 'Renewal', null],
    ['WORD', 'lone wolf', 'LONE_WOLF'],
    ['WORD', 'wolf', 'NOT_IN_LIST'],
    ['WHOLE', '1,200', 1_200],
    ['WHOLE', '1.5', 'NOT_A_NUMBER'],
    ['WHOLE', '-1', 'NOT_A_NUMBER'],
    ['MONEY', '#N/A', null],
    ['DAY', '', null],
  ])('of kind %s: %j is %j', (kind, cell, value) => {
    expect(read(kind, cell)).toEqual(value);
  });

  it('too many at the end of a row are let pass while they are empty', () => {
    const cells = new RowCells([], 2);
    expect(cells.read({ line: 2, cells: ['1', '2', '', ' '] })).toEqual({ row: {} });
    expect(cells.read({ line: 2, cells: ['1', '2', '3'] })).toMatchObject({ faults: [{ code: 'TOO_MANY_CELLS' }] });
    expect(cells.read({ line: 2, cells: ['1'] })).toMatchObject({ faults: [{ code: 'TOO_FEW_CELLS' }] });
  });

  it('with several faults in a row is told with all of them, at the place of the first', () => {
    const field = (key: string, kind: CellKind, index: number): PlannedField => ({
      ...{ key, kind, description: '', format: null, usualFormat: null },
      place: { column: `C${index}`, index },
    });
    const fields = [field('a', 'DAY', 0), field('b', 'MONEY', 1)];
    const cells = new RowCells(fields, 2);
    const record = { line: 7, cells: ['soon', 'much'] };
    const judged = cells.read(record);
    expect('faults' in judged && cells.rejected(record, judged.faults)).toEqual({
      ...{ line: 7, column: 'C0', cell: 'soon', code: 'NOT_A_DATE' },
      message:
        '"soon" is not a day of the calendar as this column writes days (ISO, like 2026-12-31). ' +
        '"much" is not a number as this column writes numbers (POINT, like 1,234.56).',
    });
  });
});

import { isMissing } from '../cells/missing.rules.js';
import type { CsvRecord } from '../csv/csv-reader.rules.js';
import type { CellValues, Judged } from './import-target.js';
import { type PlannedField, readingsOf } from './mapping.rules.js';
import { type RejectedRow, type RowFault, shownCell } from './rejection.rules.js';

const LONGEST = { KEY: 200, TEXT: 2_000 } as const;
const TRUE = new Set(['true', 'yes', 'y', '1', 'ja', 'wahr', 'x']);
const FALSE = new Set(['false', 'no', 'n', '0', 'nein', 'falsch']);

type CellReader = (cell: string) => string | number | boolean | null | RowFault;

/** Turns records into cells by field, the same way for every row: compiled once from the planned fields. */
export class RowCells {
  private readonly readers: readonly CellReader[];

  constructor(
    private readonly fields: readonly PlannedField[],
    private readonly width: number,
  ) {
    this.readers = fields.map(cellReader);
  }

  /** The cells of a record, or everything that is wrong with them. */
  read({ cells }: CsvRecord): Judged<CellValues> {
    if (cells.length !== this.width && (cells.length < this.width || isFilled(cells.slice(this.width))))
      return { faults: [wrongWidth(cells.length, this.width)] };
    const values: Record<string, string | number | boolean | null> = {};
    const faults: RowFault[] = [];
    this.fields.forEach(({ key, required, place }, at) => {
      const cell = ('index' in place ? cells[place.index] : place.value).trim();
      if (!isMissing(cell)) {
        const value = this.readers[at](cell);
        if (typeof value === 'object' && value !== null) faults.push(value);
        else values[key] = value;
      } else if (required === true) {
        faults.push({
          field: key,
          code: 'MISSING_CELL',
          message: `The cell for ${key} is empty, and no row can be without it.`,
        });
      } else {
        values[key] = null;
      }
    });
    const [first, ...more] = faults;
    return faults.length > 0 ? { faults: [first, ...more] } : { row: values };
  }

  /** A rejection with the place of the first fault and the sentences of all. */
  rejected({ line, cells }: CsvRecord, faults: readonly [RowFault, ...RowFault[]]): RejectedRow {
    const [{ field, code }] = faults;
    const place = this.fields.find(({ key }) => key === field)?.place;
    const atColumn = place !== undefined && 'index' in place;
    return {
      line,
      column: atColumn ? place.column : null,
      cell: shownCell(atColumn ? cells[place.index] : (place?.value ?? cells.join(' '))),
      code,
      message: faults.map(({ message }) => message).join(' '),
    };
  }
}

const isFilled = (cells: readonly string[]): boolean => cells.some((cell) => cell.trim() !== '');

function wrongWidth(found: number, width: number): RowFault {
  return found < width
    ? {
        field: null,
        code: 'TOO_FEW_CELLS',
        message: `The row has ${found} cells, the header ${width}. Perhaps a line break stands in an unquoted cell.`,
      }
    : {
        field: null,
        code: 'TOO_MANY_CELLS',
        message: `The row has ${found} cells, the header ${width}. Perhaps a delimiter stands in an unquoted cell.`,
      };
}

function cellReader(field: PlannedField): CellReader {
  const { key, kind } = field;
  if (kind === 'KEY' || kind === 'TEXT') return (cell) => textIn(cell, key, LONGEST[kind]);
  if (kind === 'FLAG') return (cell) => flagIn(cell, key);
  if (kind === 'NEW_OR_EXISTING') return newOrExisting;
  if (kind === 'WORD') return (cell) => wordIn(cell, field);
  const readings = readingsOf(kind);
  // A value for every row is written in our own format; a column in the one decided for it.
  const reading = readings.find(({ format }) => format === field.format) ?? readings[0];
  return (cell) => {
    const value = reading.read(cell);
    if (value !== null && kind !== 'WHOLE') return value;
    if (value !== null && /^\d{1,9}$/.test(value)) return Number(value);
    return kind === 'DAY'
      ? {
          field: key,
          code: 'NOT_A_DATE',
          message: `"${shownCell(cell)}" is not a day of the calendar as this column writes days (${reading.format}, like ${reading.example}).`,
        }
      : {
          field: key,
          code: 'NOT_A_NUMBER',
          message: `"${shownCell(cell)}" is not a ${kind === 'WHOLE' ? 'whole number from 0 up' : 'number'} as this column writes numbers (${reading.format}, like ${reading.example}).`,
        };
  };
}

function textIn(cell: string, key: string, longest: number): string | RowFault {
  // A control character is never meant, and would end a line of an export.
  const text = cell.normalize('NFC').replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  if (text.length <= longest) return text;
  return {
    field: key,
    code: 'TOO_LONG',
    message: `The cell for ${key} has ${text.length} characters; ${longest} is the limit.`,
  };
}

function flagIn(cell: string, key: string): boolean | RowFault {
  const word = cell.toLowerCase();
  if (TRUE.has(word)) return true;
  if (FALSE.has(word)) return false;
  return {
    field: key,
    code: 'NOT_A_FLAG',
    message: `"${shownCell(cell)}" is neither true nor false (also yes/no, 1/0, ja/nein).`,
  };
}

/** CRMs say "New Customer", "Existing Business", or something that leaves it open: then it stays unknown. */
function newOrExisting(cell: string): boolean | null {
  const word = cell.toLowerCase();
  if (TRUE.has(word) || /^(new|neu)/.test(word)) return true;
  return FALSE.has(word) || /^(existing|bestand)/.test(word) ? false : null;
}

function wordIn(cell: string, { key, words = [] }: PlannedField): string | RowFault {
  const word = cell.toUpperCase().replace(/[ -]+/g, '_');
  if (words.includes(word)) return word;
  return { field: key, code: 'NOT_IN_LIST', message: `"${shownCell(cell)}" is not one of ${words.join(', ')}.` };
}

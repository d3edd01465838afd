/** Every reason for which a row is not taken over. Scripts may rely on a code for ever; docs/imports.md explains each. */
export type RejectionCode =
  | 'BROKEN_QUOTE'
  | 'TOO_FEW_CELLS'
  | 'TOO_MANY_CELLS'
  | 'MISSING_CELL'
  | 'TOO_LONG'
  | 'NOT_A_NUMBER'
  | 'NOT_A_DATE'
  | 'NOT_A_FLAG'
  | 'NOT_IN_LIST'
  | 'INVALID_ID'
  | 'DUPLICATE'
  | 'DOUBLE_WITHOUT_ID'
  | 'UNKNOWN_STAGE'
  | 'UNKNOWN_OWNER'
  | 'AMBIGUOUS_OWNER'
  | 'UNKNOWN_CURRENCY'
  | 'CLOSED_WITHOUT_DATE'
  | 'PSEUDONYM_TAKEN'
  | 'NOT_CONSISTENT';

/** What is wrong with a row: `field` names the faulty cell, or is null where the row as a whole is at fault. */
export interface RowFault {
  readonly field: string | null;
  readonly code: RejectionCode;
  readonly message: string;
}

/** A row that is not taken over, with the place of its first fault and the sentences of all. */
export interface RejectedRow {
  readonly line: number;
  readonly column: string | null;
  readonly cell: string | null;
  readonly code: RejectionCode;
  readonly message: string;
}

const LONGEST_CELL = 200;

/** A cell as it may be shown: without control characters, and not endless. */
export function shownCell(cell: string): string {
  const shown = cell.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  return shown.length > LONGEST_CELL ? `${shown.slice(0, LONGEST_CELL)}...` : shown;
}

export function brokenQuote(line: number, text: string): RejectedRow {
  return {
    line,
    column: null,
    cell: shownCell(text),
    code: 'BROKEN_QUOTE',
    message:
      'A quote is opened and not closed before the next delimiter. Close it, or write a quote inside a quoted cell twice ("").',
  };
}

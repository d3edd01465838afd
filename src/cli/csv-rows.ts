import { FileRefusal } from './analyze-refusal.js';

export interface CsvRow {
  /** The line of the file on which the row begins, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** A row longer than this holds a quote that was never closed; reading on would swallow the rest of the file. */
const LONGEST_ROW = 1_000_000;

/**
 * Splits text into rows of trimmed cells (RFC 4180), piece by piece, so that a file of any size passes through.
 * A quote that opens a cell must be closed before the next delimiter: else BROKEN_QUOTE with the line where its row begins.
 * A quote inside an unquoted cell (5" pipe) is an ordinary character. Rows without any text are passed over.
 */
export class CsvRows {
  private rest = '';
  private row: OpenRow = { cells: [], open: null };
  private firstLine: number;
  private line: number;

  constructor(
    private readonly delimiter: string,
    line = 1,
  ) {
    this.firstLine = line;
    this.line = line;
  }

  *push(text: string): Generator<CsvRow> {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) yield* this.take(line);
    if (this.rest.length > LONGEST_ROW) throw brokenQuote(this.firstLine, 'its row runs on without an end');
  }

  *end(): Generator<CsvRow> {
    if (this.rest !== '') yield* this.take(this.rest);
    if (this.row.open !== null) throw brokenQuote(this.firstLine, 'it is never closed');
  }

  private *take(text: string): Generator<CsvRow> {
    if (this.row.open === null && !text.includes('"')) {
      this.row.cells = text.split(this.delimiter).map((cell) => cell.trim());
    } else {
      takeQuoted(this.row, text, this.delimiter, this.firstLine);
    }
    this.line += 1;
    if (this.row.open !== null) {
      if (this.row.open.length > LONGEST_ROW) throw brokenQuote(this.firstLine, 'its row runs on without an end');
      return;
    }
    const row = { line: this.firstLine, cells: this.row.cells };
    this.row = { cells: [], open: null };
    this.firstLine = this.line;
    if (row.cells.some((cell) => cell !== '')) yield row;
  }
}

interface OpenRow {
  cells: string[];
  /** The text so far of a quoted cell that goes on in the next line. */
  open: string | null;
}

/** The first row of a text: enough to see which delimiter it is written with. */
export function firstRow(text: string, delimiter: string): CsvRow | null {
  const rows = new CsvRows(delimiter);
  for (const row of rows.push(text)) return row;
  for (const row of rows.end()) return row;
  return null;
}

function takeQuoted(row: OpenRow, text: string, delimiter: string, firstLine: number): void {
  let at = 0;
  if (row.open !== null) {
    const close = closingQuote(text, 0);
    if (close < 0) {
      row.open += `\n${text}`;
      return;
    }
    row.cells.push(unescaped(`${row.open}\n${text.slice(0, close)}`));
    row.open = null;
    at = afterQuote(text, close, delimiter, firstLine);
  }
  while (at <= text.length) {
    let start = at;
    while (text[start] === ' ') start += 1;
    const close = text[start] === '"' ? closingQuote(text, start + 1) : null;
    if (close === null) {
      const next = text.indexOf(delimiter, at);
      row.cells.push(text.slice(at, next < 0 ? undefined : next).trim());
      at = next < 0 ? text.length + 1 : next + 1;
    } else if (close < 0) {
      row.open = text.slice(start + 1);
      return;
    } else {
      row.cells.push(unescaped(text.slice(start + 1, close)));
      at = afterQuote(text, close, delimiter, firstLine);
    }
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

/** Where the next cell begins: past the delimiter, or past the end of the text. */
function afterQuote(text: string, close: number, delimiter: string, firstLine: number): number {
  const next = text.indexOf(delimiter, close);
  const between = text.slice(close + 1, next < 0 ? undefined : next).trim();
  if (between !== '') throw brokenQuote(firstLine, `its closing quote is followed by more text`);
  return next < 0 ? text.length + 1 : next + 1;
}

const unescaped = (cell: string): string => cell.replaceAll('""', '"').trim();

function brokenQuote(line: number, what: string): FileRefusal {
  return new FileRefusal('BROKEN_QUOTE', `The row on line ${line} holds a broken quoted cell.`, [
    `Line ${line}: a quoted cell opens and ${what}.`,
    'Close the quote, or write a quote inside a quoted cell twice ("").',
  ]);
}

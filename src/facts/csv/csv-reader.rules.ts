export interface CsvRecord {
  /** The line of the file on which the record begins, counted from 1. */
  readonly line: number;
  readonly cells: string[];
}

/** A line that opens a quote and closes it wrongly, or never. */
export interface BrokenLine {
  readonly line: number;
  readonly text: string;
}

export interface CsvRecords {
  readonly records: CsvRecord[];
  readonly broken: BrokenLine[];
}

/** A record longer than this has lost its closing quote. */
const LONGEST_RECORD = 1_000_000;

/**
 * Reads records (RFC 4180) from text that comes in pieces, with \n between lines. Where a quote is broken, only the line
 * on which that record begins is given up: reading starts again on the next line, so that one lost quote never swallows
 * the records behind it. Spaces around a quoted cell, and quotes inside an unquoted one (5" pipe), are let pass.
 *
 * Written here because Papa Parse reads a whole piece before it tells of a broken quote, so that a file with many of them
 * took minutes for each quarter of a megabyte, and because it does not count lines.
 */
export class CsvReader {
  /** What has been taken but not yet read: the last line, or all lines of a record that goes on. */
  private rest = '';
  private line = 1;

  constructor(private readonly delimiter: string) {}

  take(text: string): CsvRecords {
    const lines = (this.rest + text).split('\n');
    const unfinished = lines.pop() ?? '';
    const { read, next } = this.read(lines, false);
    this.rest = [...lines.slice(next), unfinished].join('\n');
    return read;
  }

  end(): CsvRecords {
    const lines = this.rest.split('\n');
    if (lines.at(-1) === '') lines.pop();
    this.rest = '';
    return this.read(lines, true).read;
  }

  private read(lines: readonly string[], last: boolean): { read: CsvRecords; next: number } {
    const read: CsvRecords = { records: [], broken: [] };
    let next = 0;
    while (next < lines.length) {
      const record = this.recordAt(lines, next);
      if (record === 'goes on' && !last) break;
      const lineCount = typeof record === 'string' ? 1 : record.lineCount;
      if (typeof record === 'string') read.broken.push({ line: this.line, text: lines[next] });
      else read.records.push({ line: this.line, cells: record.cells });
      this.line += lineCount;
      next += lineCount;
    }
    return { read, next };
  }

  private recordAt(lines: readonly string[], at: number): ReadRecord | 'broken' | 'goes on' {
    if (!lines[at].includes('"')) return { cells: lines[at].split(this.delimiter), lineCount: 1 };
    const record: OpenRecord = { cells: [], open: null };
    let length = 0;
    for (let next = at; next < lines.length; next++) {
      if (!takeLine(record, lines[next], this.delimiter)) return 'broken';
      if (record.open === null) return { cells: record.cells, lineCount: next + 1 - at };
      length += lines[next].length + 1;
      if (length > LONGEST_RECORD) return 'broken';
    }
    return 'goes on';
  }
}

interface ReadRecord {
  readonly cells: string[];
  readonly lineCount: number;
}

interface OpenRecord {
  readonly cells: string[];
  /** The text so far of a quoted cell that goes on in the next line. */
  open: string | null;
}

/** Adds the cells of one line; false where text follows a closing quote. */
function takeLine(record: OpenRecord, text: string, delimiter: string): boolean {
  let at = 0;
  while (at <= text.length) {
    const start = record.open === null ? quoteAt(text, at) : at;
    if (start === null) {
      const next = text.indexOf(delimiter, at);
      record.cells.push(text.slice(at, next < 0 ? undefined : next));
      if (next < 0) return true;
      at = next + 1;
      continue;
    }
    const close = closingQuote(text, start);
    const cell = (record.open === null ? '' : `${record.open}\n`) + text.slice(start, close < 0 ? undefined : close);
    if (close < 0) {
      record.open = cell;
      return true;
    }
    record.open = null;
    record.cells.push(cell.replaceAll('""', '"'));
    const next = text.indexOf(delimiter, close + 1);
    if (text.slice(close + 1, next < 0 ? undefined : next).trim() !== '') return false;
    if (next < 0) return true;
    at = next + 1;
  }
  return true;
}

/** Where the text of a quoted cell begins, or null where the cell is not quoted. */
function quoteAt(text: string, at: number): number | null {
  let start = at;
  while (text[start] === ' ') start++;
  return text[start] === '"' ? start + 1 : null;
}

/** The first quote that is not doubled, or -1. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}

import Papa from 'papaparse';

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
 * Reads records from text that comes in pieces, with \n between lines. Where a quote is broken, only the line on
 * which that record begins is given up: reading starts again on the next line, so that one lost quote never
 * swallows the records behind it.
 */
export class CsvReader {
  private rest = '';
  private line = 1;

  constructor(private readonly delimiter: string) {}

  take(text: string): CsvRecords {
    return this.read(this.rest + text, false);
  }

  end(): CsvRecords {
    return this.read(this.rest, true);
  }

  private read(text: string, last: boolean): CsvRecords {
    const read: CsvRecords = { records: [], broken: [] };
    this.rest = text;
    while (this.rest !== '' && this.readOn(read, last));
    return read;
  }

  /** Reads up to the first broken line and over it; false when all that is complete has been read. */
  private readOn({ records, broken }: CsvRecords, last: boolean): boolean {
    const config = { delimiter: this.delimiter, newline: '\n', quoteChar: '"' } as const;
    const { data, errors, meta } = new Papa.Parser(config).parse(this.rest, 0, !last) as Papa.ParseResult<string[]>;
    const firstBad = errors.find(({ type, row }) => type === 'Quotes' && row !== undefined && row < data.length)?.row;
    // Behind a last line break the parser sees one more record, which is empty.
    const complete = last && this.rest.endsWith('\n') ? data.slice(0, -1) : data;
    const good = firstBad === undefined ? complete : data.slice(0, firstBad);
    const firstLine = this.line;
    const quoted = this.rest.includes('"');
    for (const cells of good) {
      records.push({ line: this.line, cells });
      this.line += 1 + (quoted ? lineBreaksIn(cells) : 0);
    }
    if (firstBad === undefined) {
      this.rest = last ? '' : this.rest.slice(meta.cursor);
      if (this.rest.length <= LONGEST_RECORD) return false;
    } else {
      this.rest = this.rest.slice(startOfLine(this.rest, this.line - firstLine));
    }
    const end = this.rest.indexOf('\n');
    broken.push({ line: this.line, text: end < 0 ? this.rest : this.rest.slice(0, end) });
    this.line += 1;
    this.rest = end < 0 ? '' : this.rest.slice(end + 1);
    return true;
  }
}

function lineBreaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
}

function startOfLine(text: string, linesBefore: number): number {
  let start = 0;
  for (let line = 0; line < linesBefore; line++) start = text.indexOf('\n', start) + 1;
  return start;
}

import { type CsvRecord, CsvReader, type CsvRecords } from './csv-reader.rules.js';

export interface CsvDialect {
  readonly delimiter: string;
  readonly header: readonly string[];
  /** The line on which the header begins; rows come after it. */
  readonly headerLine: number;
}

export type DialectFinding =
  | { readonly kind: 'dialect'; readonly dialect: CsvDialect }
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken-quote'; readonly line: number };

const DELIMITERS = [',', ';', '\t', '|'];
/** Lines that vote on the delimiter. Under the wrong one each quoted line is broken and read by itself, so they must be few. */
const VOTERS = 100;

/** Finds delimiter and header in a file's beginning. `wholeFile` says that there is no more of the file. */
export function findDialect(beginning: string, wholeFile: boolean): DialectFinding {
  const text = firstLines(beginning, VOTERS);
  const whole = wholeFile && text.length === beginning.length;
  const told = /^sep=([,;\t|])\n/i.exec(text)?.[1];
  const firstLine = told === undefined ? 1 : 2;
  const readings = (told === undefined ? DELIMITERS : [told]).map((delimiter) => ({
    delimiter,
    read: recordsIn(text, delimiter, whole),
  }));
  const [best] = readings
    .map(({ delimiter, read }) => ({ delimiter, read, votes: votesFor(read, firstLine) }))
    .sort((one, other) => other.votes - one.votes);
  const written = best.read.records.filter((record) => record.line >= firstLine && !isBlank(record));
  const header = written.at(0);
  const broken = best.read.broken.at(0);
  if (broken !== undefined && (header === undefined || broken.line <= header.line))
    return { kind: 'broken-quote', line: broken.line };
  if (header === undefined || (whole && written.length === 1 && broken === undefined)) return { kind: 'empty' };
  const names = header.cells.map((cell) => cell.normalize('NFC').trim());
  return { kind: 'dialect', dialect: { delimiter: best.delimiter, header: names, headerLine: header.line } };
}

function firstLines(text: string, count: number): string {
  let end = 0;
  for (let line = 0; line < count && end >= 0; line++) end = text.indexOf('\n', end) + 1 || -1;
  return end < 0 ? text : text.slice(0, end);
}

export function isBlank({ cells }: CsvRecord): boolean {
  return cells.every((cell) => cell.trim() === '');
}

function recordsIn(text: string, delimiter: string, whole: boolean): CsvRecords {
  const reader = new CsvReader(delimiter);
  const { records, broken } = reader.take(text);
  if (!whole) return { records, broken };
  const rest = reader.end();
  return { records: [...records, ...rest.records], broken: [...broken, ...rest.broken] };
}

/** A delimiter is right when it makes many cells, the same number in the header as in the rows. */
function votesFor({ records }: CsvRecords, firstLine: number): number {
  const widths = records
    .filter((record) => record.line >= firstLine && !isBlank(record))
    .map(({ cells }) => cells.length);
  const header = widths.at(0) ?? 1;
  return (header - 1) * widths.filter((width) => width === header).length;
}

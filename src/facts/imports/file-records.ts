import { Refusal } from '../../platform/refusal.js';
import { isBlank } from '../csv/csv-dialect.rules.js';
import { type BrokenLine, type CsvRecord, CsvReader } from '../csv/csv-reader.rules.js';
import type { TextEncoding } from '../csv/encoding.rules.js';
import { textOf } from '../csv/file-text.js';
import { shownCell } from './rejection.rules.js';

export interface ImportFile {
  readonly path: string;
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly headerLine: number;
}

export interface RecordBatch {
  readonly records: readonly CsvRecord[];
  readonly broken: readonly BrokenLine[];
  readonly blankLines: number;
  readonly footer: readonly string[];
  readonly bytesRead: number;
}

/** With more broken lines than this the file is not CSV, and each would cost another reading of the lines behind it. */
const MOST_BROKEN_LINES = 1_000;

/** The records behind the header, some thousand at a time, with blank lines and the footer set apart. */
export async function* recordsOf(file: ImportFile, hasFooter: boolean): AsyncGenerator<RecordBatch> {
  const reader = new CsvReader(file.delimiter);
  const sorter = new RecordSorter(file, hasFooter);
  let bytesRead = 0;
  const brokenLines: BrokenLine[] = [];
  for await (const piece of textOf(file.path, file.encoding)) {
    bytesRead = piece.bytesRead;
    const { records, broken } = reader.take(piece.text);
    brokenLines.push(...broken.slice(0, MOST_BROKEN_LINES));
    refuseTooManyBroken(brokenLines);
    yield { ...sorter.sort(records), broken, bytesRead };
  }
  const { records, broken } = reader.end();
  refuseTooManyBroken([...brokenLines, ...broken]);
  yield { ...sorter.sort(records), broken, bytesRead };
}

class RecordSorter {
  private afterBlank = false;
  private inFooter = false;

  constructor(
    private readonly file: ImportFile,
    private readonly hasFooter: boolean,
  ) {}

  sort(records: readonly CsvRecord[]): Pick<RecordBatch, 'records' | 'blankLines' | 'footer'> {
    const rows: CsvRecord[] = [];
    const footer: string[] = [];
    let blankLines = 0;
    for (const record of records) {
      if (record.line <= this.file.headerLine) continue;
      if (isBlank(record)) {
        blankLines += 1;
        this.afterBlank = true;
      } else if (this.isFooter(record)) {
        footer.push(record.cells[0].trim());
        this.inFooter = true;
      } else {
        rows.push(record);
        this.afterBlank = false;
        this.inFooter = false;
      }
    }
    return { records: rows, blankLines, footer };
  }

  /** Only the first cell is filled, and a blank line stands before: no row of a report looks so. */
  private isFooter({ cells }: CsvRecord): boolean {
    if (!this.hasFooter || this.file.header.length < 2) return false;
    return (this.afterBlank || this.inFooter) && cells.slice(1).every((cell) => cell.trim() === '');
  }
}

function refuseTooManyBroken(broken: readonly BrokenLine[]): void {
  if (broken.length <= MOST_BROKEN_LINES) return;
  throw new Refusal('BROKEN_QUOTE', `More than ${MOST_BROKEN_LINES} lines hold a broken quote: this is not CSV.`, [
    ...broken.slice(0, 5).map(({ line, text }) => `Line ${line}: ${shownCell(text)}`),
    'Export the file again with quotes written twice inside quoted cells ("").',
  ]);
}

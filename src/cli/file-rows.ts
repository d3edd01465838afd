import { findDialect, isBlank, type CsvDialect } from '../facts/csv/csv-dialect.rules.js';
import { CsvReader, type CsvRecord, type CsvRecords } from '../facts/csv/csv-reader.rules.js';
import { EncodingSurvey, type TextEncoding } from '../facts/csv/encoding.rules.js';
import { bytesOf, textOf } from '../facts/csv/file-text.js';
import { FileRefusal } from './analyze-refusal.js';

/** Who takes the header and then the rows of a file, in their order. */
export interface RowTaker {
  header(dialect: CsvDialect): void;
  row(record: CsvRecord): void;
}

/** This much text (or the whole file) is looked at to see how the file is delimited. */
const HEAD_LENGTH = 65_536;

/** Reads a CSV file of any size, piece by piece, and answers with its encoding. Refuses what is no readable table. */
export async function readRows(file: string, taker: RowTaker): Promise<TextEncoding> {
  try {
    const { encoding, size } = await surveyed(file);
    if (size === 0) throw emptyFile();
    await readText(file, { encoding, size }, taker);
    return encoding;
  } catch (error) {
    throw unreadable(error) ?? error;
  }
}

async function surveyed(file: string): Promise<{ encoding: TextEncoding; size: number }> {
  const survey = new EncodingSurvey();
  let size = 0;
  for await (const bytes of bytesOf(file)) {
    survey.push(bytes);
    size += bytes.length;
  }
  const found = survey.end();
  if (found.kind === 'text') return { encoding: found.encoding, size };
  throw new FileRefusal('NOT_TEXT', 'The file cannot be read as text.', [
    found.reason,
    'Open it in the program it came from and save it as "CSV UTF-8".',
  ]);
}

async function readText(
  file: string,
  { encoding, size }: { encoding: TextEncoding; size: number },
  taker: RowTaker,
): Promise<void> {
  let head = '';
  let reader: CsvReader | null = null;
  let read = 0;
  const begin = (whole: boolean): CsvReader => {
    const dialect = dialectOf(head, whole);
    taker.header(dialect);
    const begun = new CsvReader(dialect.delimiter);
    const { records, broken } = begun.take(head);
    hand({ records: records.filter(({ line }) => line > dialect.headerLine), broken }, taker);
    return begun;
  };
  for await (const { text, bytesRead } of textOf(file, encoding)) {
    read = bytesRead;
    if (reader !== null) hand(reader.take(text), taker);
    else if ((head += text).length >= HEAD_LENGTH) reader = begin(false);
  }
  if (read !== size) throw changed();
  hand((reader ?? begin(true)).end(), taker);
}

function hand({ records, broken }: CsvRecords, taker: RowTaker): void {
  const first = broken.at(0);
  if (first !== undefined) throw brokenQuote(first.line);
  for (const record of records) if (!isBlank(record)) taker.row(record);
}

function dialectOf(head: string, whole: boolean): CsvDialect {
  const found = findDialect(head, whole);
  if (found.kind === 'dialect') return found.dialect;
  throw found.kind === 'empty' ? emptyFile() : brokenQuote(found.line);
}

function brokenQuote(line: number): FileRefusal {
  return new FileRefusal('BROKEN_QUOTE', 'The file holds a broken quoted cell.', [
    `Line ${line}: a quoted cell opens that is never closed, or goes on after its closing quote.`,
    'Close the quote, or write a quote inside a quoted cell twice ("").',
  ]);
}

function emptyFile(): FileRefusal {
  return new FileRefusal('EMPTY_FILE', 'The file holds nothing to analyse.', [
    'It needs a first line that names the columns, and a line for each unit.',
  ]);
}

function changed(): FileRefusal {
  return new FileRefusal('FILE_NOT_READABLE', 'The file cannot be read.', [
    'It changed while it was read, or it is a pipe: it is read twice, so save it to a file first.',
  ]);
}

const SYSTEM_FAULTS: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'There is no such file.'],
  ['EISDIR', 'It is a folder, not a file.'],
  ['EACCES', 'You may not read it.'],
  ['EPERM', 'You may not read it.'],
]);

function unreadable(error: unknown): FileRefusal | null {
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error)) return null;
  const code = String(error.code);
  return new FileRefusal('FILE_NOT_READABLE', 'The file cannot be read.', [
    SYSTEM_FAULTS.get(code) ?? `The system says ${code}.`,
    'Check the name and the folder.',
  ]);
}

import { createReadStream } from 'node:fs';
import type { ObservedUnit } from '../statistics/index.js';
import { quotedName } from '../analysis/quoted-name.rules.js';
import { FileRefusal } from './analyze-refusal.js';
import type { ToldRefusal } from './analyze-refusal.js';
import type { AnalyzeRequest } from './analyze-request.js';
import { Assignments } from './assignments.js';
import { askedFor, Columns, layoutOf, nearestName } from './csv-header.js';
import { CsvRows } from './csv-rows.js';
import type { CsvRow } from './csv-rows.js';
import { CsvText } from './csv-text.js';
import { fileChecks } from './file-checks.js';
import type { ToldCheck } from './file-checks.js';
import { ObservedRows } from './observed-rows.js';
import { ObservedUnits } from './observed-units.js';

export interface UnitsRead {
  readonly rows: { readonly read: number; readonly used: number; readonly dropped: number };
  readonly units: readonly ObservedUnit[];
  readonly checks: readonly ToldCheck[];
  readonly refusal: ToldRefusal | null;
}

/** This much text (or the whole file) is looked at to see how the file is delimited. */
const HEAD_LENGTH = 65_536;

/** More arms than any pilot has: the column holds something else. */
const MOST_ARMS = 50;

/** Reads a CSV file of any size into the units that were assigned. What stands in the way is an answer, not an error. */
export async function readUnits(request: AnalyzeRequest): Promise<UnitsRead> {
  const reading = new Reading(request);
  try {
    await reading.readFile();
    return { rows: reading.rows(), units: reading.units.gathered(), checks: reading.checks(), refusal: null };
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    const { code, message, reasons } = error;
    return { rows: reading.rows(), units: [], checks: [], refusal: { code, message, reasons } };
  }
}

/** One pass over one file. */
class Reading {
  readonly units: ObservedUnits;
  private readonly text = new CsvText();
  private readonly assignments = new Assignments();
  private delimiter = ',';
  private splitter: CsvRows | null = null;
  private cells: ObservedRows | null = null;
  private read = 0;
  private used = 0;

  constructor(private readonly request: AnalyzeRequest) {
    this.units = new ObservedUnits(request.columns, request.rows);
  }

  async readFile(): Promise<void> {
    let head = '';
    for await (const piece of this.pieces()) {
      head += piece;
      if (this.splitter === null && head.length < HEAD_LENGTH) continue;
      this.take(head);
      head = '';
    }
    this.take(head + this.text.end());
    for (const row of this.splitter?.end() ?? []) this.takeRow(row);
    this.refuse();
  }

  rows(): UnitsRead['rows'] {
    return { read: this.read, used: this.used, dropped: this.read - this.used };
  }

  checks(): ToldCheck[] {
    return fileChecks({
      mode: this.request.rows,
      encoding: this.text.encoding,
      missing: [...(this.cells?.missing.values() ?? [])],
      suspectedThousands: this.delimiter === ',' ? [] : (this.cells?.suspectedThousands() ?? []),
      repeatedColumns: this.units.repeatedColumns(),
      rowsPerUnit: this.units.rowsPerUnit(),
      rows: this.rows(),
      arms: [...this.assignments.arms],
    });
  }

  private async *pieces(): AsyncGenerator<string> {
    try {
      for await (const bytes of createReadStream(this.request.file, { highWaterMark: 1 << 20 })) {
        yield this.text.decode(bytes as Buffer);
      }
    } catch (error) {
      throw unreadable(error) ?? error;
    }
  }

  private take(text: string): void {
    for (const row of this.splitter === null ? this.begin(text) : this.splitter.push(text)) this.takeRow(row);
  }

  private begin(text: string): Generator<CsvRow> {
    const layout = layoutOf(
      text,
      askedFor(this.request.columns).map(({ name }) => name),
    );
    this.delimiter = layout.delimiter;
    this.splitter = new CsvRows(layout.delimiter, layout.line);
    return this.splitter.push(layout.text);
  }

  private takeRow(row: CsvRow): void {
    if (this.cells === null) {
      this.cells = new ObservedRows(this.request.columns, new Columns(row.cells, this.request.columns));
      return;
    }
    this.read += 1;
    const observed = this.cells.read(row);
    if (observed === null) return;
    if (observed.state === 'observed') this.used += 1;
    this.assignments.see(observed, this.units.add(observed));
  }

  private refuse(): void {
    if (this.cells === null) throw emptyFile('It holds no text at all.');
    if (this.read === 0) throw emptyFile('It has a header and no rows.');
    this.cells.refuseProblems();
    this.assignments.refuseConflicts();
    const arms = [...this.assignments.arms];
    const { control, columns } = this.request;
    if (arms.length === 0) throw noData(this.rows().dropped);
    if (!arms.includes(control)) throw unknownControl(control, arms, columns.arm);
    if (arms.length === 1) throw noPilotArm(control, columns.arm);
    if (arms.length > MOST_ARMS) throw tooManyArms(arms.length, columns.arm);
  }
}

function unreadable(error: unknown): FileRefusal | null {
  const told: Record<string, string> = {
    ENOENT: 'There is no such file.',
    EISDIR: 'It is a folder, not a file.',
    EACCES: 'You may not read it.',
    EPERM: 'You may not read it.',
  };
  if (typeof error !== 'object' || error === null || !('syscall' in error) || !('code' in error)) return null;
  const why = told[String(error.code)] ?? `The system says ${String(error.code)}.`;
  return new FileRefusal('FILE_NOT_READABLE', 'The file cannot be opened.', [why, 'Check the name and the folder.']);
}

function emptyFile(why: string): FileRefusal {
  return new FileRefusal('EMPTY_FILE', 'The file holds nothing to analyse.', [
    why,
    'It needs a first line that names the columns and a line for each unit.',
  ]);
}

function noData(dropped: number): FileRefusal {
  return new FileRefusal('NO_DATA', 'No row can be used.', [
    `In all ${dropped} rows the unit, the arm or another needed cell is empty or NA.`,
    'Fill in these columns, or name others.',
  ]);
}

function unknownControl(control: string, arms: readonly string[], column: string): FileRefusal {
  const nearest = nearestName(control, arms);
  const listed = arms.slice(0, 10).map(quotedName).join(', ');
  return new FileRefusal('UNKNOWN_CONTROL', `No unit is in the control arm ${quotedName(control)}.`, [
    `The column ${quotedName(column)} holds ${listed}${arms.length > 10 ? ` and ${arms.length - 10} more` : ''}.`,
    `Name one of these with --control${nearest === null ? '' : `; the nearest is ${quotedName(nearest)}`}.`,
  ]);
}

function noPilotArm(control: string, column: string): FileRefusal {
  return new FileRefusal('NO_PILOT_ARM', 'There is nobody to compare the control arm with.', [
    `Every unit has ${quotedName(control)} in the column ${quotedName(column)}.`,
    'Add the units of the pilot arm, or name the column that tells the arms apart.',
  ]);
}

function tooManyArms(arms: number, column: string): FileRefusal {
  return new FileRefusal('TOO_MANY_ARMS', `The column ${quotedName(column)} holds ${arms} different arms.`, [
    `A pilot has a control arm and a few others, ${MOST_ARMS} together at most: name the column that holds the arm.`,
  ]);
}

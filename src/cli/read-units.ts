import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import type { CsvDialect } from '../facts/csv/csv-dialect.rules.js';
import type { CsvRecord } from '../facts/csv/csv-reader.rules.js';
import type { TextEncoding } from '../facts/csv/encoding.rules.js';
import type { ObservedUnit } from '../statistics/index.js';
import { FileRefusal, type ToldRefusal } from './analyze-refusal.js';
import type { AnalyzeRequest } from './analyze-request.js';
import { Assignments } from './assignments.js';
import { askedFor, Columns, nearestName } from './columns.js';
import { fileChecks, type ToldCheck } from './file-checks.js';
import { readRows, type RowTaker } from './file-rows.js';
import { ObservedRows } from './observed-rows.js';
import { ObservedUnits } from './observed-units.js';

export interface UnitsRead {
  readonly rows: { readonly read: number; readonly used: number; readonly dropped: number };
  readonly units: readonly ObservedUnit[];
  readonly checks: readonly ToldCheck[];
  readonly refusal: ToldRefusal | null;
}

/** More arms than any pilot has: the column holds something else. */
const MOST_ARMS = 50;

/** Reads a CSV file of any size into the units that were assigned. What stands in the way is an answer, not an error. */
export async function readUnits(request: AnalyzeRequest): Promise<UnitsRead> {
  const reading = new Reading(request);
  try {
    const encoding = await readRows(request.file, reading);
    reading.refuse();
    return { rows: reading.rows(), units: reading.units.gathered(), checks: reading.checks(encoding), refusal: null };
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    const { code, message, reasons } = error;
    return { rows: reading.rows(), units: [], checks: [], refusal: { code, message, reasons } };
  }
}

/** One pass over the rows of one file. */
class Reading implements RowTaker {
  readonly units: ObservedUnits;
  private readonly assignments = new Assignments();
  private delimiter = ',';
  private cells: ObservedRows | null = null;
  private read = 0;
  private used = 0;

  constructor(private readonly request: AnalyzeRequest) {
    this.units = new ObservedUnits(request.columns, request.rows);
  }

  header({ header, delimiter }: CsvDialect): void {
    this.delimiter = delimiter;
    this.cells = new ObservedRows(this.request.columns, new Columns(header, askedFor(this.request.columns)));
  }

  row(record: CsvRecord): void {
    this.read += 1;
    const observed = this.cells?.read(record) ?? null;
    if (observed === null) return;
    if (observed.state === 'observed') this.used += 1;
    this.assignments.see(observed, this.units.add(observed));
  }

  rows(): UnitsRead['rows'] {
    return { read: this.read, used: this.used, dropped: this.read - this.used };
  }

  checks(encoding: TextEncoding): ToldCheck[] {
    return fileChecks({
      mode: this.request.rows,
      encoding,
      missing: [...(this.cells?.missing.values() ?? [])],
      suspectedThousands: this.delimiter === ',' ? [] : (this.cells?.suspectedThousands() ?? []),
      repeatedColumns: this.units.repeatedColumns(),
      rowsPerUnit: this.units.rowsPerUnit(),
      rows: this.rows(),
      arms: [...this.assignments.arms],
      hasCovariates: this.request.columns.covariates.length > 0,
    });
  }

  /** What is wrong with the rows as a whole. */
  refuse(): void {
    this.cells?.refuseProblems();
    this.assignments.refuseConflicts();
    const arms = [...this.assignments.arms];
    const { control, columns } = this.request;
    if (arms.length === 0) throw noData(this.rows().dropped);
    if (columns.arm === undefined || control === null) return;
    if (!arms.includes(control)) throw unknownControl(control, arms, columns.arm);
    if (arms.length === 1) throw noPilotArm(control, columns.arm);
    if (arms.length > MOST_ARMS) throw tooManyArms(arms.length, columns.arm);
    if (this.assignments.drawnBetweenStrata) throw armsNotWithinStrata(columns.stratum ?? '');
  }
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

function armsNotWithinStrata(column: string): FileRefusal {
  return new FileRefusal('ARMS_NOT_WITHIN_STRATA', 'No stratum holds units of two arms.', [
    `For each value of the column ${quotedName(column)} all units are in the same arm, so there is nothing to compare within it.`,
    'Name the groups within which the arms were drawn (a region, a team), or leave --stratum out.',
  ]);
}

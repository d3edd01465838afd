import type { CsvDialect } from '../facts/csv/csv-dialect.rules.js';
import type { CsvRecord } from '../facts/csv/csv-reader.rules.js';
import type { TextEncoding } from '../facts/csv/encoding.rules.js';
import { FileRefusal } from './analyze-refusal.js';
import type { AnalyzeColumns, AnalyzeRequest } from './analyze-request.js';
import { Assignments } from './assignments.js';
import { askedFor, Columns } from './columns.js';
import { fileChecks, type ToldCheck } from './file-checks.js';
import type { RowTaker } from './file-rows.js';
import { ObservedRows } from './observed-rows.js';
import { ObservedUnits } from './observed-units.js';

/** How many rows a file had, and what became of them. */
export interface RowCounts {
  readonly read: number;
  readonly used: number;
  readonly dropped: number;
}

/** One pass over the rows of one file, gathered to units. */
export class UnitRows implements RowTaker {
  readonly units: ObservedUnits;
  readonly assignments = new Assignments();
  private delimiter = ',';
  private cells: ObservedRows | null = null;
  private read = 0;
  private used = 0;

  constructor(
    private readonly columns: AnalyzeColumns,
    private readonly mode: AnalyzeRequest['rows'],
  ) {
    this.units = new ObservedUnits(columns, mode);
  }

  header({ header, delimiter }: CsvDialect): void {
    this.delimiter = delimiter;
    this.cells = new ObservedRows(this.columns, new Columns(header, askedFor(this.columns)));
  }

  row(record: CsvRecord): void {
    this.read += 1;
    const observed = this.cells?.read(record) ?? null;
    if (observed === null) return;
    if (observed.state === 'observed') this.used += 1;
    this.assignments.see(observed, this.units.add(observed));
  }

  rows(): RowCounts {
    return { read: this.read, used: this.used, dropped: this.read - this.used };
  }

  checks(encoding: TextEncoding): ToldCheck[] {
    return fileChecks({
      mode: this.mode,
      encoding,
      missing: [...(this.cells?.missing.values() ?? [])],
      suspectedThousands: this.delimiter === ',' ? [] : (this.cells?.suspectedThousands() ?? []),
      repeatedColumns: this.units.repeatedColumns(),
      rowsPerUnit: this.units.rowsPerUnit(),
      rows: this.rows(),
      arms: [...this.assignments.arms],
      hasCovariates: this.columns.covariates.length > 0,
    });
  }

  /** Throws a FileRefusal for what is wrong with the rows as a whole, whatever is asked of them. */
  refuseProblems(): void {
    this.cells?.refuseProblems();
    this.assignments.refuseConflicts();
  }

  /** `needed` names in words the cells that a row cannot do without. */
  noData(needed: string): FileRefusal {
    return new FileRefusal('NO_DATA', 'No row can be used.', [
      `In all ${this.rows().dropped} rows ${needed} or another needed cell is empty or NA.`,
      'Fill in these columns, or name others.',
    ]);
  }
}

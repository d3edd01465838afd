import type { CsvDialect } from '../facts/csv/csv-dialect.rules.js';
import type { CsvRecord } from '../facts/csv/csv-reader.rules.js';
import type { TextEncoding } from '../facts/csv/encoding.rules.js';
import type { ObservedUnit, PastUnit } from '../statistics/index.js';
import { FileRefusal, type ToldRefusal } from './analyze-refusal.js';
import type { AnalyzeColumns } from './analyze-request.js';
import { Assignments } from './assignments.js';
import { askedFor, Columns } from './columns.js';
import { fileChecks, type ToldCheck } from './file-checks.js';
import { readRows, type RowTaker } from './file-rows.js';
import { ObservedRows } from './observed-rows.js';
import { ObservedUnits } from './observed-units.js';
import type { PlanColumns, PlanRequest } from './plan-request.js';

export interface PastRead {
  readonly rows: { readonly read: number; readonly used: number; readonly dropped: number };
  readonly units: readonly PastUnit[];
  readonly checks: readonly ToldCheck[];
  readonly refusal: ToldRefusal | null;
}

/** Reads a CSV file of past units. What stands in the way is an answer, not an error. */
export async function readPast(request: PlanRequest): Promise<PastRead> {
  const reading = new Reading(request);
  try {
    const encoding = await readRows(request.file, reading);
    const units = reading.past();
    return { rows: reading.rows(), units, checks: reading.checks(encoding), refusal: null };
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    const { code, message, reasons } = error;
    return { rows: reading.rows(), units: [], checks: [], refusal: { code, message, reasons } };
  }
}

/** One pass over the rows of one file, in which nobody is in an arm yet. */
class Reading implements RowTaker {
  private readonly columns: AnalyzeColumns;
  private readonly units: ObservedUnits;
  private readonly assignments = new Assignments();
  private delimiter = ',';
  private cells: ObservedRows | null = null;
  private read = 0;
  private used = 0;

  constructor(private readonly request: PlanRequest) {
    this.columns = withoutArms(request.columns);
    this.units = new ObservedUnits(this.columns, request.rows);
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

  rows(): PastRead['rows'] {
    return { read: this.read, used: this.used, dropped: this.read - this.used };
  }

  /** The units with an outcome; throws a FileRefusal for what is wrong with the rows as a whole. */
  past(): PastUnit[] {
    this.cells?.refuseProblems();
    this.assignments.refuseConflicts();
    const past = this.units.gathered().flatMap(pastUnit);
    if (past.length > 0) return past;
    throw new FileRefusal('NO_DATA', 'No row can be used.', [
      `In all ${this.rows().dropped} rows the unit, the outcome or another needed cell is empty or NA.`,
      'Fill in these columns, or name others.',
    ]);
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
      arms: [],
      hasCovariates: false,
    });
  }
}

function withoutArms(columns: PlanColumns): AnalyzeColumns {
  return { ...columns, covariates: [], history: [], historyDenominators: [] };
}

function pastUnit({ unit, outcome, denominator, baseline, ...rest }: ObservedUnit): PastUnit[] {
  if (outcome === null || denominator === null) return [];
  const { baselineDenominator, cluster, stratum } = rest;
  return [
    {
      unit,
      outcome,
      baseline: baseline ?? null,
      ...(denominator !== undefined && { denominator }),
      ...(typeof baselineDenominator === 'number' && { baselineDenominator }),
      ...(cluster !== undefined && { cluster }),
      ...(stratum !== undefined && { stratum }),
    },
  ];
}

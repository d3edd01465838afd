import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import type { CsvDialect } from '../facts/csv/csv-dialect.rules.js';
import type { CsvRecord } from '../facts/csv/csv-reader.rules.js';
import type { TextEncoding } from '../facts/csv/encoding.rules.js';
import type { SwitchRow } from '../statistics/index.js';
import { FileRefusal, type FileRefusalCode, firstFew, type ToldRefusal } from './analyze-refusal.js';
import { Columns } from './columns.js';
import { fileChecks, type ToldCheck } from './file-checks.js';
import { readRows, type RowTaker } from './file-rows.js';
import { NUMBER, numberHint, ThousandsPoint } from './plain-number.js';
import { orderedPeriods, type Periods, type PlacedText } from './rollout-periods.js';
import { askedForRollout, type RolloutColumns, type RolloutRequest } from './rollout-request.js';
import type { RowCounts } from './unit-rows.js';
import { type GatheredRows, type RolloutCell, switchRows } from './rollout-rows.js';

export interface RolloutRead {
  readonly rows: RowCounts;
  readonly observations: readonly SwitchRow[];
  readonly periodName: (period: number) => string;
  readonly checks: readonly ToldCheck[];
  readonly refusal: ToldRefusal | null;
}

/** Reads a CSV file with a row for each unit and period. What stands in the way is an answer, not an error. */
export async function readRollout(request: RolloutRequest): Promise<RolloutRead> {
  const reading = new Reading(request);
  try {
    const encoding = await readRows(request.file, reading);
    const { observations, periods, ...gathered } = reading.gathered();
    const checks = reading.checks(encoding, gathered);
    const periodName = (period: number): string => periods.nameOf(period);
    return { rows: reading.rows(), observations, periodName, checks, refusal: null };
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    const { code, message, reasons } = error;
    const refusal = { code, message, reasons };
    return { rows: reading.rows(), observations: [], periodName: String, checks: [], refusal };
  }
}

type Problem = Extract<FileRefusalCode, 'NOT_A_NUMBER' | 'UNEVEN_ROW'>;

/** One pass over the rows of one file. */
class Reading implements RowTaker {
  private readonly cells: RolloutCell[] = [];
  private readonly problems: { readonly code: Problem; readonly told: string }[] = [];
  private readonly missing = new Map<
    string,
    { column: string; holdsNumbers: boolean; rows: number; firstLine: number }
  >();
  private readonly thousands = new Map<string, ThousandsPoint>();
  private columns: Columns | null = null;
  private delimiter = ',';
  private read = 0;
  private used = 0;

  constructor(private readonly request: RolloutRequest) {}

  header({ header, delimiter }: CsvDialect): void {
    this.delimiter = delimiter;
    this.columns = new Columns(header, askedForRollout(this.request.columns));
  }

  row({ line, cells: untrimmed }: CsvRecord): void {
    this.read += 1;
    const header = this.columns;
    if (header === null) return;
    const cells = untrimmed.map((cell) => cell.trim());
    if (!header.fits(cells)) {
      this.problem('UNEVEN_ROW', `Line ${line} has ${cells.length} cells, the header has ${header.width}.`);
      return;
    }
    this.place(line, (name) => cells[header.positions.get(name) ?? -1] ?? '');
  }

  /** Takes the cells of one row by the names of their columns, or counts what is missing. */
  private place(line: number, text: (column: string) => string): void {
    const { columns } = this.request;
    const numbers = [columns.outcome, columns.denominator]
      .filter((name) => name !== undefined)
      .map((name) => ({ name, value: this.number(text(name), name, line) }));
    const nameless = neededColumns(columns).find((name) => isMissing(text(name)));
    const unknown = numbers.find(({ value }) => value === null);
    const gap = nameless ?? unknown?.name;
    if (gap === undefined) this.used += 1;
    else this.count(gap, nameless === undefined, line);
    if (nameless !== undefined) return;
    const [outcome, denominator] = numbers.map(({ value }) => (unknown === undefined ? value : null));
    const optional = (name: string | undefined): string | undefined => (name === undefined ? undefined : text(name));
    const moment = optional(columns.switch) ?? '';
    this.cells.push({
      line,
      unit: text(columns.unit),
      cluster: optional(columns.cluster),
      stratum: optional(columns.stratum),
      period: text(columns.period),
      moment: isNever(moment) ? null : moment,
      treated: optional(columns.treated) ?? null,
      outcome,
      denominator,
    });
  }

  rows(): RolloutRead['rows'] {
    return { read: this.read, used: this.used, dropped: this.read - this.used };
  }

  gathered(): GatheredRows & { readonly periods: Periods } {
    this.refuseProblems();
    if (this.cells.length === 0)
      throw new FileRefusal('NO_DATA', 'No row can be used.', [
        `In all ${this.read} rows the unit, the period or another needed cell is empty or NA.`,
        'Fill in these columns, or name others.',
      ]);
    const { columns, design, rows } = this.request;
    const placed = (text: (cell: RolloutCell) => string | null): PlacedText[] =>
      this.cells.flatMap((cell) => {
        const own = text(cell);
        return own === null ? [] : [{ line: cell.line, text: own }];
      });
    const periods = orderedPeriods(
      placed(({ period }) => period),
      placed(({ moment }) => moment),
      { period: columns.period, moment: columns.switch ?? columns.period },
    );
    return { ...switchRows(this.cells, periods, { design, mode: rows, treated: columns.treated ?? '' }), periods };
  }

  checks(encoding: TextEncoding, { repeated, partly }: Omit<GatheredRows, 'observations'>): ToldCheck[] {
    const suspectedThousands = [...this.thousands].filter(([, point]) => point.suspected).map(([name]) => name);
    const { rows: mode } = this.request;
    const told = fileChecks({
      mode,
      encoding,
      missing: [...this.missing.values()],
      suspectedThousands: this.delimiter === ',' ? [] : suspectedThousands,
      repeatedColumns: [],
      rowsPerUnit: { units: 0, partly, fewest: 1, most: 1 },
      rows: this.rows(),
      arms: [],
      hasCovariates: false,
    });
    const how = mode === 'sum' ? 'added up' : 'averaged';
    const message = `Several rows of one unit in one period were ${how}, in ${repeated} cases.`;
    const code = mode === 'sum' ? 'ROWS_SUMMED' : 'ROWS_AVERAGED';
    return repeated > 0 ? [...told, { code, severity: 'INFO', message }] : told;
  }

  private refuseProblems(): void {
    const first = this.problems.at(0);
    if (first === undefined) return;
    const told = this.problems.filter(({ code }) => code === first.code).map((problem) => problem.told);
    throw first.code === 'NOT_A_NUMBER'
      ? new FileRefusal('NOT_A_NUMBER', 'A cell in a number column does not hold a number.', firstFew(told))
      : new FileRefusal('UNEVEN_ROW', 'A row does not have the cells that the header names.', firstFew(told));
  }

  private number(text: string, column: string, line: number): number | null {
    if (isMissing(text)) return null;
    const value = NUMBER.test(text) ? Number(text) : NaN;
    if (Number.isFinite(value)) {
      const point = this.thousands.get(column) ?? new ThousandsPoint();
      point.see(text);
      this.thousands.set(column, point);
      return value;
    }
    const place = `Line ${line}, column ${quotedName(column)}`;
    this.problem('NOT_A_NUMBER', `${place}: ${quotedName(text)} is not a number. ${numberHint(text)}`);
    return null;
  }

  private problem(code: Problem, told: string): void {
    this.problems.push({ code, told });
  }

  private count(column: string, holdsNumbers: boolean, line: number): void {
    const known = this.missing.get(column);
    if (known === undefined) this.missing.set(column, { column, holdsNumbers, rows: 1, firstLine: line });
    else known.rows += 1;
  }
}

/** A row without these cannot be placed. An empty moment of the switch means never. */
function neededColumns({ unit, period, treated, cluster, stratum }: RolloutColumns): string[] {
  return [unit, period, treated, cluster, stratum].filter((name) => name !== undefined);
}

const isMissing = (text: string): boolean => text === '' || text === 'NA';
const isNever = (text: string): boolean => isMissing(text) || /^never$/i.test(text);

import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import { FileRefusal, firstFew } from './analyze-refusal.js';
import type { FileRefusalCode } from './analyze-refusal.js';
import { numberColumns } from './analyze-request.js';
import type { AnalyzeColumns } from './analyze-request.js';
import type { CsvRecord } from '../facts/csv/csv-reader.rules.js';
import type { Columns } from './columns.js';
import { NUMBER, numberHint, ThousandsPoint } from './plain-number.js';

/** One row that names its unit and arm. `numbers` are in the order of `numberColumns`. */
export interface ObservedRow {
  readonly line: number;
  readonly unit: string;
  readonly arm: string;
  readonly cluster: string | undefined;
  readonly stratum: string | undefined;
  readonly pair: string | undefined;
  readonly numbers: readonly (number | null)[];
  /** `unobserved`: the unit is on the roster, its outcome is not there. `dropped`: a baseline or covariate is not there. */
  readonly state: 'observed' | 'unobserved' | 'dropped';
}

interface Missing {
  readonly column: string;
  readonly holdsNumbers: boolean;
  rows: number;
  readonly firstLine: number;
}

interface Problem {
  readonly code: FileRefusalCode & ('NOT_A_NUMBER' | 'UNEVEN_ROW');
  readonly told: string;
}

/** What the arm is called where no column tells arms apart. */
const ONE_ARM = 'everybody';

/** Reads the cells of a row, counts what is missing, and remembers what no one could compute with. */
export class ObservedRows {
  readonly missing = new Map<string, Missing>();
  private readonly problems: Problem[] = [];
  private problemCount = 0;
  private readonly numbers: {
    name: string;
    at: number;
    outcome: boolean;
    optional: boolean;
    thousands: ThousandsPoint;
  }[];
  private readonly texts: { name: string; at: number }[];

  constructor(
    columns: AnalyzeColumns,
    private readonly header: Columns,
  ) {
    const at = (name: string | undefined): number => (name === undefined ? -1 : (header.positions.get(name) ?? -1));
    this.numbers = numberColumns(columns).map(({ name, role }) => ({
      name,
      at: at(name),
      outcome: role === 'outcome' || role === 'denominator',
      // Of whom nobody knows whether they used the play is compared all the same.
      optional: role === 'used',
      thousands: new ThousandsPoint(),
    }));
    const { unit, arm, cluster, stratum, pair } = columns;
    this.texts = [unit, arm, cluster, stratum, pair]
      .filter((name) => name !== undefined)
      .map((name) => ({ name, at: at(name) }));
    this.textAt = { unit: at(unit), arm: at(arm), cluster: at(cluster), stratum: at(stratum), pair: at(pair) };
  }

  private readonly textAt: { unit: number; arm: number; cluster: number; stratum: number; pair: number };

  /** The row, or null when its unit, arm, cluster, stratum or pair is missing. */
  read({ line, cells: untrimmed }: CsvRecord): ObservedRow | null {
    const cells = untrimmed.map((cell) => cell.trim());
    if (!this.header.fits(cells)) {
      this.problem('UNEVEN_ROW', `Line ${line} has ${cells.length} cells, the header has ${this.header.width}.`);
      return null;
    }
    const numbers = this.numbers.map((column) => this.number(cells[column.at] ?? '', column, line));
    const nameless = this.texts.find(({ at }) => isMissing(cells[at] ?? ''));
    if (nameless !== undefined) {
      this.count(nameless.name, false, line);
      return null;
    }
    const unknown = this.numbers.find(({ optional }, index) => !optional && numbers[index] === null);
    if (unknown !== undefined) this.count(unknown.name, true, line);
    const { unit, arm, cluster, stratum, pair } = this.textAt;
    return {
      line,
      unit: cells[unit] ?? '',
      arm: arm < 0 ? ONE_ARM : (cells[arm] ?? ''),
      cluster: cells[cluster],
      stratum: cells[stratum],
      pair: cells[pair],
      numbers,
      state: this.state(numbers),
    };
  }

  /** Everything unreadable at once; throws when there is any. */
  refuseProblems(): void {
    const first = this.problems.at(0);
    if (first === undefined) return;
    const same = this.problems.filter(({ code }) => code === first.code).map(({ told }) => told);
    const reasons = firstFew(same, this.problemCount - this.problems.length + same.length);
    throw first.code === 'NOT_A_NUMBER'
      ? new FileRefusal('NOT_A_NUMBER', 'A cell in a number column does not hold a number.', reasons)
      : new FileRefusal('UNEVEN_ROW', 'A row does not have the cells that the header names.', [
          ...reasons,
          'Put cells that contain the delimiter in quotes, complete rows that were cut off, and remove footers.',
        ]);
  }

  /** Columns in which every point stands before three digits, as a thousands point would. */
  suspectedThousands(): string[] {
    return this.numbers.filter(({ thousands }) => thousands.suspected).map(({ name }) => name);
  }

  private number(text: string, column: { name: string; thousands: ThousandsPoint }, line: number): number | null {
    if (isMissing(text)) return null;
    const value = NUMBER.test(text) ? Number(text) : NaN;
    if (Number.isFinite(value)) {
      column.thousands.see(text);
      return value;
    }
    this.problem(
      'NOT_A_NUMBER',
      `Line ${line}, column ${quotedName(column.name)}: ${quotedName(text)} is not a number. ${numberHint(text)}`,
    );
    return NaN;
  }

  private state(numbers: readonly (number | null)[]): ObservedRow['state'] {
    let state: ObservedRow['state'] = 'observed';
    for (const [index, { outcome, optional }] of this.numbers.entries()) {
      if (numbers[index] !== null || optional) continue;
      if (!outcome) return 'dropped';
      state = 'unobserved';
    }
    return state;
  }

  private count(column: string, holdsNumbers: boolean, line: number): void {
    const known = this.missing.get(column);
    if (known === undefined) this.missing.set(column, { column, holdsNumbers, rows: 1, firstLine: line });
    else known.rows += 1;
  }

  private problem(code: Problem['code'], told: string): void {
    this.problemCount += 1;
    if (this.problems.length < 20) this.problems.push({ code, told });
  }
}

const isMissing = (text: string): boolean => text === '' || text === 'NA';

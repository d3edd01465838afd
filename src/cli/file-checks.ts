import { printableName, quotedName } from '../analysis/verdict/quoted-name.rules.js';
import type { RowsPerUnit } from './analyze-request.js';

/** A check in words: the JSON shape of every check. */
export interface ToldCheck {
  readonly code: string;
  readonly severity: 'INFO' | 'WARN' | 'BLOCK';
  readonly message: string;
}

/** What was noticed while a file was read. */
export interface FileFindings {
  readonly mode: RowsPerUnit;
  readonly encoding: string | null;
  readonly missing: readonly { column: string; holdsNumbers: boolean; rows: number; firstLine: number }[];
  readonly suspectedThousands: readonly string[];
  readonly repeatedColumns: readonly string[];
  readonly rowsPerUnit: { units: number; partly: number; fewest: number; most: number };
  readonly rows: { read: number };
  readonly arms: readonly string[];
  readonly hasCovariates: boolean;
}

const count = (number: number): string => number.toLocaleString('en-US');
const many = (number: number, thing: string): string => `${count(number)} ${thing}${number === 1 ? '' : 's'}`;

/** What a careful reader of the file would want to know before believing the numbers. */
export function fileChecks(findings: FileFindings): ToldCheck[] {
  return [
    ...findings.missing.map((missing) => rowsDropped(missing, findings.rows.read)),
    ...partlyDropped(findings),
    ...rowsGathered(findings),
    ...findings.repeatedColumns.map((column) =>
      warn(
        'REPEATED_VALUE',
        `${quotedName(column)} is the same on every row of a unit, and units have different numbers of rows: added up, it counts units with more rows more. Use --rows mean, or write it on one row of each unit and 0 on the others.`,
      ),
    ),
    ...findings.suspectedThousands.map((column) =>
      warn(
        'THOUSANDS_POINT',
        `Every point in ${quotedName(column)} is followed by exactly three digits. It was read as a decimal point; if it separates thousands, remove it.`,
      ),
    ),
    ...lookAlikes(findings.arms),
    ...(findings.encoding === 'windows-1252'
      ? [
          warn(
            'READ_AS_WINDOWS_1252',
            'The file is not UTF-8; it was read as Windows-1252. Look at names with accents.',
          ),
        ]
      : []),
  ];
}

const warn = (code: string, message: string): ToldCheck => ({ code, severity: 'WARN', message });

function rowsDropped(missing: FileFindings['missing'][number], read: number): ToldCheck {
  const { column, holdsNumbers, rows, firstLine } = missing;
  const name = holdsNumbers ? '' : ' If NA is a name here, write it differently.';
  return warn(
    'ROWS_DROPPED',
    `${count(rows)} of ${many(read, 'row')} dropped: ${quotedName(column)} is empty or NA (first on line ${firstLine}).${name}`,
  );
}

function partlyDropped({ mode, rowsPerUnit: { partly } }: FileFindings): ToldCheck[] {
  if (partly === 0 || mode === 'keep') return [];
  const result =
    mode === 'sum' ? 'a sum over the rows that are left, which is too small' : 'a mean of the rows that are left';
  return [warn('UNITS_PARTLY_DROPPED', `${many(partly, 'unit')} lost some rows but not all: the value is ${result}.`)];
}

function rowsGathered({ mode, hasCovariates, rowsPerUnit: { units, fewest, most } }: FileFindings): ToldCheck[] {
  if (most <= 1) return [];
  const each = fewest === most ? `${count(most)} each` : `${count(fewest)} to ${count(most)} each`;
  const told = {
    sum: `The rows were added up to ${many(units, 'unit')} (${each})${hasCovariates ? '; covariates were averaged' : ''}.`,
    mean: `The rows were averaged to ${many(units, 'unit')} (${each}).`,
    keep: `The rows of ${many(units, 'unit')} (${each}) were kept; the variance is robust to their resembling one another.`,
  };
  const code = { sum: 'ROWS_SUMMED', mean: 'ROWS_AVERAGED', keep: 'ROWS_KEPT' }[mode];
  return [{ code, severity: 'INFO', message: told[mode] }];
}

function lookAlikes(arms: readonly string[]): ToldCheck[] {
  const byLetters = new Map<string, string[]>();
  for (const arm of arms) {
    const letters = printableName(arm)
      .toLowerCase()
      .replace(/[\s_-]+/g, '');
    byLetters.set(letters, [...(byLetters.get(letters) ?? []), arm]);
  }
  return [...byLetters.values()]
    .filter((alike) => alike.length > 1)
    .map((alike) =>
      warn(
        'ARMS_LOOK_ALIKE',
        `${alike.map(quotedName).join(' and ')} were read as different arms. If they are one, write them alike.`,
      ),
    );
}

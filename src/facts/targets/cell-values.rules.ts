import { minorUnitDigits, minorUnits } from '../cells/number-format.rules.js';
import type { CellValues } from '../imports/import-target.js';
import type { ImportMapping } from '../imports/import.rules.js';
import type { RowFault } from '../imports/rejection.rules.js';

export function faultAt(field: string, code: RowFault['code'], message: string): RowFault {
  return { field, code, message };
}

export function textIn(cells: CellValues, field: string): string | null {
  const value = cells[field];
  return typeof value === 'string' ? value : null;
}

/** As textIn, but undefined where the file says nothing about the field, so that it stays as it is. */
export function givenText(cells: CellValues, field: string): string | null | undefined {
  return cells[field] === undefined ? undefined : textIn(cells, field);
}

export function flagIn(cells: CellValues, field: string): boolean | null {
  const value = cells[field];
  return typeof value === 'boolean' ? value : null;
}

/** The currency amounts are kept in, and what one unit of another is worth in it. */
export interface PlanMoney {
  readonly currency: string;
  readonly digits: number;
  readonly rates: ReadonlyMap<string, number>;
}

export function planMoney(currency: string, { rates }: Pick<ImportMapping, 'rates'>): PlanMoney {
  const known = rates.map(({ currency: code, rate }) => [code.toUpperCase(), rate] as const);
  return { currency, digits: minorUnitDigits(currency), rates: new Map([...known, [currency, 1]]) };
}

/** An amount in minor units of the workspace's currency, or what is wrong with it. */
export function amountIn(
  cells: CellValues,
  field: string,
  { currency, digits, rates }: PlanMoney,
): number | null | RowFault {
  const decimal = textIn(cells, field);
  if (decimal === null) return null;
  const from = textIn(cells, 'currency')?.toUpperCase() ?? currency;
  const rate = rates.get(from);
  if (rate === undefined)
    return faultAt(
      'currency',
      'UNKNOWN_CURRENCY',
      `The amount is in ${from}, the workspace counts in ${currency}. Give a fixed rate for ${from} in the mapping.`,
    );
  const minor = from === currency ? minorUnits(decimal, digits) : Math.round(Number(decimal) * rate * 10 ** digits);
  return minor !== null && Number.isSafeInteger(minor)
    ? minor
    : faultAt(field, 'NOT_A_NUMBER', `${decimal} is too large to be kept exactly.`);
}

import { csvLine } from '../../platform/csv-cell.js';
import type { ObservedUnit, SwitchRow } from '../../statistics/index.js';

type Cell = string | number | null;

/** What comes first in the table; anything else follows in the order in which the rows have it. */
const FIRST = [
  'unit',
  'arm',
  'cluster',
  'stratum',
  'pair',
  'outcome',
  'denominator',
  'baseline',
  'baselineDenominator',
];

/**
 * The rows of a comparison as a CSV file, numbers unrounded, empty where not known. Columns that no row has are left out;
 * covariates are called "covariate: NAME", earlier windows "history 1" and so on, oldest first.
 */
export function unitTable(rows: readonly (ObservedUnit | SwitchRow)[]): string {
  const cells = rows.map(cellsOf);
  const names = new Set(cells.flatMap((row) => [...row.keys()]));
  const columns = [...FIRST.filter((name) => names.has(name)), ...[...names].filter((name) => !FIRST.includes(name))];
  return [columns, ...cells.map((row) => columns.map((name) => row.get(name) ?? null))].map(csvLine).join('');
}

function cellsOf(row: ObservedUnit | SwitchRow): Map<string, Cell> {
  const cells = new Map<string, Cell>();
  for (const [name, value] of Object.entries(row) as [string, unknown][]) {
    if (Array.isArray(value)) value.forEach((cell, i) => cells.set(`${name} ${String(i + 1)}`, cell as Cell));
    else if (typeof value === 'string' || typeof value === 'number') cells.set(name, value);
    else if (typeof value === 'object' && value !== null)
      for (const [covariate, cell] of Object.entries(value)) cells.set(`covariate: ${covariate}`, cell as Cell);
  }
  return cells;
}

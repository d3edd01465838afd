import type { ImportPreset } from './import.rules.js';

/** How the cells of one column are written. */
export const CellFormat = {
  /** 1,234.56 */
  POINT: 'POINT',
  /** 1.234,56 */
  COMMA: 'COMMA',
  /** 2026-12-31, also with a time behind it */
  ISO: 'ISO',
  /** 31.12.2026 */
  DAY_DOTS: 'DAY_DOTS',
  /** 31/12/2026 */
  DAY_SLASHES: 'DAY_SLASHES',
  /** 12/31/2026 */
  MONTH_SLASHES: 'MONTH_SLASHES',
} as const;
export type CellFormat = (typeof CellFormat)[keyof typeof CellFormat];

/** Where one field of the target comes from: a column, or one value for every row. */
export interface FieldMapping {
  readonly field: string;
  readonly column?: string | null;
  readonly value?: string | null;
  readonly format?: CellFormat | null;
}

export interface ImportMapping {
  readonly preset?: ImportPreset | null;
  /** The system the rows come from: the same key in two systems is two rows. */
  readonly source?: string | null;
  readonly fields: readonly FieldMapping[];
  readonly stages?: readonly { readonly stage: string; readonly outcome: string }[];
  /** Names in the file that stand for somebody of the roster. */
  readonly owners?: readonly { readonly owner: string; readonly salesperson: string }[];
  /** What one unit of a foreign currency is worth in the workspace's, for every row of the file. */
  readonly rates?: readonly { readonly currency: string; readonly rate: number }[];
}

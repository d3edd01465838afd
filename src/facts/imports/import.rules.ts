import type { CellFormat } from '../cells/cell-formats.rules.js';

/** What a file can be imported as. A room registers each of these it is the home of. */
export const ImportTargetName = {
  OPPORTUNITIES: 'OPPORTUNITIES',
  SALESPEOPLE: 'SALESPEOPLE',
  ACCOUNTS: 'ACCOUNTS',
  ADOPTION: 'ADOPTION',
} as const;
export type ImportTargetName = (typeof ImportTargetName)[keyof typeof ImportTargetName];

export const ImportPreset = {
  SALESFORCE_REPORT: 'SALESFORCE_REPORT',
  SALESFORCE_DATA_LOADER: 'SALESFORCE_DATA_LOADER',
  FREE: 'FREE',
} as const;
export type ImportPreset = (typeof ImportPreset)[keyof typeof ImportPreset];

export const ImportState = {
  UPLOADED: 'UPLOADED',
  RUNNING: 'RUNNING',
  COMMITTED: 'COMMITTED',
  FAILED: 'FAILED',
  DISCARDED: 'DISCARDED',
} as const;
export type ImportState = (typeof ImportState)[keyof typeof ImportState];

/** Where one field of the target comes from: a column, or one value for every row. With neither, from nowhere. */
export interface FieldMapping {
  readonly field: string;
  readonly column?: string | null;
  readonly value?: string | null;
  /** How the column is written, because somebody said so. */
  readonly format?: CellFormat | null;
  /** What somebody said of an earlier file with this header: it settles a doubt, but no cell is read against its own evidence. */
  readonly usualFormat?: CellFormat | null;
}

export interface ImportMapping {
  readonly preset: ImportPreset;
  /** The system the rows come from: the same key in two systems is two rows. */
  readonly source: string;
  readonly fields: readonly FieldMapping[];
  readonly stages: readonly { readonly stage: string; readonly outcome: string }[];
  /** Names in the file that stand for somebody of the roster. */
  readonly owners: readonly { readonly owner: string; readonly salesperson: string }[];
  /** What one unit of a foreign currency is worth in the workspace's, for every row of the file. */
  readonly rates: readonly { readonly currency: string; readonly rate: number }[];
}

/** A mapping as somebody gives it: what is left out is filled in from the preset. */
export type PartialMapping = { readonly [Key in keyof ImportMapping]?: ImportMapping[Key] | null };

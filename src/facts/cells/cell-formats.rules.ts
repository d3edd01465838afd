import type { Reading } from './column-survey.rules.js';
import { DAY_SHAPES, dayIn, type DayFormat } from './day-format.rules.js';
import { decimalIn, NUMBER_SHAPES, type NumberFormat } from './number-format.rules.js';

/** How the cells of one column are written: decided for the column as a whole, by the survey or by the user. */
export const CellFormat = {
  POINT: 'POINT',
  COMMA: 'COMMA',
  ISO: 'ISO',
  DAY_DOTS: 'DAY_DOTS',
  DAY_SLASHES: 'DAY_SLASHES',
  MONTH_SLASHES: 'MONTH_SLASHES',
} as const satisfies Record<NumberFormat | DayFormat, string>;
export type CellFormat = (typeof CellFormat)[keyof typeof CellFormat];

/** Numbers come out as plain decimals. */
export const NUMBER_READINGS: readonly Reading<CellFormat>[] = NUMBER_SHAPES.map((shape) => ({
  format: shape.format,
  example: shape.example,
  read: (cell) => decimalIn(cell, shape),
}));

/** Days come out as YYYY-MM-DD. */
export const DAY_READINGS: readonly Reading<CellFormat>[] = DAY_SHAPES.map((shape) => ({
  format: shape.format,
  example: shape.example,
  read: (cell) => dayIn(cell, shape),
}));

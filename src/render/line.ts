import type { NumberFormat } from './format.js';

/** A number as the analysis or the plan gave it, and where in them it stands. */
export interface NumberSpan {
  readonly kind: 'number';
  readonly value: number;
  readonly format: NumberFormat;
  readonly from: string;
}

export interface DaySpan {
  readonly kind: 'day';
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly from: string;
}

/** A piece of a line. Only numbers, days and codes may show digits that are not a person's own words. */
export type Span =
  | { readonly kind: 'words'; readonly text: string }
  /** What a person wrote: data, never markup. */
  | { readonly kind: 'user'; readonly text: string; readonly from: string }
  | NumberSpan
  | DaySpan
  /** A hash, an identifier, a version. */
  | { readonly kind: 'code'; readonly text: string; readonly from: string };

export type Line = readonly Span[];

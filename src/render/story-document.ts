import type { ChartSpec } from './chart-spec.js';
import type { Language, NumberFormat } from './format.js';

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

export interface TableCell {
  readonly main: Line;
  /** Smaller, below. */
  readonly note?: Line;
}

export interface Table {
  readonly caption: Line;
  /** The first stands above the rows' names. */
  readonly columns: readonly Line[];
  readonly rows: readonly { readonly name: TableCell; readonly cells: readonly TableCell[] }[];
}

export type Block =
  | { readonly kind: 'paragraph'; readonly line: Line }
  | { readonly kind: 'before-after'; readonly before: Wording; readonly after: Wording }
  | { readonly kind: 'chart'; readonly chart: ChartSpec }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'steps'; readonly steps: readonly Line[] }
  | { readonly kind: 'notes'; readonly notes: readonly Line[] };

export interface Wording {
  readonly label: string;
  readonly text: Line;
}

export interface Section {
  /** Stable name of the section, the same in every language. */
  readonly key: string;
  readonly heading: string;
  readonly blocks: readonly Block[];
}

/** A story on one page, ready to be drawn in any format. */
export interface StoryDocument {
  readonly language: Language;
  /** What kind of story it is. */
  readonly label: string;
  /** A warning that must stand on every page and chart, such as "simulated"; null where there is none. */
  readonly stamp: string | null;
  readonly title: Line;
  readonly standfirst: Line;
  readonly sections: readonly Section[];
  readonly footer: readonly Line[];
}

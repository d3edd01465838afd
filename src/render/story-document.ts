import type { ChartSpec } from './chart-spec.js';
import type { Language } from './format.js';
import type { Line } from './line.js';

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

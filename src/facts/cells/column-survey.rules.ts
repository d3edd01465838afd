/** One way of writing the values of a column, and how to read it: null where a cell is not written so. */
export interface Reading<Format extends string> {
  readonly format: Format;
  readonly example: string;
  read(cell: string): string | null;
}

interface Evidence {
  readonly line: number;
  readonly cell: string;
}

export type SurveyedFormat<Format extends string> =
  | { readonly kind: 'decided'; readonly format: Format }
  /** `between` holds the formats of which no cell rules out any; none where cells contradict each other. */
  | { readonly kind: 'ambiguous'; readonly reason: string; readonly between: readonly Format[] };

/**
 * Decides how a column is written from all of its cells, never cell by cell. A format is chosen when it reads the
 * most cells and no cell could mean something else in a rival format, unless other cells rule that rival out.
 */
export class ColumnSurvey<Format extends string> {
  private readonly counts: number[];
  /** Per pair of formats, the first cell that only the first of them can read. */
  private readonly only: Record<number, Evidence | undefined>[];
  /** Per pair of formats, the first cell that both read, with different values. */
  private readonly differs: Record<number, Evidence | undefined>[];

  constructor(private readonly readings: readonly Reading<Format>[]) {
    this.counts = readings.map(() => 0);
    this.only = readings.map(() => ({}));
    this.differs = readings.map(() => ({}));
  }

  see(cell: string, line: number): void {
    const values = this.readings.map((reading) => reading.read(cell));
    values.forEach((value, at) => {
      if (value === null) return;
      this.counts[at] += 1;
      values.forEach((rival, other) => {
        if (rival === value) return;
        const table = (rival === null ? this.only : this.differs)[at];
        table[other] ??= { line, cell };
      });
    });
  }

  decide(): SurveyedFormat<Format> {
    const chosen = this.counts.indexOf(Math.max(...this.counts));
    const rival = this.readings.findIndex((_, other) => other !== chosen && this.isRival(chosen, other));
    return rival < 0 ? { kind: 'decided', format: this.readings[chosen].format } : this.ambiguity(chosen, rival);
  }

  private isRival(chosen: number, other: number): boolean {
    if (this.counts[other] === 0) return false;
    const otherAlone = this.only[other][chosen] !== undefined;
    if (this.differs[chosen][other] !== undefined) return otherAlone || this.only[chosen][other] === undefined;
    return otherAlone && this.counts[other] === this.counts[chosen];
  }

  private ambiguity(chosen: number, rival: number): SurveyedFormat<Format> {
    const between = [chosen, rival].map((at) => this.readings[at]);
    const [one, other] = between.map(({ format, example }) => `${format} (like ${example})`);
    const [mine, theirs] = [this.only[chosen][rival], this.only[rival][chosen]];
    if (mine && theirs) {
      const reason = `line ${mine.line} holds "${mine.cell}", which can only be ${one}, and line ${theirs.line} "${theirs.cell}", which can only be ${other}`;
      return { kind: 'ambiguous', reason, between: [] };
    }
    const either = this.differs[chosen][rival];
    const reason = `line ${either?.line ?? 0} holds "${either?.cell ?? ''}", which may be ${one} or ${other}, and no other cell tells`;
    return { kind: 'ambiguous', reason, between: between.map(({ format }) => format) };
  }
}

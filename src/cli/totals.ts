/**
 * Sums of several columns over the rows of one unit, compensated (Neumaier 1974, doi:10.1002/zamm.19740540106),
 * so that they do not depend on the order of the rows beyond the last digit.
 */
export class Totals {
  rows = 0;
  private firstRow: readonly number[] = [];
  private sums: number[] = [];
  private lost: number[] = [];
  private varied: boolean[] = [];

  add(values: readonly number[]): void {
    this.rows += 1;
    if (this.rows === 1) {
      this.firstRow = values;
      return;
    }
    if (this.rows === 2) {
      this.sums = [...this.firstRow];
      this.lost = values.map(() => 0);
      this.varied = values.map(() => false);
    }
    for (const [at, value] of values.entries()) {
      const before = this.sums[at];
      const after = before + value;
      this.lost[at] += Math.abs(before) >= Math.abs(value) ? before - after + value : value - after + before;
      this.sums[at] = after;
      if (value !== this.firstRow[at]) this.varied[at] = true;
    }
  }

  sum(at: number): number {
    return this.rows === 1 ? this.firstRow[at] : this.sums[at] + this.lost[at];
  }

  mean(at: number): number {
    return this.sum(at) / this.rows;
  }

  first(at: number): number {
    return this.firstRow[at];
  }

  /** Several rows, and the same value in each. */
  repeats(at: number): boolean {
    return this.rows > 1 && !this.varied[at];
  }
}

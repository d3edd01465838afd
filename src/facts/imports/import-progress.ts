import { Injectable } from '@nestjs/common';

/** How far the files being read right now have come. A matter of this process only: whoever restarts it starts again. */
@Injectable()
export class ImportProgress {
  private readonly shares = new Map<string, number>();

  /** The first pass finds out how columns are written, the second takes the rows over. */
  report(importId: string, pass: 1 | 2, { bytesRead, of }: { bytesRead: number; of: number }): void {
    this.shares.set(importId, (pass - 1 + bytesRead / of) / 2);
  }

  of(importId: string): number | null {
    return this.shares.get(importId) ?? null;
  }

  end(importId: string): void {
    this.shares.delete(importId);
  }
}

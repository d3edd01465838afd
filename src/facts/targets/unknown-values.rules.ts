import type { UnknownValue } from '../imports/import-target.js';

/** So many different texts are listed; a column mapped by mistake could hold a million. */
const MOST_TEXTS = 500;

/** Counts what nobody knows yet, with the line where each was met first. */
export class UnknownValues {
  private readonly found = new Map<
    string,
    { field: string; text: string; count: number; line: number; blocks: boolean }
  >();

  add(value: Omit<UnknownValue, 'count'>): void {
    const key = `${value.field} ${value.text}`;
    const known = this.found.get(key);
    if (known) known.count += 1;
    else if (this.found.size < MOST_TEXTS) this.found.set(key, { ...value, count: 1 });
  }

  all(): UnknownValue[] {
    return [...this.found.values()];
  }
}

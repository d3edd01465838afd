const MISSING = new Set(['', 'null', 'na', 'n/a', '#n/a', '-']);

/** Whether a cell says that there is no value. Missing is never 0. */
export function isMissing(cell: string): boolean {
  return cell.length <= 4 && MISSING.has(cell.toLowerCase());
}

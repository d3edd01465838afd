import { readFileSync } from 'node:fs';

/** Expected numbers made by scripts/golden/<name>.R, the tool and its version inside. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- only the test knows what its script wrote
export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(`test/data/golden/${name}.json`, 'utf8')) as T;
}

/** A CSV of the test data: quotes off, empty and NA cells null, every other cell a number. */
export function numericTable(file: string): Record<string, number | null>[] {
  const [header, ...lines] = readFileSync(`test/data/${file}`, 'utf8').trim().replaceAll('"', '').split(/\r?\n/);
  const names = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(names.map((name, j) => [name, /^(NA)?$/.test(cells[j]) ? null : Number(cells[j])]));
  });
}

/** The largest relative difference between two lists. */
export function largestRelativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  return Math.max(...expected.map((value, j) => Math.abs(actual[j] - value) / Math.abs(value)));
}

import type { ToldCheck } from './file-checks.js';
import { wrapped } from './plain-figures.js';

/** The checks under their heading, each with its severity; nothing where there are none. */
export function checkLines(checks: readonly ToldCheck[]): string[] {
  if (checks.length === 0) return [];
  const lines = checks.flatMap(({ severity, message }) =>
    wrapped(message, ' '.repeat(7)).map((line, at) => (at === 0 ? `${severity.padEnd(5)}  ${line.trimStart()}` : line)),
  );
  return ['', 'Checks', ...lines];
}

import type { Writable } from 'node:stream';

/** Where a subcommand writes and says how it ended; `process` is one. */
export interface Terminal {
  readonly stdout: Writable;
  readonly stderr: Writable;
  exitCode?: number | string | null | undefined;
}

export const EXIT = { DONE: 0, REFUSED: 2, WRONG_USAGE: 64 } as const;

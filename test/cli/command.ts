import { Writable } from 'node:stream';
import { run } from '../../src/cli/program.js';
import type { AnalyzeReport } from '../../src/cli/analyze-report.js';

export interface Ran {
  readonly out: string;
  readonly err: string;
  readonly exitCode: unknown;
}

/** Runs `fieldproof` with these arguments in this process. */
export async function fieldproof(...args: readonly string[]): Promise<Ran> {
  const written = { out: '', err: '' };
  const into = (stream: keyof typeof written): Writable =>
    new Writable({
      write: (piece: Buffer, _encoding, done) => {
        written[stream] += piece.toString();
        done();
      },
    });
  const terminal = { stdout: into('out'), stderr: into('err'), exitCode: undefined as unknown as number };
  await run(args, terminal);
  return { ...written, exitCode: terminal.exitCode };
}

export const reportOf = ({ out }: Ran): AnalyzeReport => JSON.parse(out) as AnalyzeReport;

import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { builtFile } from './built-file.js';

const IDLE_MS = 30_000;

/** Threads for one worker module beside the caller: one core stays free for everybody who asks something else. */
export function threadPool<Task, Answer>(callerUrl: string, name: string): Piscina<Task, Answer> {
  return new Piscina<Task, Answer>({
    filename: builtFile(callerUrl, name),
    minThreads: 0,
    maxThreads: Math.max(1, availableParallelism() - 1),
    idleTimeout: IDLE_MS,
  });
}

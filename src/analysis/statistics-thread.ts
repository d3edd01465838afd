import { availableParallelism } from 'node:os';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { builtFile } from '../platform/built-file.js';
import type { AnalysisFindings, AnalysisTask } from './analysis-task.js';

const IDLE_MS = 30_000;

/** The statistics in threads of their own: one core stays free for everybody who asks something else. */
@Injectable()
export class StatisticsThread implements OnApplicationShutdown {
  private readonly threads = new Piscina<AnalysisTask, AnalysisFindings>({
    filename: builtFile(import.meta.url, './analysis.worker.js'),
    minThreads: 0,
    maxThreads: Math.max(1, availableParallelism() - 1),
    idleTimeout: IDLE_MS,
  });

  run(task: AnalysisTask): Promise<AnalysisFindings> {
    return this.threads.run(task);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads.destroy();
  }
}

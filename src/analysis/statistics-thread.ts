import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { threadPool } from '../platform/thread-pool.js';
import type { AnalysisFindings, AnalysisTask } from './analysis-task.js';

/** The statistics of an analysis in threads of their own. */
@Injectable()
export class StatisticsThread implements OnApplicationShutdown {
  private readonly threads = threadPool<AnalysisTask, AnalysisFindings>(import.meta.url, './analysis.worker.js');

  run(task: AnalysisTask): Promise<AnalysisFindings> {
    return this.threads.run(task);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads.destroy();
  }
}

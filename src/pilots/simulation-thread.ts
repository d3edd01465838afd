import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { threadPool } from '../platform/thread-pool.js';
import type { SimulationFindings, SimulationTask } from './simulation-task.js';

/** Simulated pilots in threads of their own. */
@Injectable()
export class SimulationThread implements OnApplicationShutdown {
  private readonly threads = threadPool<SimulationTask, SimulationFindings>(import.meta.url, './simulation.worker.js');

  run(task: SimulationTask): Promise<SimulationFindings> {
    return this.threads.run(task);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads.destroy();
  }
}

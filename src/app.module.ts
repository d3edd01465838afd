import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module.js';
import { AnalysisModule } from './analysis/analysis.module.js';
import { ConsoleModule } from './console/console.module.js';
import { FactsModule } from './facts/facts.module.js';
import { MetricsModule } from './metrics/metrics.module.js';
import { CohortsModule } from './cohorts/cohorts.module.js';
import { PilotsModule } from './pilots/pilots.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { PortfolioModule } from './portfolio/portfolio.module.js';
import type { Settings } from './platform/settings.js';
import { RosterModule } from './roster/roster.module.js';
import { PlaysModule } from './plays/plays.module.js';
import { SampleModule } from './sample/sample.module.js';
import { StoriesModule } from './stories/stories.module.js';

/** The rooms, in the order of the corridor: each may use only those before it. */
const ROOMS = [
  AccessModule,
  RosterModule,
  FactsModule,
  MetricsModule,
  PlaysModule,
  PilotsModule,
  CohortsModule,
  AnalysisModule,
  StoriesModule,
  PortfolioModule,
  SampleModule,
  ConsoleModule,
];

@Module({})
export class AppModule {
  static with(settings: Settings): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.with(settings), ...ROOMS] };
  }
}

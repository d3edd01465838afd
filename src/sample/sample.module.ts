import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AnalysisModule } from '../analysis/analysis.module.js';
import { CohortsModule } from '../cohorts/cohorts.module.js';
import { FactsModule } from '../facts/facts.module.js';
import { PilotsModule } from '../pilots/pilots.module.js';
import { PlaysModule } from '../plays/plays.module.js';
import { StoriesModule } from '../stories/stories.module.js';
import { SampleFacts } from './sample-facts.service.js';
import { SamplePilots } from './sample-pilots.service.js';
import { SampleResults } from './sample-results.service.js';
import { SampleScript } from './sample-script.service.js';
import { SampleToken } from './sample-token.service.js';
import { SampleWorkspace } from './sample-workspace.service.js';
import { SampleService } from './sample.service.js';

@Module({
  imports: [AccessModule, FactsModule, PlaysModule, PilotsModule, CohortsModule, AnalysisModule, StoriesModule],
  providers: [SampleWorkspace, SampleToken, SampleFacts, SamplePilots, SampleResults, SampleScript, SampleService],
})
export class SampleModule {}

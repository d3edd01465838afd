import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../access/access.module.js';
import { CohortsModule } from '../cohorts/cohorts.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { PilotsModule } from '../pilots/pilots.module.js';
import {
  AnalysisFieldsResolver,
  ComparisonFieldsResolver,
  DecisionFieldsResolver,
  UsersEffectFieldsResolver,
} from './analysis-fields.resolver.js';
import { Analysis } from './analysis.entity.js';
import { AnalysisResolver } from './analysis.resolver.js';
import { AnalysisRun } from './analysis-run.service.js';
import { AnalysisService } from './analysis.service.js';
import { Decision } from './decision.entity.js';
import { DecisionService } from './decision.service.js';
import { ExploredFieldsResolver, SegmentEffectFieldsResolver } from './explored-fields.resolver.js';
import { ExportController } from './export.controller.js';
import { ExportService } from './export.service.js';
import { SwitchObservation } from './switch-observation.service.js';
import { DrawnPeople } from './drawn-people.service.js';
import { MetricObservation } from './metric-observation.service.js';
import { ObservationService } from './observation.service.js';
import { PastResults } from './past-results.service.js';
import { Result } from './result.entity.js';
import { ResultService } from './result.service.js';
import { ResultsController } from './results.controller.js';
import { SensitivityRowFieldsResolver } from './sensitivity.fields.js';
import { StatisticsThread } from './statistics-thread.js';

@Module({
  imports: [
    AccessModule,
    MetricsModule,
    PilotsModule,
    CohortsModule,
    TypeOrmModule.forFeature([Analysis, Decision, Result]),
  ],
  controllers: [ResultsController, ExportController],
  providers: [
    StatisticsThread,
    PastResults,
    ObservationService,
    SwitchObservation,
    MetricObservation,
    DrawnPeople,
    AnalysisRun,
    AnalysisService,
    DecisionService,
    ResultService,
    ExportService,
    AnalysisResolver,
    AnalysisFieldsResolver,
    ComparisonFieldsResolver,
    ExploredFieldsResolver,
    SegmentEffectFieldsResolver,
    DecisionFieldsResolver,
    UsersEffectFieldsResolver,
    SensitivityRowFieldsResolver,
  ],
  exports: [AnalysisService, DecisionService, PastResults],
})
export class AnalysisModule {}

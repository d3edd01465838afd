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
import { Decision } from './decision/decision.entity.js';
import { DecisionService } from './decision/decision.service.js';
import { ExploredFieldsResolver, SegmentEffectFieldsResolver } from './result/explored-fields.resolver.js';
import { ExportController } from './export/export.controller.js';
import { ExportService } from './export/export.service.js';
import { SwitchObservation } from './observation/switch-observation.service.js';
import { DrawnPeople } from './observation/drawn-people.service.js';
import { MetricObservation } from './observation/metric-observation.service.js';
import { ObservationService } from './observation/observation.service.js';
import { PastResults } from './observation/past-results.service.js';
import { Result } from './flat-results/result.entity.js';
import { ResultService } from './flat-results/result.service.js';
import { ResultsController } from './flat-results/results.controller.js';
import { SensitivityRowFieldsResolver } from './result/sensitivity.fields.js';
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

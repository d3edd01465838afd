import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { FactsModule } from '../facts/facts.module.js';
import { RosterModule } from '../roster/roster.module.js';
import { MetricCatalogue } from './metric-catalogue.js';
import { MetricTable } from './metric-table.js';
import { MetricResolver } from './metric.resolver.js';
import { UnitTableService } from './unit-table.service.js';

@Module({
  imports: [AccessModule, RosterModule, FactsModule],
  providers: [MetricCatalogue, MetricTable, UnitTableService, MetricResolver],
  exports: [MetricCatalogue, MetricTable],
})
export class MetricsModule {}

import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AnalysisModule } from '../analysis/analysis.module.js';
import { MetricsModule } from '../metrics/metrics.module.js';
import { PortfolioPilotResolver, PortfolioResolver } from './portfolio.resolver.js';
import { PortfolioService } from './portfolio.service.js';

@Module({
  imports: [AccessModule, MetricsModule, AnalysisModule],
  providers: [PortfolioService, PortfolioResolver, PortfolioPilotResolver],
})
export class PortfolioModule {}

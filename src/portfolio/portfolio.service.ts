import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, LessThanOrEqual } from 'typeorm';
import type { Viewer } from '../access/viewer.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { PastResults } from '../analysis/observation/past-results.service.js';
import { MetricCatalogue } from '../metrics/metric-catalogue.js';
import { metricRef } from '../metrics/metric.rules.js';
import { Pilot } from '../pilots/pilot.entity.js';
import { type Portfolio, portfolioOf } from './portfolio.rules.js';

/** A portfolio with the name of its metric. */
export interface NamedPortfolio extends Portfolio {
  readonly metric: string;
  readonly name: string;
  readonly withoutResult: number;
}

/** Looks over all pilots of a metric. */
@Injectable()
export class PortfolioService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly workspaces: WorkspaceService,
    private readonly metrics: MetricCatalogue,
    private readonly results: PastResults,
  ) {}

  /** As of now, in the workspace's time. Refuses with NOT_FOUND for a metric that there is not. */
  async of(ref: string, { workspaceId, workspace: { minimumCohort } }: Viewer): Promise<NamedPortfolio> {
    const definition = this.metrics.find(ref);
    const metric = metricRef(definition);
    const until = await this.workspaces.nowIn(workspaceId);
    const completed = await this.results.of({ workspaceId, metric, until, minimumCohort });
    const all = await this.database
      .getRepository(Pilot)
      .countBy({ workspaceId, primaryMetric: metric, completedAt: LessThanOrEqual(until) });
    const pilots = completed.map(({ id, pilotId, verdict, cutOffOn, result }) => ({
      ...{ analysisId: id, pilotId, verdict, cutOffOn, result },
    }));
    return { metric, name: definition.name, withoutResult: all - completed.length, ...portfolioOf(pilots) };
  }
}

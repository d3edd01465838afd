import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Analysis } from '../analysis.entity.js';
import { Standing } from '../look.rules.js';

export interface PastQuestion {
  readonly workspaceId: string;
  /** Reference of the primary metric, key@version. */
  readonly metric: string;
  /** An instant: pilots completed later, and results made later, are not known yet. */
  readonly until: string;
  readonly minimumCohort: number;
}

/** The official results of completed pilots: what all of them together teach rests on every one, whatever its verdict. */
@Injectable()
export class PastResults {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  /**
   * The last official analysis of each pilot of this metric that was completed, in the order of their completion. To cancel
   * a pilot after its completion does not take its result out.
   */
  async of({ workspaceId, metric, until, minimumCohort }: PastQuestion): Promise<Analysis[]> {
    const analyses = await this.database
      .getRepository(Analysis)
      .createQueryBuilder('analysis')
      .innerJoinAndSelect('analysis.pilot', 'pilot')
      .where({ workspaceId, standing: Standing.OFFICIAL })
      .andWhere('pilot.primaryMetric = :metric AND pilot.completedAt <= :until', { metric, until })
      .andWhere('analysis.madeAt <= :until AND analysis.smallestCohort >= :minimumCohort', { until, minimumCohort })
      .orderBy('pilot.completedAt')
      .addOrderBy('analysis.pilotId')
      .addOrderBy('analysis.cutOffOn')
      .getMany();
    return [...new Map(analyses.map((analysis) => [analysis.pilotId, analysis])).values()];
  }
}

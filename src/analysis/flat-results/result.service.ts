import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import type { Viewer } from '../../access/viewer.js';
import { csvLine } from '../../platform/csv-cell.js';
import { LARGEST_PAGE, type Page, type PageArgs, pageOf } from '../../platform/paging.js';
import type { ResultFilters } from '../analysis.input.js';
import { Result } from './result.entity.js';
import { RESULT_COLUMNS } from './result-row.rules.js';

/** The results of all pilots as one flat table. */
@Injectable()
export class ResultService {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  page(filters: ResultFilters, page: PageArgs, viewer: Viewer): Promise<Page<Result>> {
    return pageOf(this.query(filters, viewer), page);
  }

  /** The same as the lines of a CSV file, page by page. */
  async *csv(filters: ResultFilters, viewer: Viewer): AsyncGenerator<string> {
    yield csvLine(RESULT_COLUMNS);
    let after: string | null = null;
    do {
      const page: Page<Result> = await this.page(filters, { first: LARGEST_PAGE, after }, viewer);
      for (const row of page.nodes) yield csvLine(RESULT_COLUMNS.map((column) => row[column]));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
  }

  private query({ from, to, ...same }: ResultFilters, { workspaceId, workspace }: Viewer): SelectQueryBuilder<Result> {
    const query = this.database
      .getRepository(Result)
      .createQueryBuilder('result')
      .where({ workspaceId })
      .andWhere('result.smallestCohort >= :minimum', { minimum: workspace.minimumCohort });
    for (const [column, value] of Object.entries(same)) if (value != null) query.andWhere({ [column]: value });
    if (from != null) query.andWhere('result.cutOffOn >= :from', { from });
    if (to != null) query.andWhere('result.cutOffOn <= :to', { to });
    return query;
  }
}

import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Role } from '../access/access.rules.js';
import { Allow } from '../access/allow.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { RefusalFields } from '../analysis/result/analysis-result.fields.js';
import { refusalSentence } from '../analysis/verdict/refusal-sentence.rules.js';
import { Pilot } from '../pilots/pilot.entity.js';
import type { GraphqlContext } from '../platform/graphql.js';
import { rowLoader } from '../platform/loader.js';
import { PortfolioFields, PortfolioPilot } from './portfolio.fields.js';
import type { Portfolio } from './portfolio.rules.js';
import { type NamedPortfolio, PortfolioService } from './portfolio.service.js';

@Resolver(() => PortfolioFields)
export class PortfolioResolver {
  constructor(private readonly service: PortfolioService) {}

  @Query(() => PortfolioFields, {
    description:
      'What all completed pilots with one primary metric teach together, whatever their verdicts. Refuses with NOT_FOUND.',
  })
  @Allow(Role.MANAGER, Role.ANALYST, Role.VIEWER)
  portfolio(
    @Args('metric', { description: 'Reference of the metric, key@version.' }) metric: string,
    @SignedIn() viewer: Viewer,
  ): Promise<NamedPortfolio> {
    return this.service.of(metric, viewer);
  }

  @ResolveField(() => RefusalFields, { nullable: true, description: 'Why there is no pooled uplift.' })
  refusal(@Parent() { refusal }: Portfolio): object | null {
    return refusal === null ? null : refusalSentence(refusal);
  }
}

@Resolver(() => PortfolioPilot)
export class PortfolioPilotResolver {
  constructor(@InjectDataSource() private readonly database: DataSource) {}

  @ResolveField(() => Pilot, { description: 'The pilot itself.' })
  pilot(
    @Parent() { pilotId }: PortfolioPilot,
    @Context() context: GraphqlContext,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<Pilot | null> {
    return rowLoader(context, Pilot, { dataSource: this.database, workspaceId }).load(pilotId);
  }
}

import { ArgsType, Args, Context, Field, ID, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { Role } from '../access/access.rules.js';
import { Allow } from '../access/allow.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { IsDay } from '../platform/days.js';
import type { GraphqlContext } from '../platform/graphql.js';
import { rowLoader } from '../platform/loader.js';
import { type Page, PageArgs, Paged, pageOf } from '../platform/paging.js';
import { Account } from '../roster/account.entity.js';
import { Salesperson } from '../roster/salesperson.entity.js';
import { Import } from './imports/import.entity.js';
import { Opportunity } from './opportunity.entity.js';
import { Outcome } from './opportunity.rules.js';

@ArgsType()
class OpportunityFilter extends PageArgs {
  @Field(() => Outcome, { nullable: true, description: 'Only with this outcome.' })
  @IsOptional()
  @IsIn(Object.values(Outcome))
  outcome?: Outcome | null;

  @Field(() => ID, { nullable: true, description: 'Only deals of this salesperson.' })
  @IsOptional()
  @IsUUID()
  ownerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only deals as this import wrote them.' })
  @IsOptional()
  @IsUUID()
  importId?: string | null;

  @Field(() => String, { nullable: true, description: 'Created on this day or later (YYYY-MM-DD).' })
  @IsOptional()
  @IsDay()
  createdFrom?: string | null;

  @Field(() => String, { nullable: true, description: 'Created on this day or before (YYYY-MM-DD).' })
  @IsOptional()
  @IsDay()
  createdTo?: string | null;
}

@ObjectType({ description: 'One page of deals.' })
class OpportunityPage extends Paged(Opportunity) {}

@Resolver(() => Opportunity)
export class OpportunityResolver {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  @Query(() => OpportunityPage, { description: 'The deals of this workspace, as the last import of each left it.' })
  @Allow(Role.MANAGER, Role.ANALYST)
  opportunities(
    @Args() { outcome, ownerId, importId, createdFrom, createdTo, ...page }: OpportunityFilter,
    @SignedIn() { workspaceId }: Viewer,
  ): Promise<Page<Opportunity>> {
    const query = this.dataSource.getRepository(Opportunity).createQueryBuilder('deal').where({ workspaceId });
    if (outcome != null) query.andWhere({ outcome });
    if (ownerId != null) query.andWhere({ ownerId });
    if (importId != null) query.andWhere({ importId });
    if (createdFrom != null) query.andWhere('deal.createdOn >= :createdFrom', { createdFrom });
    if (createdTo != null) query.andWhere('deal.createdOn <= :createdTo', { createdTo });
    return pageOf(query, page);
  }

  @ResolveField(() => Salesperson, { nullable: true, description: 'Who owns it.' })
  owner(
    @Parent() { ownerId }: Opportunity,
    @SignedIn() { workspaceId }: Viewer,
    @Context() context: GraphqlContext,
  ): Promise<Salesperson | null> | null {
    const { dataSource } = this;
    return ownerId === null ? null : rowLoader(context, Salesperson, { dataSource, workspaceId }).load(ownerId);
  }

  @ResolveField(() => Account, { nullable: true, description: 'The customer, where it is among the accounts.' })
  account(
    @Parent() { accountId }: Opportunity,
    @SignedIn() { workspaceId }: Viewer,
    @Context() context: GraphqlContext,
  ): Promise<Account | null> | null {
    const { dataSource } = this;
    return accountId === null ? null : rowLoader(context, Account, { dataSource, workspaceId }).load(accountId);
  }

  @ResolveField(() => Import, { description: 'The import that wrote it as it stands.' })
  import(
    @Parent() { importId }: Opportunity,
    @SignedIn() { workspaceId }: Viewer,
    @Context() context: GraphqlContext,
  ): Promise<Import | null> {
    return rowLoader(context, Import, { dataSource: this.dataSource, workspaceId }).load(importId);
  }
}

import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { SignedIn, type Viewer } from '../access/viewer.js';
import type { GraphqlContext } from '../platform/graphql.js';
import { rowLoader } from '../platform/loader.js';
import { Account } from './account.entity.js';
import { maySeeNames } from './roster.rules.js';
import { Salesperson } from './salesperson.entity.js';
import { Team } from './team.entity.js';
import { Territory } from './territory.entity.js';

@Resolver(() => Salesperson)
export class SalespersonFieldsResolver {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  @ResolveField(() => String, {
    nullable: true,
    description: 'Key in the CRM, often the name; null for those who may not see names.',
  })
  externalKey(@Parent() person: Salesperson, @SignedIn() viewer: Viewer): string | null {
    return maySeeNames(viewer.role) ? person.externalKey : null;
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Name as colleagues know it; null for those who may not see names.',
  })
  name(@Parent() person: Salesperson, @SignedIn() viewer: Viewer): string | null {
    return maySeeNames(viewer.role) ? person.name : null;
  }

  @ResolveField(() => Team, { nullable: true, description: 'The team.' })
  team(
    @Parent() { teamId }: Salesperson,
    @SignedIn() { workspaceId }: Viewer,
    @Context() context: GraphqlContext,
  ): Promise<Team | null> | null {
    return teamId === null ? null : rowLoader(context, Team, { dataSource: this.dataSource, workspaceId }).load(teamId);
  }

  @ResolveField(() => Territory, { nullable: true, description: 'The territory.' })
  territory(
    @Parent() { territoryId }: Salesperson,
    @SignedIn() { workspaceId }: Viewer,
    @Context() context: GraphqlContext,
  ): Promise<Territory | null> | null {
    return territoryId === null
      ? null
      : rowLoader(context, Territory, { dataSource: this.dataSource, workspaceId }).load(territoryId);
  }
}

@Resolver(() => Account)
export class AccountFieldsResolver {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  @ResolveField(() => Salesperson, { nullable: true, description: 'Who is responsible for it.' })
  owner(
    @Parent() { ownerId }: Account,
    @SignedIn() { workspaceId }: Viewer,
    @Context() context: GraphqlContext,
  ): Promise<Salesperson | null> | null {
    return ownerId === null
      ? null
      : rowLoader(context, Salesperson, { dataSource: this.dataSource, workspaceId }).load(ownerId);
  }

  @ResolveField(() => Territory, { nullable: true, description: 'The territory it lies in.' })
  territory(
    @Parent() { territoryId }: Account,
    @SignedIn() { workspaceId }: Viewer,
    @Context() context: GraphqlContext,
  ): Promise<Territory | null> | null {
    return territoryId === null
      ? null
      : rowLoader(context, Territory, { dataSource: this.dataSource, workspaceId }).load(territoryId);
  }
}

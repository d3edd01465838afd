import { Args, Mutation, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Role } from '../access/access.rules.js';
import { Allow } from '../access/allow.js';
import { SignedIn, type Viewer } from '../access/viewer.js';
import { type Page, PageArgs, Paged } from '../platform/paging.js';
import { Account } from './account.entity.js';
import {
  AccountFilter,
  SalespersonFilter,
  SaveAccountsArgs,
  SaveSalespeopleArgs,
  SaveTeamsArgs,
  SaveTerritoriesArgs,
} from './roster.input.js';
import { RosterService } from './roster.service.js';
import { Salesperson } from './salesperson.entity.js';
import { Team } from './team.entity.js';
import { Territory } from './territory.entity.js';

@ObjectType({ description: 'One page of teams.' })
class TeamPage extends Paged(Team) {}

@ObjectType({ description: 'One page of territories.' })
class TerritoryPage extends Paged(Territory) {}

@ObjectType({ description: 'One page of salespeople.' })
class SalespersonPage extends Paged(Salesperson) {}

@ObjectType({ description: 'One page of accounts.' })
class AccountPage extends Paged(Account) {}

@Resolver()
export class RosterResolver {
  constructor(private readonly roster: RosterService) {}

  @Query(() => TeamPage, { description: 'The teams of this workspace.' })
  @Allow(Role.MANAGER, Role.ANALYST)
  teams(@Args() page: PageArgs, @SignedIn() viewer: Viewer): Promise<Page<Team>> {
    return this.roster.teams(page, viewer);
  }

  @Query(() => TerritoryPage, { description: 'The territories of this workspace.' })
  @Allow(Role.MANAGER, Role.ANALYST)
  territories(@Args() page: PageArgs, @SignedIn() viewer: Viewer): Promise<Page<Territory>> {
    return this.roster.territories(page, viewer);
  }

  @Query(() => SalespersonPage, {
    description: 'Who sells. Names and keys are shown to managers and administrators only.',
  })
  @Allow(Role.MANAGER, Role.ANALYST)
  salespeople(@Args() filter: SalespersonFilter, @SignedIn() viewer: Viewer): Promise<Page<Salesperson>> {
    return this.roster.salespeople(filter, viewer);
  }

  @Query(() => AccountPage, { description: 'The customers of this workspace, and those who may become some.' })
  @Allow(Role.MANAGER, Role.ANALYST)
  accounts(@Args() filter: AccountFilter, @SignedIn() viewer: Viewer): Promise<Page<Account>> {
    return this.roster.accounts(filter, viewer);
  }

  @Mutation(() => [Team], { description: 'Create teams by name. All or none; refuses with INVALID_INPUT.' })
  @Allow(Role.MANAGER)
  saveTeams(@Args() { input }: SaveTeamsArgs, @SignedIn() viewer: Viewer): Promise<Team[]> {
    return this.roster.saveTeams(input, viewer);
  }

  @Mutation(() => [Territory], {
    description: 'Create or change territories, by name. All or none; refuses with INVALID_INPUT.',
  })
  @Allow(Role.MANAGER)
  saveTerritories(@Args() { input }: SaveTerritoriesArgs, @SignedIn() viewer: Viewer): Promise<Territory[]> {
    return this.roster.saveTerritories(input, viewer);
  }

  @Mutation(() => [Salesperson], {
    description: 'Create or change salespeople, by the key of the CRM. All or none; refuses with INVALID_INPUT.',
  })
  @Allow(Role.MANAGER)
  saveSalespeople(@Args() { input }: SaveSalespeopleArgs, @SignedIn() viewer: Viewer): Promise<Salesperson[]> {
    return this.roster.saveSalespeople(input, viewer);
  }

  @Mutation(() => [Account], {
    description: 'Create or change accounts, by the key of the CRM. All or none; refuses with INVALID_INPUT.',
  })
  @Allow(Role.MANAGER)
  saveAccounts(@Args() { input }: SaveAccountsArgs, @SignedIn() viewer: Viewer): Promise<Account[]> {
    return this.roster.saveAccounts(input, viewer);
  }
}

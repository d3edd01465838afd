import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Viewer } from '../access/viewer.js';
import { type Page, type PageArgs, pageOf } from '../platform/paging.js';
import { Transactions } from '../platform/transactions.js';
import { Account } from './account.entity.js';
import { RosterKeeper } from './roster-keeper.service.js';
import type {
  AccountFilter,
  AccountInput,
  SalespersonFilter,
  SalespersonInput,
  TeamInput,
  TerritoryInput,
} from './roster.input.js';
import { byKey, inTheField, type RosterPerson, type RosterUnit, UnitKind } from './roster.rules.js';
import { Salesperson } from './salesperson.entity.js';
import { Team } from './team.entity.js';
import { Territory } from './territory.entity.js';

interface PlacedPerson {
  readonly person: RosterPerson;
  readonly place: { readonly id: string; readonly name: string } | null;
}

/** Who is in the field: what the rooms to the right ask the roster. */
@Injectable()
export class RosterService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly transactions: Transactions,
    private readonly keeper: RosterKeeper,
  ) {}

  /**
   * The units of a kind with the people in the field on a day, sorted by key. Nobody is in two units; people without
   * a team (territory) are in none when teams (territories) are the units, and a unit without people is left out.
   */
  async units(workspaceId: string, kind: UnitKind, on: string): Promise<RosterUnit[]> {
    const rows = await this.database.getRepository(Salesperson).find({
      where: { workspaceId },
      relations: { team: true, territory: true },
    });
    const placed = rows
      .filter((row) => inTheField(row, on))
      .map((row) => ({ person: personOf(row), place: (kind === UnitKind.TEAM ? row.team : row.territory) ?? null }));
    return (kind === UnitKind.SALESPERSON ? placed.map(({ person }) => unitOf(person)) : unitsByPlace(placed)).sort(
      byKey,
    );
  }

  teams(page: PageArgs, { workspaceId }: Viewer): Promise<Page<Team>> {
    return pageOf(this.database.getRepository(Team).createQueryBuilder('team').where({ workspaceId }), page);
  }

  territories(page: PageArgs, { workspaceId }: Viewer): Promise<Page<Territory>> {
    return pageOf(this.database.getRepository(Territory).createQueryBuilder('territory').where({ workspaceId }), page);
  }

  salespeople(filter: SalespersonFilter, { workspaceId }: Viewer): Promise<Page<Salesperson>> {
    const { teamId, territoryId, profile, inTheFieldOn: on } = filter;
    const query = this.database.getRepository(Salesperson).createQueryBuilder('person').where({ workspaceId });
    if (teamId != null) query.andWhere({ teamId });
    if (territoryId != null) query.andWhere({ territoryId });
    if (profile != null) query.andWhere({ profile });
    if (on != null)
      query
        .andWhere('(person.startedOn IS NULL OR person.startedOn <= :on)', { on })
        .andWhere('(person.leftOn IS NULL OR person.leftOn >= :on)', { on });
    return pageOf(query, filter);
  }

  accounts(filter: AccountFilter, { workspaceId }: Viewer): Promise<Page<Account>> {
    const { ownerId, territoryId, sector } = filter;
    const query = this.database.getRepository(Account).createQueryBuilder('account').where({ workspaceId });
    if (ownerId != null) query.andWhere({ ownerId });
    if (territoryId != null) query.andWhere({ territoryId });
    if (sector != null) query.andWhere({ sector });
    return pageOf(query, filter);
  }

  async saveTeams(inputs: readonly TeamInput[], { workspaceId }: Viewer): Promise<Team[]> {
    return (await this.transactions.run((manager) => this.keeper.keepTeams(manager, workspaceId, inputs))).rows;
  }

  async saveTerritories(inputs: readonly TerritoryInput[], { workspaceId }: Viewer): Promise<Territory[]> {
    return (await this.transactions.run((manager) => this.keeper.keepTerritories(manager, workspaceId, inputs))).rows;
  }

  async saveSalespeople(inputs: readonly SalespersonInput[], { workspaceId }: Viewer): Promise<Salesperson[]> {
    return (await this.transactions.run((manager) => this.keeper.keepSalespeople(manager, workspaceId, inputs))).rows;
  }

  async saveAccounts(inputs: readonly AccountInput[], { workspaceId }: Viewer): Promise<Account[]> {
    return (await this.transactions.run((manager) => this.keeper.keepAccounts(manager, workspaceId, inputs))).rows;
  }
}

function personOf(row: Salesperson): RosterPerson {
  return {
    id: row.id,
    key: row.externalKey,
    pseudonym: row.pseudonym,
    team: row.team?.name ?? null,
    territory: row.territory?.name ?? null,
    region: row.region ?? row.territory?.region ?? null,
    profile: row.profile,
    startedOn: row.startedOn,
    leftOn: row.leftOn,
  };
}

function unitOf(person: RosterPerson): RosterUnit {
  return { id: person.id, key: person.key, label: person.pseudonym, people: [person] };
}

function unitsByPlace(placed: readonly PlacedPerson[]): RosterUnit[] {
  const units = new Map<string, { id: string; key: string; label: string; people: RosterPerson[] }>();
  for (const { person, place } of placed) {
    if (!place) continue;
    const unit = units.get(place.id) ?? { id: place.id, key: place.name, label: place.name, people: [] };
    unit.people.push(person);
    units.set(place.id, unit);
  }
  return [...units.values()].map((unit) => ({ ...unit, people: unit.people.sort(byKey) }));
}

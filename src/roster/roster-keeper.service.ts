import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type EntityManager, type EntityTarget, In, type ObjectLiteral } from 'typeorm';
import { WorkspaceService } from '../access/workspace.service.js';
import { inPieces, writeRows } from '../platform/bulk-rows.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { Account } from './account.entity.js';
import type { AccountInput, SalespersonInput, TeamInput, TerritoryInput } from './roster.input.js';
import { Profile, pseudonymFrom, repeatedKeys, salespersonFaults } from './roster.rules.js';
import { Salesperson } from './salesperson.entity.js';
import { Team } from './team.entity.js';
import { Territory } from './territory.entity.js';

/** What saving came to; the rows stand in the order in which they were given. */
export interface Kept<Row> {
  readonly rows: Row[];
  readonly inserted: number;
  readonly replaced: number;
  readonly unchanged: number;
}

interface RosterRow extends ObjectLiteral {
  id: string;
  workspaceId: string;
}

interface Keeping {
  /** Compare only, write nothing. */
  readonly dryRun?: boolean;
}

/** Writes the roster: rows are found by their key, and only what differs is written. Runs inside the caller's transaction. */
@Injectable()
export class RosterKeeper {
  constructor(private readonly workspaces: WorkspaceService) {}

  async keepTeams(
    manager: EntityManager,
    workspaceId: string,
    inputs: readonly TeamInput[],
    keeping: Keeping = {},
  ): Promise<Kept<Team>> {
    await this.takeTurn(manager, workspaceId, keeping);
    const names = inputs.map(({ name }) => name);
    const before = await rowsByKey(manager, Team, 'name', { workspaceId, keys: names });
    const wanted = names.map((name) => ({ id: before.get(name)?.id ?? newId(), workspaceId, name }));
    return keep(manager, Team, 'name', { before, wanted, ...keeping });
  }

  async keepTerritories(
    manager: EntityManager,
    workspaceId: string,
    inputs: readonly TerritoryInput[],
    keeping: Keeping = {},
  ): Promise<Kept<Territory>> {
    await this.takeTurn(manager, workspaceId, keeping);
    const before = await rowsByKey(manager, Territory, 'name', { workspaceId, keys: inputs.map(({ name }) => name) });
    const wanted = inputs.map(({ name, region }) => {
      const old = before.get(name);
      return { id: old?.id ?? newId(), workspaceId, name, region: given(region, old?.region) };
    });
    return keep(manager, Territory, 'name', { before, wanted, ...keeping });
  }

  /** Teams and territories that are new by name are created. Refuses with INVALID_INPUT and every fault. */
  async keepSalespeople(
    manager: EntityManager,
    workspaceId: string,
    inputs: readonly SalespersonInput[],
    keeping: Keeping = {},
  ): Promise<Kept<Salesperson>> {
    await this.takeTurn(manager, workspaceId, keeping);
    const keys = inputs.map(({ externalKey }) => externalKey);
    const before = await rowsByKey(manager, Salesperson, 'externalKey', { workspaceId, keys });
    const taken = await this.pseudonymOwners(manager, workspaceId);
    refuseFaults(
      inputs.flatMap((input) => [
        ...salespersonFaults(input).map((fault) => `${input.externalKey}: ${fault}`),
        ...pseudonymClash(input, taken),
      ]),
    );
    const teams = await this.teamIds(manager, workspaceId, inputs, keeping);
    const territories = await this.territoryIds(manager, workspaceId, inputs, keeping);
    const wanted = inputs.map((input) => {
      const old = before.get(input.externalKey);
      const pseudonym = input.pseudonym ?? old?.pseudonym ?? freePseudonym(taken);
      taken.set(pseudonym, input.externalKey);
      return {
        id: old?.id ?? newId(),
        workspaceId,
        externalKey: input.externalKey,
        name: input.name,
        pseudonym,
        teamId: given(idOf(teams, input.team), old?.teamId),
        territoryId: given(idOf(territories, input.territory), old?.territoryId),
        region: given(input.region, old?.region),
        profile: given(input.profile, old?.profile) ?? Profile.UNKNOWN,
        startedOn: given(input.startedOn, old?.startedOn),
        leftOn: given(input.leftOn, old?.leftOn),
      };
    });
    return keep(manager, Salesperson, 'externalKey', { before, wanted, ...keeping });
  }

  /** Territories that are new by name are created; owners must be in the roster. Refuses with INVALID_INPUT and every fault. */
  async keepAccounts(
    manager: EntityManager,
    workspaceId: string,
    inputs: readonly AccountInput[],
    keeping: Keeping = {},
  ): Promise<Kept<Account>> {
    await this.takeTurn(manager, workspaceId, keeping);
    const keys = inputs.map(({ externalKey }) => externalKey);
    const before = await rowsByKey(manager, Account, 'externalKey', { workspaceId, keys });
    const ownerKeys = inputs.flatMap(({ owner }) => owner ?? []);
    const owners = await rowsByKey(manager, Salesperson, 'externalKey', { workspaceId, keys: ownerKeys });
    refuseFaults(
      inputs
        .filter(({ owner }) => owner != null && !owners.has(owner))
        .map(({ externalKey, owner }) => `${externalKey}: there is no salesperson with the key "${String(owner)}".`),
    );
    const territories = await this.territoryIds(manager, workspaceId, inputs, keeping);
    const ownerIds = new Map([...owners].map(([key, { id }]) => [key, id]));
    const wanted = inputs.map((input) => {
      const old = before.get(input.externalKey);
      return {
        id: old?.id ?? newId(),
        workspaceId,
        externalKey: input.externalKey,
        name: input.name,
        ownerId: given(idOf(ownerIds, input.owner), old?.ownerId),
        territoryId: given(idOf(territories, input.territory), old?.territoryId),
        sector: given(input.sector, old?.sector),
        potentialMinor: given(input.potentialMinor, old?.potentialMinor),
      };
    });
    return keep(manager, Account, 'externalKey', { before, wanted, ...keeping });
  }

  /** Every pseudonym of the workspace with the key of the one who bears it. */
  async pseudonymOwners(manager: EntityManager, workspaceId: string): Promise<Map<string, string>> {
    const people = await manager.find(Salesperson, {
      where: { workspaceId },
      select: { id: true, pseudonym: true, externalKey: true },
    });
    return new Map(people.map(({ pseudonym, externalKey }) => [pseudonym, externalKey]));
  }

  /** Of two who save at once the second must find what the first has created, by name or key. */
  private async takeTurn(manager: EntityManager, workspaceId: string, { dryRun = false }: Keeping): Promise<void> {
    if (!dryRun) await this.workspaces.takeTurn(manager, workspaceId);
  }

  private async teamIds(
    manager: EntityManager,
    workspaceId: string,
    inputs: readonly { team?: string | null }[],
    keeping: Keeping,
  ): Promise<Map<string, string>> {
    const names = [...new Set(inputs.flatMap(({ team }) => team ?? []))];
    const { rows } = await this.keepTeams(
      manager,
      workspaceId,
      names.map((name) => ({ name })),
      keeping,
    );
    return new Map(rows.map(({ name, id }) => [name, id]));
  }

  private async territoryIds(
    manager: EntityManager,
    workspaceId: string,
    inputs: readonly { territory?: string | null }[],
    keeping: Keeping,
  ): Promise<Map<string, string>> {
    const names = [...new Set(inputs.flatMap(({ territory }) => territory ?? []))];
    const { rows } = await this.keepTerritories(
      manager,
      workspaceId,
      names.map((name) => ({ name })),
      keeping,
    );
    return new Map(rows.map(({ name, id }) => [name, id]));
  }
}

async function rowsByKey<Row extends RosterRow>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  key: keyof Row & string,
  { workspaceId, keys }: { workspaceId: string; keys: readonly string[] },
): Promise<Map<string, Row>> {
  const rows = await inPieces(keys, (some) =>
    manager.getRepository(entity).findBy({ workspaceId, [key]: In(some) } as never),
  );
  return new Map(rows.map((row) => [String(row[key]), row]));
}

async function keep<Row extends RosterRow>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  key: keyof Row & string,
  { before, wanted, dryRun = false }: { before: ReadonlyMap<string, Row>; wanted: Row[] } & Keeping,
): Promise<Kept<Row>> {
  refuseFaults(repeatedKeys(wanted.map((row) => String(row[key]))));
  const { columns } = manager.dataSource.getMetadata(entity);
  const differs = (row: Row): boolean => {
    const old = before.get(String(row[key]));
    return old !== undefined && columns.some((column) => column.getEntityValue(old) !== column.getEntityValue(row));
  };
  const inserted = wanted.filter((row) => !before.has(String(row[key])));
  const replaced = wanted.filter(differs);
  if (!dryRun) await writeRows(manager, entity, [...inserted, ...replaced], ['workspaceId', key]);
  return {
    rows: wanted,
    inserted: inserted.length,
    replaced: replaced.length,
    unchanged: wanted.length - inserted.length - replaced.length,
  };
}

/** A field left out keeps its value; null empties it. */
function given<Value>(wanted: Value | null | undefined, before: Value | null | undefined): Value | null {
  return wanted === undefined ? (before ?? null) : wanted;
}

function idOf(ids: ReadonlyMap<string, string>, name: string | null | undefined): string | null | undefined {
  return name == null ? name : ids.get(name);
}

function pseudonymClash({ externalKey, pseudonym }: SalespersonInput, taken: Map<string, string>): string[] {
  if (pseudonym == null) return [];
  const bearer = taken.get(pseudonym);
  taken.set(pseudonym, externalKey);
  return bearer === undefined || bearer === externalKey
    ? []
    : [`${externalKey}: the pseudonym "${pseudonym}" belongs to somebody else.`];
}

function freePseudonym(taken: ReadonlyMap<string, string>): string {
  for (;;) {
    const pseudonym = pseudonymFrom(randomBytes(16));
    if (pseudonym !== null && !taken.has(pseudonym)) return pseudonym;
  }
}

function refuseFaults(faults: readonly string[]): void {
  if (faults.length > 0) throw new Refusal('INVALID_INPUT', 'Nothing was saved: some of the rows are faulty.', faults);
}

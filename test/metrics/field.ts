import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { WorkspaceService } from '../../src/access/workspace.service.js';
import { Import } from '../../src/facts/imports/import.entity.js';
import { Opportunity } from '../../src/facts/opportunity.entity.js';
import { newId } from '../../src/platform/new-id.js';
import { Transactions } from '../../src/platform/transactions.js';
import { Account } from '../../src/roster/account.entity.js';
import { Salesperson } from '../../src/roster/salesperson.entity.js';
import { Team } from '../../src/roster/team.entity.js';
import type { TestApp } from '../support/app.js';

export interface FieldDeal {
  /** Index of the salesperson. */
  readonly owner: number | null;
  /** Index of the account. */
  readonly account: number | null;
  readonly outcome: 'OPEN' | 'WON' | 'LOST' | 'EXCLUDED';
  readonly createdOn: string | null;
  readonly closedOn: string | null;
  readonly value: number | null;
  readonly listValue: number | null;
  readonly cost: number | null;
}

interface FieldAccount {
  /** Index of the salesperson who is responsible. */
  readonly owner: number | null;
  /** An account outside the roster is known by its key in the deals alone. */
  readonly inRoster: boolean;
}

/** A sales field as plain rows: salespeople are numbers from 0, deals are known by their place in the list. */
export interface Field {
  readonly people: number;
  /** Name of the team of each salesperson; null: in none. */
  readonly teams?: readonly (string | null)[];
  readonly accounts: readonly FieldAccount[];
  readonly deals: readonly FieldDeal[];
}

export interface SettledField {
  readonly workspaceId: string;
  readonly secret: string;
  /** Ids of the salespeople, by their number. */
  readonly people: readonly string[];
}

const ROWS_AT_ONCE = 500;

/** Puts a field into a new workspace, whose clock stands still, of the application's database. */
export async function settle(
  { app }: TestApp,
  field: Field,
  nowAt = '2026-06-30T12:00:00.000Z',
): Promise<SettledField> {
  return app.get(Transactions).run(async (manager) => {
    const { workspace, administrator, secret } = await app.get(WorkspaceService).createWith(manager, {
      name: 'A field',
      kind: 'SIMULATED',
      simulatedNowAt: nowAt,
      currency: 'EUR',
      minimumCohort: 5,
      administratorName: 'Administrator',
    });
    const workspaceId = workspace.id;
    const teamNames = [...new Set(field.teams)].filter((name) => name !== null);
    const [teams, people, accounts, importId] = [teamNames, range(field.people), field.accounts, [0]].map((things) =>
      things.map(newId),
    );
    const write = (entity: EntityTarget<ObjectLiteral>, rows: readonly object[]) =>
      insert(
        manager,
        entity,
        rows.map((row) => ({ workspaceId, ...row })),
      );
    await write(
      Team,
      teamNames.map((name, number) => ({ id: teams[number], name })),
    );
    await write(
      Salesperson,
      people.map((id, number) => ({
        id,
        externalKey: `name-${String(number)}`,
        name: `Real Name ${String(number)}`,
        pseudonym: `P-${String(number).padStart(3, '0')}`,
        teamId: teams[teamNames.indexOf(field.teams?.[number] ?? '')],
      })),
    );
    const accountRows = accounts.map((id, number) => ({
      id,
      externalKey: accountKey(number),
      ownerId: people[field.accounts[number].owner ?? -1],
    }));
    await write(
      Account,
      accountRows.filter((_, number) => field.accounts[number].inRoster),
    );
    await write(Import, [{ id: importId[0], uploadedById: administrator.id }]);
    await write(
      Opportunity,
      field.deals.map((deal, number) => ({
        id: newId(),
        importId: importId[0],
        externalId: `D-${String(number).padStart(6, '0')}`,
        ownerId: people[deal.owner ?? -1],
        accountId: deal.account !== null && field.accounts[deal.account].inRoster ? accounts[deal.account] : null,
        accountKey: deal.account === null ? null : accountKey(deal.account),
        outcome: deal.outcome,
        createdOn: deal.createdOn,
        closedOn: deal.closedOn,
        valueMinor: deal.value,
        listValueMinor: deal.listValue,
        costMinor: deal.cost,
      })),
    );
    return { workspaceId, secret, people };
  });
}

/** Writes rows; a column that is not given stays empty, or holds the emptiest value where it must hold one. */
async function insert(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  rows: readonly object[],
): Promise<void> {
  const { columns } = manager.dataSource.getMetadata(entity);
  const empty = Object.fromEntries(
    columns.map(({ propertyName, isNullable, type }) => [
      propertyName,
      isNullable ? null : type === 'integer' ? 0 : type === 'simple-json' ? [] : '',
    ]),
  );
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
    await manager.insert(
      entity,
      rows.slice(at, at + ROWS_AT_ONCE).map((row) => ({ ...empty, ...defined(row) })),
    );
}

function defined(row: object): object {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
}

function range(length: number): number[] {
  return Array.from({ length }, (_, number) => number);
}

function accountKey(number: number): string {
  return `Account ${String(number)}`;
}

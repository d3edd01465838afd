import type { EntityManager } from 'typeorm';
import { Role } from '../../access/access.rules.js';
import { Refusal } from '../../platform/refusal.js';
import type { AccountInput } from '../../roster/roster.input.js';
import type { RosterKeeper } from '../../roster/roster-keeper.service.js';
import { Salesperson } from '../../roster/salesperson.entity.js';
import { ImportTargetName } from '../imports/import.rules.js';
import type {
  CellValues,
  FoundNote,
  ImportContext,
  ImportTarget,
  Judged,
  MergeCounts,
  RowReader,
  UnknownValue,
} from '../imports/import-target.js';
import { amountIn, faultAt, givenText, planMoney, type PlanMoney, textIn } from './cell-values.rules.js';
import { OwnerBook } from './owner-book.rules.js';
import { UnknownValues } from './unknown-values.rules.js';

/** Customers from a file. Rows are told by key, or by name where the file has no key. */
export function accountsTarget(keeper: RosterKeeper): ImportTarget<AccountInput> {
  return {
    name: ImportTargetName.ACCOUNTS,
    allowed: [Role.MANAGER, Role.ANALYST],
    fields: [
      { key: 'externalKey', kind: 'KEY', description: 'key in the CRM; without it the name' },
      { key: 'name', kind: 'KEY', required: true, description: 'name of the customer' },
      { key: 'owner', kind: 'KEY', description: 'key or name of the salesperson responsible for it' },
      { key: 'territory', kind: 'KEY', description: 'name of the territory' },
      { key: 'sector', kind: 'KEY', description: 'the industry it works in' },
      { key: 'potential', kind: 'MONEY', description: 'what it could buy in a year, from anybody' },
      {
        key: 'currency',
        kind: 'KEY',
        description: 'currency of the potential (ISO 4217), where it is not that of the workspace',
      },
    ],
    presets: [],
    mappingGaps: () => [],
    open: async (context) => {
      const people = await context.manager.findBy(Salesperson, { workspaceId: context.workspaceId });
      const owners = new OwnerBook(people, context.mapping.owners, (key) => key);
      const gaps = owners.gaps();
      if (gaps.length > 0)
        throw new Refusal('MAPPING_INCOMPLETE', 'The mapping names salespeople who are not there.', gaps);
      return new AccountReader(keeper, context, owners);
    },
  };
}

class AccountReader implements RowReader<AccountInput> {
  private readonly money: PlanMoney;
  private readonly unknown = new UnknownValues();

  constructor(
    private readonly keeper: RosterKeeper,
    private readonly context: ImportContext,
    private readonly owners: OwnerBook,
  ) {
    this.money = planMoney(context.currency, context.mapping);
  }

  read(cells: CellValues, line: number): Judged<AccountInput> {
    const name = textIn(cells, 'name') ?? '';
    const ownerText = textIn(cells, 'owner');
    const owner = ownerText === null ? null : this.owners.find(ownerText);
    const potential = amountIn(cells, 'potential', this.money);
    const faults = [owner, potential].filter((one) => typeof one === 'object' && one !== null && 'code' in one);
    if (owner !== null && 'code' in owner)
      this.unknown.add({ field: 'owner', text: ownerText ?? '', line, blocks: false });
    const [first, ...more] = faults;
    if (faults.length > 0) return { faults: [first, ...more] };
    const given = {
      owner: owner !== null && 'id' in owner ? owner.externalKey : null,
      potentialMinor: potential as number | null,
    };
    return {
      row: {
        externalKey: textIn(cells, 'externalKey') ?? name,
        name,
        owner: cells.owner === undefined ? undefined : given.owner,
        territory: givenText(cells, 'territory'),
        sector: givenText(cells, 'sector'),
        potentialMinor: cells.potential === undefined ? undefined : given.potentialMinor,
      },
    };
  }

  identity({ externalKey }: AccountInput): ReturnType<RowReader<AccountInput>['identity']> {
    const twice = faultAt(
      'externalKey',
      'DUPLICATE',
      'Another row of this file is about the same account: keep one of them.',
    );
    return { key: externalKey, twice };
  }

  sample(row: AccountInput): Record<string, string | null> {
    const shown = Object.entries(row as unknown as Record<string, string | number | null | undefined>);
    return Object.fromEntries(
      shown
        .filter(([field, value]) => field !== 'owner' && value !== undefined)
        .map(([field, value]) => [field, value == null ? null : String(value)]),
    );
  }

  merge(manager: EntityManager, rows: readonly AccountInput[], options: { dryRun: boolean }): Promise<MergeCounts> {
    return this.keeper.keepAccounts(manager, this.context.workspaceId, rows, options);
  }

  notes(): FoundNote[] {
    return [];
  }

  unknownValues(): UnknownValue[] {
    return this.unknown.all();
  }
}

import { hash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { Role } from '../../access/access.rules.js';
import { countAfresh, textsOf, writeRows } from '../../platform/bulk-rows.js';
import { newId } from '../../platform/new-id.js';
import { Refusal } from '../../platform/refusal.js';
import { Account } from '../../roster/account.entity.js';
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
} from '../imports/import-target.js';
import { Opportunity } from '../opportunity.entity.js';
import type { Outcome } from '../opportunity.rules.js';
import { SALESFORCE_DATA_LOADER } from '../presets/salesforce-data-loader.js';
import { salesforceId } from '../presets/salesforce-id.rules.js';
import { SALESFORCE_REPORT } from '../presets/salesforce-report.js';
import { faultAt, planMoney, type PlanMoney, textIn } from './cell-values.rules.js';
import { OPPORTUNITY_FIELDS, opportunityGaps } from './opportunity-fields.js';
import { OpportunityNotes } from './opportunity-notes.rules.js';
import { type Deal, opportunityRow, type OpportunityRow } from './opportunity-row.rules.js';
import { OwnerBook } from './owner-book.rules.js';
import { UnknownValues } from './unknown-values.rules.js';

export const OPPORTUNITIES_TARGET: ImportTarget<OpportunityRow> = {
  name: ImportTargetName.OPPORTUNITIES,
  allowed: [Role.MANAGER, Role.ANALYST],
  fields: OPPORTUNITY_FIELDS,
  presets: [SALESFORCE_DATA_LOADER, SALESFORCE_REPORT],
  mappingGaps: opportunityGaps,
  open: async (context) => {
    const people = await context.manager.findBy(Salesperson, { workspaceId: context.workspaceId });
    const canonical = context.salesforceIds.includes('owner')
      ? (key: string): string => salesforceId(key) ?? key
      : (key: string): string => key;
    const owners = new OwnerBook(people, context.mapping.owners, canonical);
    const gaps = owners.gaps();
    if (gaps.length > 0)
      throw new Refusal('MAPPING_INCOMPLETE', 'The mapping names salespeople who are not there.', gaps);
    return new OpportunityReader(context, owners);
  },
};

interface ComparedDeal {
  readonly deal: Deal;
  readonly accountId: string | null;
  readonly accountKey: string | null;
  readonly rowHash: string;
}

/** Accounts are looked up as rows name them, and so many are remembered at a time. */
const MOST_KNOWN_ACCOUNTS = 20_000;

class OpportunityReader implements RowReader<OpportunityRow> {
  private readonly money: PlanMoney;
  private readonly stages: ReadonlyMap<string, Outcome>;
  private readonly unknown = new UnknownValues();
  private readonly found = new OpportunityNotes();
  private written = 0;
  private countAt = 1_000;
  private readonly accounts = new Map<string, Pick<Account, 'id' | 'externalKey'> | null>();

  constructor(
    private readonly context: ImportContext,
    private readonly owners: OwnerBook,
  ) {
    this.money = planMoney(context.currency, context.mapping);
    this.stages = new Map(
      context.mapping.stages.map(({ stage, outcome }) => [stage.trim().toLowerCase(), outcome as Outcome]),
    );
  }

  read(cells: CellValues, line: number): Judged<OpportunityRow> {
    const { cells: sound, faults: idFaults } = this.withSalesforceIds(cells);
    const name = textIn(sound, 'owner');
    const owner = name === null ? null : this.owners.find(name);
    const ownerFaults = owner !== null && 'code' in owner ? [owner] : [];
    const ownerId = owner !== null && 'id' in owner ? owner.id : null;
    const judged = opportunityRow(sound, { ownerId, stages: this.stages, money: this.money });
    const faults = [...idFaults, ...ownerFaults, ...('faults' in judged ? judged.faults : [])];
    for (const { field, code } of faults)
      if (code === 'UNKNOWN_OWNER' || code === 'AMBIGUOUS_OWNER' || code === 'UNKNOWN_STAGE')
        this.unknown.add({
          field: field ?? '',
          text: textIn(sound, field ?? '') ?? '',
          line,
          blocks: field === 'stage',
        });
    const [first, ...more] = faults;
    return faults.length > 0 ? { faults: [first, ...more] } : judged;
  }

  identity({ deal, madeId }: OpportunityRow): ReturnType<RowReader<OpportunityRow>['identity']> {
    const twice = madeId
      ? faultAt(
          'name',
          'DOUBLE_WITHOUT_ID',
          'Another row has the same account and name, and without an id the two cannot be told apart: add the id column to the export.',
        )
      : faultAt('externalId', 'DUPLICATE', 'Another row of this file has the same id: keep one of them.');
    return { key: deal.externalId, twice };
  }

  sample({ deal, account }: OpportunityRow): Record<string, string | null> {
    const shown = Object.entries({ ...deal, account }).filter(([field]) => field !== 'ownerId');
    return Object.fromEntries(shown.map(([field, value]) => [field, value === null ? null : String(value)]));
  }

  async merge(
    manager: EntityManager,
    rows: readonly OpportunityRow[],
    { dryRun }: { dryRun: boolean },
  ): Promise<MergeCounts> {
    await this.findAccounts(manager, rows);
    const wanted = rows.map((row) => this.compared(row));
    for (const row of wanted) this.found.see(row);
    const before = await textsOf(manager, Opportunity, {
      select: ['externalId', 'rowHash'],
      where: { workspaceId: this.context.workspaceId, source: this.context.mapping.source },
      column: 'externalId',
      values: wanted.map(({ deal }) => deal.externalId),
    });
    const hashes = new Map(before.map(({ externalId, rowHash }) => [externalId, rowHash]));
    const inserted = wanted.filter(({ deal }) => !hashes.has(deal.externalId));
    const replaced = wanted.filter(({ deal, rowHash }) => (hashes.get(deal.externalId) ?? rowHash) !== rowHash);
    if (!dryRun) {
      const changed = [...inserted, ...replaced].map((row) => this.asKept(row));
      await writeRows(manager, Opportunity, changed, ['workspaceId', 'source', 'externalId']);
      this.written += changed.length;
      if (this.written >= this.countAt) {
        await countAfresh(manager, Opportunity);
        this.countAt = 4 * this.written;
      }
    }
    return {
      inserted: inserted.length,
      replaced: replaced.length,
      unchanged: wanted.length - inserted.length - replaced.length,
    };
  }

  notes(): FoundNote[] {
    return this.found.all();
  }

  unknownValues(): ReturnType<RowReader<OpportunityRow>['unknownValues']> {
    return this.unknown.all();
  }

  private withSalesforceIds(cells: CellValues): { cells: CellValues; faults: ReturnType<typeof faultAt>[] } {
    if (this.context.salesforceIds.length === 0) return { cells, faults: [] };
    const texts = this.context.salesforceIds.flatMap((field) => {
      const text = textIn(cells, field);
      return text === null ? [] : [{ field, text, id: salesforceId(text) }];
    });
    const faults = texts
      .filter(({ id }) => id === null)
      .map(({ field, text }) =>
        faultAt(
          field,
          'INVALID_ID',
          `"${text}" was a Salesforce id, but capitals were changed on the way: export it again.`,
        ),
      );
    return { cells: { ...cells, ...Object.fromEntries(texts.map(({ field, id }) => [field, id])) }, faults };
  }

  /** Finds accounts by what the file calls them: their key, else a name that only one of them has. */
  private async findAccounts(manager: EntityManager, rows: readonly OpportunityRow[]): Promise<void> {
    const { workspaceId } = this.context;
    if (this.accounts.size > MOST_KNOWN_ACCOUNTS) this.accounts.clear();
    const unknown = new Set(rows.flatMap(({ account }) => account ?? []).filter((text) => !this.accounts.has(text)));
    if (unknown.size === 0) return;
    const select = ['id', 'externalKey', 'name'] as const;
    const where = { workspaceId };
    const values = this.keysFor([...unknown]);
    for (const account of await textsOf(manager, Account, { select, where, column: 'externalKey', values }))
      this.accounts.set(this.accountKey(account.externalKey), account);
    const unfound = [...unknown].filter((text) => !this.accounts.has(text));
    const byName = await textsOf(manager, Account, { select, where, column: 'name', values: unfound });
    for (const text of unfound) {
      const namesakes = byName.filter(({ name }) => name === text);
      this.accounts.set(text, namesakes.length === 1 ? namesakes[0] : null);
    }
  }

  private accountKey(externalKey: string): string {
    return this.context.salesforceIds.includes('account') ? (salesforceId(externalKey) ?? externalKey) : externalKey;
  }

  /** The roster may know an account by the short or the long form of its Salesforce id. */
  private keysFor(texts: readonly string[]): string[] {
    return this.context.salesforceIds.includes('account')
      ? texts.flatMap((text) =>
          salesforceId(text) === text && text.length === 18 ? [text, text.slice(0, 15)] : [text],
        )
      : [...texts];
  }

  /** A deal with its account and a hash that tells whether any of it has changed. */
  private compared({ deal, account }: OpportunityRow): ComparedDeal {
    const found = account === null ? null : (this.accounts.get(account) ?? null);
    const accountId = found?.id ?? null;
    const accountKey = found?.externalKey ?? account;
    // No cell holds a control character, so that this one keeps the values apart.
    const values = [...(Object.values(deal) as unknown[]), accountId, accountKey].join('\u001f');
    return { deal, accountId, accountKey, rowHash: hash('sha256', values, 'base64url') };
  }

  private asKept({ deal, accountId, accountKey, rowHash }: ComparedDeal): Opportunity {
    const { workspaceId, importId, mapping } = this.context;
    return { id: newId(), workspaceId, source: mapping.source, ...deal, accountId, accountKey, rowHash, importId };
  }
}

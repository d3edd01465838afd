import { Role } from '../../access/access.rules.js';
import type { EntityManager } from 'typeorm';
import type { SalespersonInput } from '../../roster/roster.input.js';
import type { RosterKeeper } from '../../roster/roster-keeper.service.js';
import { Profile, salespersonFaults } from '../../roster/roster.rules.js';
import { ImportTargetName } from '../imports/import.rules.js';
import type {
  CellValues,
  FoundNote,
  ImportTarget,
  Judged,
  MergeCounts,
  RowReader,
  UnknownValue,
} from '../imports/import-target.js';
import { faultAt, givenText } from './cell-values.rules.js';

/** The roster from a file. Rows are told by key, or by name where the file has no key. */
export function salespeopleTarget(keeper: RosterKeeper): ImportTarget<SalespersonInput> {
  return {
    name: ImportTargetName.SALESPEOPLE,
    allowed: [Role.MANAGER],
    fields: [
      { key: 'externalKey', kind: 'KEY', description: 'key in the CRM; without it the name' },
      { key: 'name', kind: 'KEY', required: true, description: 'name of the salesperson' },
      {
        key: 'pseudonym',
        kind: 'KEY',
        description: 'how the person appears outside the roster; drawn where it is missing',
      },
      { key: 'team', kind: 'KEY', description: 'name of the team' },
      { key: 'territory', kind: 'KEY', description: 'name of the territory' },
      { key: 'region', kind: 'KEY', description: 'region, where it differs from that of the territory' },
      { key: 'profile', kind: 'WORD', words: Object.values(Profile), description: 'how the person sells' },
      { key: 'startedOn', kind: 'DAY', description: 'first day in the field' },
      { key: 'leftOn', kind: 'DAY', description: 'last day in the field' },
    ],
    presets: [],
    mappingGaps: () => [],
    open: async ({ manager, workspaceId }) =>
      new SalespersonReader(keeper, workspaceId, await keeper.pseudonymOwners(manager, workspaceId)),
  };
}

class SalespersonReader implements RowReader<SalespersonInput> {
  constructor(
    private readonly keeper: RosterKeeper,
    private readonly workspaceId: string,
    /** Keys of those who bear a pseudonym, this file's included. */
    private readonly pseudonyms: Map<string, string>,
  ) {}

  read(cells: CellValues): Judged<SalespersonInput> {
    const name = givenText(cells, 'name') ?? '';
    const row: SalespersonInput = {
      externalKey: givenText(cells, 'externalKey') ?? name,
      name,
      pseudonym: givenText(cells, 'pseudonym') ?? undefined,
      team: givenText(cells, 'team'),
      territory: givenText(cells, 'territory'),
      region: givenText(cells, 'region'),
      profile: givenText(cells, 'profile') as Profile | null | undefined,
      startedOn: givenText(cells, 'startedOn'),
      leftOn: givenText(cells, 'leftOn'),
    };
    const faults = [
      ...salespersonFaults(row).map((message) => faultAt('name', 'NOT_CONSISTENT', message)),
      ...(this.takes(row) ? [] : [faultAt('pseudonym', 'PSEUDONYM_TAKEN', 'This pseudonym belongs to somebody else.')]),
    ];
    const [first, ...more] = faults;
    return faults.length > 0 ? { faults: [first, ...more] } : { row };
  }

  identity({ externalKey }: SalespersonInput): ReturnType<RowReader<SalespersonInput>['identity']> {
    const twice = faultAt(
      'externalKey',
      'DUPLICATE',
      'Another row of this file is about the same salesperson: keep one of them.',
    );
    return { key: externalKey, twice };
  }

  sample(row: SalespersonInput): Record<string, string | null> {
    return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  }

  merge(manager: EntityManager, rows: readonly SalespersonInput[], options: { dryRun: boolean }): Promise<MergeCounts> {
    return this.keeper.keepSalespeople(manager, this.workspaceId, rows, options);
  }

  notes(): FoundNote[] {
    return [];
  }

  unknownValues(): UnknownValue[] {
    return [];
  }

  private takes({ pseudonym, externalKey }: SalespersonInput): boolean {
    if (pseudonym == null) return true;
    const bearer = this.pseudonyms.get(pseudonym) ?? externalKey;
    this.pseudonyms.set(pseudonym, bearer);
    return bearer === externalKey;
  }
}

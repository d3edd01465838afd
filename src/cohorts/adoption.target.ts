import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { dayOf } from '../platform/days.js';
import { Role } from '../access/access.rules.js';
import { WorkspaceService } from '../access/workspace.service.js';
import { ImportTargetName } from '../facts/imports/import.rules.js';
import type {
  CellValues,
  FoundNote,
  ImportContext,
  ImportTarget,
  Judged,
  MergeCounts,
  RowReader,
  TargetField,
  UnknownValue,
} from '../facts/imports/import-target.js';
import type { RowFault } from '../facts/imports/rejection.rules.js';
import { Pilot } from '../pilots/pilot.entity.js';
import type { PlannedWindows } from '../pilots/windows.rules.js';
import { writeRows } from '../platform/bulk-rows.js';
import { newId } from '../platform/new-id.js';
import { AdoptionRecord } from './adoption-record.entity.js';
import { peopleByName, RECORDABLE, type WeekOfUse, weekFaults } from './adoption.rules.js';
import { namedMembers } from './named-members.js';

/** A week of use that belongs to somebody in a cohort. */
export interface AdoptionRow extends WeekOfUse {
  readonly pilotId: string;
  readonly pilotName: string;
  readonly salespersonId: string;
  readonly salesperson: string;
}

/** A pilot whose use may be recorded. */
interface OpenPilot {
  readonly id: string;
  readonly name: string;
  readonly windows: PlannedWindows;
  readonly people: ReadonlyMap<string, string | null>;
}

/** Use of plays from a file, such as the answers of a form: a salesperson and a week on each line. */
@Injectable()
export class AdoptionTarget implements ImportTarget<AdoptionRow> {
  readonly name = ImportTargetName.ADOPTION;
  readonly allowed = [Role.MANAGER];
  readonly presets = [];
  readonly fields: readonly TargetField[] = [
    { key: 'pilot', kind: 'KEY', required: true, description: 'id of the pilot, or its name' },
    { key: 'salesperson', kind: 'KEY', required: true, description: 'pseudonym of the salesperson, or key in the CRM' },
    { key: 'weekStartsOn', kind: 'DAY', required: true, description: 'Monday of the week' },
    { key: 'eligible', kind: 'WHOLE', required: true, description: 'deals in which the play could have been used' },
    { key: 'used', kind: 'WHOLE', required: true, description: 'deals in which it was used' },
  ];

  constructor(private readonly workspaces: WorkspaceService) {}

  mappingGaps(): string[] {
    return [];
  }

  async open({ manager, workspaceId }: ImportContext): Promise<RowReader<AdoptionRow>> {
    const at = await this.workspaces.nowIn(workspaceId);
    const pilots = await manager.findBy(Pilot, { workspaceId, state: In([...RECORDABLE]) });
    const open: OpenPilot[] = [];
    for (const { id, name, plan } of pilots)
      if (plan) open.push({ id, name, windows: plan.windows, people: peopleByName(await namedMembers(manager, id)) });
    return new AdoptionReader(open, { workspaceId, at });
  }
}

class AdoptionReader implements RowReader<AdoptionRow> {
  constructor(
    private readonly pilots: readonly OpenPilot[],
    private readonly now: { readonly workspaceId: string; readonly at: string },
  ) {}

  read(cells: CellValues): Judged<AdoptionRow> {
    const pilot = this.pilotNamed(String(cells.pilot));
    if ('code' in pilot) return { faults: [pilot] };
    const salesperson = String(cells.salesperson);
    const week = {
      weekStartsOn: String(cells.weekStartsOn),
      eligible: Number(cells.eligible),
      used: Number(cells.used),
    };
    const person = pilot.people.get(salesperson);
    const faults = [
      ...(person === undefined || person === null ? [strangerFault(salesperson, person)] : []),
      ...weekFaults(week, pilot.windows, dayOf(this.now.at)).map((message): RowFault => ({
        field: 'weekStartsOn',
        code: 'NOT_CONSISTENT',
        message,
      })),
    ];
    const [first, ...more] = faults;
    if (faults.length > 0) return { faults: [first, ...more] };
    const place = { pilotId: pilot.id, pilotName: pilot.name, salesperson, salespersonId: person ?? '' };
    return { row: { ...place, ...week } };
  }

  identity(row: AdoptionRow): ReturnType<RowReader<AdoptionRow>['identity']> {
    const message = 'Another row of this file is about the same salesperson and week: keep one of them.';
    return { key: keyOf(row), twice: { field: 'salesperson', code: 'DUPLICATE', message } };
  }

  sample({ pilotName, salesperson, weekStartsOn, eligible, used }: AdoptionRow): Record<string, string> {
    return { pilot: pilotName, salesperson, weekStartsOn, eligible: String(eligible), used: String(used) };
  }

  async merge(
    manager: EntityManager,
    rows: readonly AdoptionRow[],
    { dryRun }: { readonly dryRun: boolean },
  ): Promise<MergeCounts> {
    const kept = await this.kept(manager, rows);
    const changed = rows.filter((row) => kept.get(keyOf(row)) !== countsOf(row));
    if (!dryRun)
      await writeRows(
        manager,
        AdoptionRecord,
        changed.map(({ pilotId, salespersonId, weekStartsOn, eligible, used }) => ({
          id: newId(),
          workspaceId: this.now.workspaceId,
          ...{ pilotId, salespersonId, weekStartsOn, eligible, used },
          recordedAt: this.now.at,
        })),
        ['pilotId', 'salespersonId', 'weekStartsOn'],
      );
    const replaced = changed.filter((row) => kept.has(keyOf(row))).length;
    return { inserted: changed.length - replaced, replaced, unchanged: rows.length - changed.length };
  }

  notes(): FoundNote[] {
    return [];
  }

  unknownValues(): UnknownValue[] {
    return [];
  }

  /** What is recorded for the weeks of these rows. */
  private async kept(manager: EntityManager, rows: readonly AdoptionRow[]): Promise<Map<string, string>> {
    const pilots = [...new Set(rows.map(({ pilotId }) => pilotId))];
    const weeks = [...new Set(rows.map(({ weekStartsOn }) => weekStartsOn))];
    const records = await manager.findBy(AdoptionRecord, { pilotId: In(pilots), weekStartsOn: In(weeks) });
    return new Map(records.map((record) => [keyOf(record), countsOf(record)]));
  }

  private pilotNamed(text: string): OpenPilot | RowFault {
    const found = this.pilots.filter(({ id, name }) => id === text || name === text);
    if (found.length === 1) return found[0];
    const message =
      found.length === 0
        ? `There is no pilot "${text}" on which use can be recorded: it must be registered and not yet decided.`
        : `There are several pilots "${text}": give the id.`;
    return { field: 'pilot', code: 'NOT_IN_LIST', message };
  }
}

type Week = Pick<AdoptionRow, 'pilotId' | 'salespersonId' | 'weekStartsOn'>;

function keyOf({ pilotId, salespersonId, weekStartsOn }: Week): string {
  return `${pilotId} ${salespersonId} ${weekStartsOn}`;
}

function countsOf({ eligible, used }: Pick<WeekOfUse, 'eligible' | 'used'>): string {
  return `${String(used)} of ${String(eligible)}`;
}

function strangerFault(name: string, person: null | undefined): RowFault {
  return person === null
    ? {
        field: 'salesperson',
        code: 'AMBIGUOUS_OWNER',
        message: `"${name}" is one person's pseudonym and another's key: use the other name.`,
      }
    : { field: 'salesperson', code: 'UNKNOWN_OWNER', message: `"${name}" is in no cohort of this pilot.` };
}

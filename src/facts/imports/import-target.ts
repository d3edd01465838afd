import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Role } from '../../access/access.rules.js';
import { Refusal } from '../../platform/refusal.js';
import type { ImportMapping, ImportPreset, ImportTargetName } from './import.rules.js';
import type { RowFault } from './rejection.rules.js';

/** What a cell may hold. MONEY comes out as a plain decimal, DAY as YYYY-MM-DD, both as text. */
export type CellKind = 'KEY' | 'TEXT' | 'DAY' | 'MONEY' | 'WHOLE' | 'FLAG' | 'NEW_OR_EXISTING' | 'WORD';

export interface TargetField {
  readonly key: string;
  readonly kind: CellKind;
  readonly description: string;
  /** It must be mapped, and no row may leave it empty. */
  readonly required?: boolean;
  /** What a WORD may be. */
  readonly words?: readonly string[];
}

/** The cells of a row by field: null where a cell is empty, undefined where the field is not mapped. */
export type CellValues = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A row as it should be, or everything that is wrong with it. */
export type Judged<Row> = { readonly row: Row } | { readonly faults: readonly [RowFault, ...RowFault[]] };

/** A shape of file that is known by its header, with what its columns mean. */
export interface PresetDefinition {
  readonly preset: ImportPreset;
  readonly source: string;
  /** Columns that give it away. */
  readonly signature: readonly string[];
  /** By field, the names its column may have. */
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly stages: Readonly<Record<string, string>>;
  /** Fields that hold Salesforce ids, whose 15- and 18-character forms are the same. */
  readonly salesforceIds: readonly string[];
  /** Behind blank lines stands a footer of lines with one cell. */
  readonly hasFooter: boolean;
}

export interface ImportContext {
  readonly manager: EntityManager;
  readonly workspaceId: string;
  /** The workspace's currency. */
  readonly currency: string;
  readonly importId: string;
  readonly mapping: ImportMapping;
  readonly salesforceIds: readonly string[];
}

export interface MergeCounts {
  readonly inserted: number;
  readonly replaced: number;
  readonly unchanged: number;
}

export interface FoundNote {
  readonly code: string;
  readonly count: number;
  readonly message: string;
}

/** A text of the file that nobody knows yet: a stage, an owner. */
export interface UnknownValue {
  readonly field: string;
  readonly text: string;
  readonly count: number;
  readonly line: number;
  /** Nothing can be committed until it has been mapped. */
  readonly blocks: boolean;
}

/** Judges and keeps the rows of one run over a file. */
export interface RowReader<Row> {
  /** The row, or everything that is wrong with it. */
  read(cells: CellValues, line: number): Judged<Row>;
  /** What makes it the same row as another, and what to say when it stands in the file twice. */
  identity(row: Row): { readonly key: string; readonly twice: RowFault };
  /** How the row will be kept, for a look before committing. */
  sample(row: Row): Readonly<Record<string, string | null>>;
  /** Compares rows with what is already kept and, unless it is a dry run, writes what is new or different. */
  merge(manager: EntityManager, rows: readonly Row[], options: { readonly dryRun: boolean }): Promise<MergeCounts>;
  notes(): readonly FoundNote[];
  unknownValues(): readonly UnknownValue[];
}

/** Something that files can be imported as. The room that is its home registers it. */
export interface ImportTarget<Row = unknown> {
  readonly name: ImportTargetName;
  /** Who may import it and see its imports. */
  readonly allowed: readonly Role[];
  readonly fields: readonly TargetField[];
  readonly presets: readonly PresetDefinition[];
  /** What a mapping of these fields still lacks, in sentences. */
  mappingGaps(mapped: ReadonlySet<string>): string[];
  /** Reads what is needed to judge rows. Refuses a mapping that names somebody who is not there. */
  open(context: ImportContext): Promise<RowReader<Row>>;
}

/** Every target there is, as the rooms have registered them. */
@Injectable()
export class ImportTargets {
  private readonly targets = new Map<string, ImportTarget>();

  register<Row>(target: ImportTarget<Row>): void {
    this.targets.set(target.name, target);
  }

  named(name: string): ImportTarget {
    const target = this.targets.get(name);
    if (!target)
      throw new Refusal('INVALID_INPUT', `A file cannot be imported as "${name}".`, [
        `Give as target one of: ${[...this.targets.keys()].join(', ')}.`,
      ]);
    return target;
  }

  all(): ImportTarget[] {
    return [...this.targets.values()];
  }
}

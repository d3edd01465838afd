import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Refusal } from '../../platform/refusal.js';
import type { TextEncoding } from '../csv/encoding.rules.js';
import { withFormats } from './column-formats.js';
import { ImportFiles } from './import-files.js';
import { RememberedMapping } from './import-mapping.entity.js';
import type { Import } from './import.entity.js';
import type { ImportMapping, PartialMapping } from './import.rules.js';
import { type ImportTarget, ImportTargets } from './import-target.js';
import type { RunPlan } from './import-run.js';
import { completeMapping, fieldsMappedTwice, plannedFields } from './mapping.rules.js';

/** How one uploaded file is going to be understood. */
export interface ImportPlan extends Omit<RunPlan, 'dryRun'> {
  readonly target: ImportTarget;
  /** As the user and the preset have it: remembered for the next file with this header. */
  readonly mapping: ImportMapping;
  readonly salesforceIds: readonly string[];
}

/** Brings together a file, its mapping and what the file itself tells. */
@Injectable()
export class ImportPlanner {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly targets: ImportTargets,
    private readonly files: ImportFiles,
  ) {}

  /** The mapping with which a file would be read now: given, else remembered for its header, else known from its preset. */
  async mapping(one: Import, given: PartialMapping = {}): Promise<ImportMapping> {
    const { workspaceId, target, headerHash, header } = one;
    const remembered = await this.database
      .getRepository(RememberedMapping)
      .findOneBy({ workspaceId, target, headerHash });
    const preset = given.preset ?? remembered?.mapping.preset ?? one.preset;
    const fitting = remembered?.mapping.preset === preset ? remembered.mapping : null;
    const { presets } = this.targets.named(target);
    return completeMapping({ remembered: fitting, given }, { preset, header, presets });
  }

  /** Refuses with UNKNOWN_COLUMN and MAPPING_INCOMPLETE, with all that is missing. */
  async plan(one: Import, given: PartialMapping, onProgress: (bytesRead: number) => void): Promise<ImportPlan> {
    const target = this.targets.named(one.target);
    const mapping = await this.mapping(one, given);
    const { fields, faults } = plannedFields(target, mapping, one.header);
    const gaps = [...fieldsMappedTwice(given), ...faults.gaps];
    if (faults.unknownColumns.length + gaps.length > 0)
      throw new Refusal(
        faults.unknownColumns.length > 0 ? 'UNKNOWN_COLUMN' : 'MAPPING_INCOMPLETE',
        'The mapping does not fit the file.',
        [...faults.unknownColumns, ...gaps],
      );
    const definition = target.presets.find(({ preset }) => preset === mapping.preset);
    const hasFooter = definition?.hasFooter ?? false;
    const file = {
      path: this.files.pathOf(one.id),
      encoding: one.encoding as TextEncoding,
      delimiter: one.delimiter,
      header: one.header,
      headerLine: one.headerLine,
    };
    return {
      target,
      file,
      fields: await withFormats(file, fields, { hasFooter, onProgress }),
      hasFooter,
      mapping,
      salesforceIds: definition?.salesforceIds ?? [],
    };
  }
}

/** The mapping with the formats that the file's own cells have decided. */
export function mappingAsRead({ mapping, fields }: Pick<ImportPlan, 'mapping' | 'fields'>): ImportMapping {
  const formats = new Map(fields.map(({ key, format }) => [key, format]));
  return { ...mapping, fields: mapping.fields.map((one) => ({ ...one, format: formats.get(one.field) ?? null })) };
}

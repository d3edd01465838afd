import type { Role } from '../../access/access.rules.js';
import { maySeeNames } from '../../roster/roster.rules.js';
import { type CellFormat, DAY_READINGS, NUMBER_READINGS } from '../cells/cell-formats.rules.js';
import type { Reading } from '../cells/column-survey.rules.js';
import type { FieldMapping, ImportMapping, ImportPreset, PartialMapping } from './import.rules.js';
import type { CellKind, ImportTarget, PresetDefinition, TargetField } from './import-target.js';

/** A field and where in a row its cell stands. */
export interface PlannedField extends TargetField {
  readonly format: CellFormat | null;
  readonly usualFormat: CellFormat | null;
  readonly place: { readonly column: string; readonly index: number } | { readonly value: string };
}

export interface MappingFaults {
  readonly unknownColumns: readonly string[];
  readonly gaps: readonly string[];
}

export function presetFor(header: readonly string[], presets: readonly PresetDefinition[]): ImportPreset {
  const names = new Set(header.map((name) => name.toLowerCase()));
  const known = presets.find(({ signature }) => signature.every((name) => names.has(name.toLowerCase())));
  return known?.preset ?? 'FREE';
}

/**
 * A whole mapping: what is given now decides field by field over what was remembered for this header, and that over
 * what the preset knows.
 */
export function completeMapping(
  { remembered, given }: { remembered: ImportMapping | null; given: PartialMapping },
  {
    preset,
    header,
    presets,
  }: { preset: ImportPreset; header: readonly string[]; presets: readonly PresetDefinition[] },
): ImportMapping {
  const layers = [
    knownMapping(
      header,
      presets.find((one) => one.preset === preset),
    ),
    remembered ?? {},
    given,
  ];
  const usual = new Map((remembered?.fields ?? []).map((one) => [fieldAndColumn(one), one.format ?? one.usualFormat]));
  const fields = lastByKey(
    layers.flatMap((layer) => layer.fields ?? []),
    ({ field }) => field,
  )
    .filter(({ column, value }) => column != null || value != null)
    .map((one) => ({ ...one, column: one.column?.normalize('NFC').trim() ?? null }))
    .map((one) => ({
      ...one,
      format: formatIn(given, one.field),
      usualFormat: usual.get(fieldAndColumn(one)) ?? null,
    }));
  return {
    preset,
    source: layers.reduce((source, layer) => layer.source ?? source, 'CRM'),
    fields,
    stages: lastByKey(
      layers.flatMap((layer) => layer.stages ?? []),
      ({ stage }) => stage,
    ),
    owners: lastByKey(
      layers.flatMap((layer) => layer.owners ?? []),
      ({ owner }) => owner,
    ),
    rates: lastByKey(
      layers.flatMap((layer) => layer.rates ?? []),
      ({ currency }) => currency,
    ),
  };
}

function knownMapping(header: readonly string[], definition: PresetDefinition | undefined): PartialMapping {
  if (!definition) return {};
  const fields = Object.entries(definition.columns).flatMap(([field, names]) => {
    const column = header.find((name) => names.some((one) => one.toLowerCase() === name.toLowerCase()));
    return column === undefined ? [] : [{ field, column }];
  });
  const stages = Object.entries(definition.stages).map(([stage, outcome]) => ({ stage, outcome }));
  return { source: definition.source, fields, stages };
}

const fieldAndColumn = ({ field, column }: FieldMapping): string => `${field} from ${column ?? ''}`;

const formatIn = ({ fields }: PartialMapping, field: string): CellFormat | null =>
  (fields ?? []).find((one) => one.field === field)?.format ?? null;

/** The last of those that share a key, where the first stood; capitals and outer blanks do not matter. */
function lastByKey<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [key(item).trim().toLowerCase(), item])).values()];
}

/** A mapping as it may be shown: its owners are salespeople by name and key, remembered from whoever mapped them. */
export function shownMapping(mapping: ImportMapping, role: Role): ImportMapping {
  return maySeeNames(role) ? mapping : { ...mapping, owners: [] };
}

/** Fields that one layer maps twice: it would be chance which of them counts. */
export function fieldsMappedTwice({ fields }: PartialMapping): string[] {
  const names = (fields ?? []).map(({ field }) => field);
  const twice = new Set(names.filter((name, at) => names.indexOf(name) !== at));
  return [...twice].map((name) => `The field "${name}" is mapped twice.`);
}

/** Where each field's cell stands, or what is wrong with the mapping. */
export function plannedFields(
  target: Pick<ImportTarget, 'fields' | 'mappingGaps'>,
  mapping: ImportMapping,
  header: readonly string[],
): { readonly fields: PlannedField[]; readonly faults: MappingFaults } {
  const fields: PlannedField[] = [];
  const [unknownColumns, gaps]: [string[], string[]] = [[], []];
  for (const given of mapping.fields) {
    const field = target.fields.find(({ key }) => key === given.field);
    if (!field) {
      gaps.push(
        `There is no field "${given.field}": the fields are ${target.fields.map(({ key }) => key).join(', ')}.`,
      );
      continue;
    }
    const place = placeOf(given, header);
    if ('fault' in place) unknownColumns.push(place.fault);
    else fields.push({ ...field, format: given.format ?? null, usualFormat: given.usualFormat ?? null, place });
    gaps.push(...fieldGaps(field, given));
  }
  const mapped = new Set(mapping.fields.map(({ field }) => field));
  const missing = target.fields
    .filter(({ key, required }) => required === true && !mapped.has(key))
    .map(({ key, description }) => `Say which column holds the field "${key}": ${description}`);
  return { fields, faults: { unknownColumns, gaps: [...gaps, ...missing, ...target.mappingGaps(mapped)] } };
}

/** The ways in which a kind of cell may be written; none where there is only one. */
export function readingsOf(kind: CellKind): readonly Reading<CellFormat>[] {
  if (kind === 'DAY') return DAY_READINGS;
  return kind === 'MONEY' || kind === 'WHOLE' ? NUMBER_READINGS : [];
}

function placeOf(
  { field, column, value }: FieldMapping,
  header: readonly string[],
): PlannedField['place'] | { readonly fault: string } {
  if (column == null) return { value: value ?? '' };
  const exact = placesOf(header, (name) => name === column);
  const places = exact.length > 0 ? exact : placesOf(header, (name) => name.toLowerCase() === column.toLowerCase());
  const index = places.at(0);
  if (index === undefined)
    return { fault: `Field "${field}": the file has no column "${column}". Its columns are: ${header.join(', ')}.` };
  if (places.length > 1)
    return {
      fault: `Field "${field}": ${places.length} columns are called "${column}". Rename all but one in the file.`,
    };
  return { column: header[index], index };
}

function placesOf(header: readonly string[], is: (name: string) => boolean): number[] {
  return header.flatMap((name, index) => (is(name) ? [index] : []));
}

function fieldGaps({ key, kind }: TargetField, { column, value, format }: FieldMapping): string[] {
  const formats = readingsOf(kind).map((reading) => reading.format);
  return [
    column != null && value != null && `Field "${key}": give a column or a value, not both.`,
    format != null &&
      !formats.includes(format) &&
      `Field "${key}": the format ${format} does not fit${formats.length === 0 ? ', it needs none' : `; choose ${formats.join(', ')}`}.`,
  ].filter((gap) => gap !== false);
}

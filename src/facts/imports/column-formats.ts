import { Refusal } from '../../platform/refusal.js';
import type { CellFormat } from '../cells/cell-formats.rules.js';
import { ColumnSurvey, type SurveyedFormat } from '../cells/column-survey.rules.js';
import { isMissing } from '../cells/missing.rules.js';
import { type ImportFile, recordsOf } from './file-records.js';
import { type PlannedField, readingsOf } from './mapping.rules.js';

/**
 * Decides how each column of numbers and days is written, from all of its cells, where the mapping does not say.
 * Refuses with MAPPING_INCOMPLETE where a column could mean two things: nothing is ever guessed.
 */
export async function withFormats(
  file: ImportFile,
  fields: readonly PlannedField[],
  { hasFooter, onProgress }: { hasFooter: boolean; onProgress: (bytesRead: number) => void },
): Promise<PlannedField[]> {
  const surveys = fields.flatMap((field) => {
    const readings = readingsOf(field.kind);
    return readings.length === 0 || field.format !== null || !('index' in field.place)
      ? []
      : [{ field, index: field.place.index, survey: new ColumnSurvey(readings) }];
  });
  if (surveys.length === 0) return [...fields];
  for await (const { records, bytesRead } of recordsOf(file, hasFooter)) {
    for (const { line, cells } of records) {
      for (const { index, survey } of surveys) {
        const cell = cells.at(index)?.trim() ?? '';
        if (!isMissing(cell)) survey.see(cell, line);
      }
    }
    onProgress(bytesRead);
  }
  const findings = surveys.map(({ field, survey }) => ({ field, finding: settled(survey.decide(), field) }));
  const unclear = findings.flatMap(({ field, finding }) =>
    finding.kind === 'ambiguous' ? [`Field "${field.key}": ${finding.reason}. Give its format in the mapping.`] : [],
  );
  if (unclear.length > 0)
    throw new Refusal('MAPPING_INCOMPLETE', 'The file can be read in more than one way.', unclear);
  return fields.map((field) => {
    const finding = findings.find((one) => one.field === field)?.finding;
    return finding?.kind === 'decided' ? { ...field, format: finding.format } : field;
  });
}

/** Where no cell tells, an earlier file with this header may. */
function settled(finding: SurveyedFormat<CellFormat>, { usualFormat }: PlannedField): SurveyedFormat<CellFormat> {
  if (finding.kind === 'decided' || usualFormat === null || !finding.between.includes(usualFormat)) return finding;
  return { kind: 'decided', format: usualFormat };
}

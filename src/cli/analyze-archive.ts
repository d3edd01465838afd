import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { reproductionFiles } from '../analysis/export/reproduction.rules.js';
import { zipOf } from '../platform/zip.js';
import { type ArmComparisons, ENGINE_VERSION } from '../statistics/index.js';
import type { AnalyzeReport } from './analyze-report.js';
import type { AnalyzeRequest } from './analyze-request.js';
import type { UnitsRead } from './read-units.js';

interface Analyzed {
  readonly units: UnitsRead['units'];
  readonly found: ArmComparisons;
  readonly report: AnalyzeReport;
}

/** Writes the units as they were compared, what was asked, what came out, and scripts that compute it again elsewhere. */
export function writeArchive(file: string, request: AnalyzeRequest, { units, found, report }: Analyzed): void {
  const files = reproductionFiles({
    title: basename(request.file),
    origin: [
      `Compared by \`fieldproof analyze\`, ${ENGINE_VERSION}. Rows of the file have become units as \`--rows\` says.`,
    ],
    rows: units,
    control: request.control ?? '',
    level: request.alpha,
    comparisons: found.comparisons,
    plan: request,
    result: report,
  });
  writeFileSync(file, zipOf(files));
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AnalyzeColumns, AnalyzeRequest } from '../../src/cli/analyze-request.js';
import { readUnits, type UnitsRead } from '../../src/cli/read-units.js';

export const folder = mkdtempSync(join(tmpdir(), 'fieldproof-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const COLUMNS: AnalyzeColumns = {
  unit: 'unit',
  arm: 'arm',
  outcome: 'y',
  covariates: [],
  history: [],
  historyDenominators: [],
};

/** Reads a file with this content as `fieldproof analyze` would. */
export function read(
  content: string | Buffer,
  columns: Partial<AnalyzeColumns> = {},
  request: Partial<AnalyzeRequest> = {},
): Promise<UnitsRead> {
  const file = join(folder, 'pilot.csv');
  writeFileSync(file, content);
  return readUnits({
    file,
    columns: { ...COLUMNS, ...columns },
    control: 'control',
    chosen: false,
    sensitivity: false,
    rows: 'sum',
    scale: 'auto',
    alpha: 0.05,
    seed: 1,
    json: true,
    ...request,
  });
}

export const codes = ({ checks }: UnitsRead): string[] => checks.map(({ code }) => code);

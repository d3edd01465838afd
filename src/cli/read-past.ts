import type { ObservedUnit, PastUnit } from '../statistics/index.js';
import { FileRefusal, type ToldRefusal } from './analyze-refusal.js';
import type { AnalyzeColumns } from './analyze-request.js';
import type { ToldCheck } from './file-checks.js';
import { readRows } from './file-rows.js';
import { type RowCounts, UnitRows } from './unit-rows.js';
import type { PlanColumns, PlanRequest } from './plan-request.js';

export interface PastRead {
  readonly rows: RowCounts;
  readonly units: readonly PastUnit[];
  readonly checks: readonly ToldCheck[];
  readonly refusal: ToldRefusal | null;
}

/** Reads a CSV file of past units. What stands in the way is an answer, not an error. */
export async function readPast(request: PlanRequest): Promise<PastRead> {
  const reading = new UnitRows(withoutArms(request.columns), request.rows);
  try {
    const encoding = await readRows(request.file, reading);
    const units = pastUnits(reading);
    return { rows: reading.rows(), units, checks: reading.checks(encoding), refusal: null };
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    const { code, message, reasons } = error;
    return { rows: reading.rows(), units: [], checks: [], refusal: { code, message, reasons } };
  }
}

/** The units with an outcome. Throws a FileRefusal for what is wrong with the rows as a whole. */
function pastUnits(reading: UnitRows): PastUnit[] {
  reading.refuseProblems();
  const past = reading.units.gathered().flatMap(pastUnit);
  if (past.length === 0) throw reading.noData('the unit, the outcome');
  return past;
}

/** Nobody is in an arm yet. */
function withoutArms(columns: PlanColumns): AnalyzeColumns {
  return { ...columns, covariates: [], history: [], historyDenominators: [] };
}

function pastUnit({ unit, outcome, denominator, baseline, ...rest }: ObservedUnit): PastUnit[] {
  if (outcome === null || denominator === null) return [];
  const { baselineDenominator, cluster, stratum } = rest;
  return [
    {
      unit,
      outcome,
      baseline: baseline ?? null,
      ...(denominator !== undefined && { denominator }),
      ...(typeof baselineDenominator === 'number' && { baselineDenominator }),
      ...(cluster !== undefined && { cluster }),
      ...(stratum !== undefined && { stratum }),
    },
  ];
}

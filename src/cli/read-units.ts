import { quotedName } from '../analysis/verdict/quoted-name.rules.js';
import type { ObservedUnit } from '../statistics/index.js';
import { FileRefusal, type ToldRefusal } from './analyze-refusal.js';
import type { AnalyzeRequest } from './analyze-request.js';
import { nearestName } from './columns.js';
import type { ToldCheck } from './file-checks.js';
import { readRows } from './file-rows.js';
import { type RowCounts, UnitRows } from './unit-rows.js';

export interface UnitsRead {
  readonly rows: RowCounts;
  readonly units: readonly ObservedUnit[];
  readonly checks: readonly ToldCheck[];
  readonly refusal: ToldRefusal | null;
}

/** More arms than any pilot has: the column holds something else. */
const MOST_ARMS = 50;

/** Reads a CSV file of any size into the units that were assigned. What stands in the way is an answer, not an error. */
export async function readUnits(request: AnalyzeRequest): Promise<UnitsRead> {
  const reading = new UnitRows(request.columns, request.rows);
  try {
    const encoding = await readRows(request.file, reading);
    refuse(reading, request);
    return { rows: reading.rows(), units: reading.units.gathered(), checks: reading.checks(encoding), refusal: null };
  } catch (error) {
    if (!(error instanceof FileRefusal)) throw error;
    const { code, message, reasons } = error;
    return { rows: reading.rows(), units: [], checks: [], refusal: { code, message, reasons } };
  }
}

/** What is wrong with the rows as a whole. */
function refuse(reading: UnitRows, { control, columns }: AnalyzeRequest): void {
  reading.refuseProblems();
  const arms = [...reading.assignments.arms];
  if (arms.length === 0) throw reading.noData('the unit, the arm');
  if (columns.arm === undefined || control === null) return;
  if (!arms.includes(control)) throw unknownControl(control, arms, columns.arm);
  if (arms.length === 1) throw noPilotArm(control, columns.arm);
  if (arms.length > MOST_ARMS) throw tooManyArms(arms.length, columns.arm);
  if (reading.assignments.drawnBetweenStrata) throw armsNotWithinStrata(columns.stratum ?? '');
}

function unknownControl(control: string, arms: readonly string[], column: string): FileRefusal {
  const nearest = nearestName(control, arms);
  const listed = arms.slice(0, 10).map(quotedName).join(', ');
  return new FileRefusal('UNKNOWN_CONTROL', `No unit is in the control arm ${quotedName(control)}.`, [
    `The column ${quotedName(column)} holds ${listed}${arms.length > 10 ? ` and ${arms.length - 10} more` : ''}.`,
    `Name one of these with --control${nearest === null ? '' : `; the nearest is ${quotedName(nearest)}`}.`,
  ]);
}

function noPilotArm(control: string, column: string): FileRefusal {
  return new FileRefusal('NO_PILOT_ARM', 'There is nobody to compare the control arm with.', [
    `Every unit has ${quotedName(control)} in the column ${quotedName(column)}.`,
    'Add the units of the pilot arm, or name the column that tells the arms apart.',
  ]);
}

function tooManyArms(arms: number, column: string): FileRefusal {
  return new FileRefusal('TOO_MANY_ARMS', `The column ${quotedName(column)} holds ${arms} different arms.`, [
    `A pilot has a control arm and a few others, ${MOST_ARMS} together at most: name the column that holds the arm.`,
  ]);
}

function armsNotWithinStrata(column: string): FileRefusal {
  return new FileRefusal('ARMS_NOT_WITHIN_STRATA', 'No stratum holds units of two arms.', [
    `For each value of the column ${quotedName(column)} all units are in the same arm, so there is nothing to compare within it.`,
    'Name the groups within which the arms were drawn (a region, a team), or leave --stratum out.',
  ]);
}

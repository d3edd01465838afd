import { countByArm } from '../comparison/assigned-units.js';
import { BASELINE_WINDOW, isKnown } from '../comparison/response.js';
import {
  COLUMN,
  type CheckFinding,
  type ComparisonScale,
  type ObservedUnit,
  type StatisticalRefusal,
  refused,
} from '../finding.js';

/** The units of chosen arms whose change can be known. */
export interface ChosenRoster {
  readonly kind: 'chosen';
  readonly roster: readonly ObservedUnit[];
  readonly checks: readonly CheckFinding[];
}

/** More units of an arm than this share without a baseline are worth a warning. */
const NOTABLE_SHARE = 0.1;

/**
 * Leaves out who has no baseline: known before the pilot, so that nobody is left out for what came of it.
 * Refuses NO_BASELINE where nobody has one, UNEVEN_HISTORY with the first unit whose earlier windows are not as many as
 * those of the others.
 */
export function chosenRoster(
  everybody: readonly ObservedUnit[],
  scale: ComparisonScale,
): ChosenRoster | StatisticalRefusal {
  const roster = everybody.filter((row) => isKnown(row, BASELINE_WINDOW, scale));
  if (roster.length === 0) return refused('NO_BASELINE', { column: COLUMN.baseline });
  const windows = roster[0].history?.length ?? 0;
  const uneven = roster.find(({ history }) => (history?.length ?? 0) !== windows);
  if (uneven) return refused('UNEVEN_HISTORY', { unit: uneven.unit, arm: uneven.arm, column: COLUMN.history });
  return { kind: 'chosen', roster, checks: unknownBaselines(everybody, scale) };
}

function unknownBaselines(everybody: readonly ObservedUnit[], scale: ComparisonScale): CheckFinding[] {
  const total = countByArm(everybody);
  const known = countByArm(everybody, (row) => isKnown(row, BASELINE_WINDOW, scale));
  return Object.keys(total)
    .filter((arm) => known[arm] < total[arm])
    .map((arm) => {
      const values = { assigned: total[arm], missing: total[arm] - known[arm] };
      const severity = values.missing > NOTABLE_SHARE * values.assigned ? 'WARN' : 'INFO';
      return { code: 'BASELINE_UNKNOWN', severity, arm, values };
    });
}

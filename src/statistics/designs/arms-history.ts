import type { ArmRows } from '../comparison/ancova.js';
import { UPLIFT } from '../comparison/fitted-arms.js';
import type { ObservedArms } from '../comparison/observed-arms.js';
import { fittedArms } from '../comparison/pilot-uplift.js';
import { OUTCOME_WINDOW, windowResponse } from '../comparison/response.js';
import type { StatisticalRefusal } from '../finding.js';
import { type Column, mean } from '../numbers/least-squares.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';
import { earlierWindows, isKnownThroughout } from './earlier-windows.js';

/** Two chosen arms over time: the compared units that are known in every window before the pilot. */
export interface ArmsHistory {
  readonly kind: 'history';
  /** On the scale of the model, row by row: the windows before the pilot, oldest first; the last is the baseline. */
  readonly windows: readonly Float64Array[];
  readonly outcome: Float64Array;
  readonly rows: Omit<ArmRows, 'response'>;
  /** Mean baseline on the scale of the model. */
  readonly level: number;
  /** Of the units that are compared, how many assigned ones are known so far back. */
  readonly units: number;
}

/**
 * The history of the compared units, as far as it is whole; null where none has any. On the log scale a window of 0 or less
 * is not known. Refuses as windowResponse does.
 */
export function armsHistory(arms: ObservedArms): ArmsHistory | StatisticalRefusal | null {
  const { roster, observed, pair, scale } = arms;
  if ((roster[0].history?.length ?? 0) === 0) return null;
  const windows = earlierWindows(roster);
  const whole = Int32Array.from(observed.keys()).filter((at) =>
    isKnownThroughout(roster[observed[at]], windows, scale),
  );
  const known = Array.from(whole, (at) => roster[observed[at]]);
  const responses: Float64Array[] = [];
  for (const window of [...windows, OUTCOME_WINDOW]) {
    const response = windowResponse(known, window, { pair, scale });
    if (!(response instanceof Float64Array)) return response;
    responses.push(response);
  }
  const rows = rowsAt(arms.rows, whole);
  const [baseline, outcome] = responses.slice(-2);
  const units = rows.groups.names.length;
  return { kind: 'history', windows: responses.slice(0, -1), outcome, rows, level: mean(baseline), units };
}

/** The pilot arm minus control in any number computed from the windows of each unit, by the estimator of the comparison. */
export function armsContrast({ rows }: ArmsHistory, response: Float64Array): ContrastEstimate | StatisticalRefusal {
  const fitted = fittedArms({ rows: { ...rows, response } });
  return fitted.kind === 'refused' ? fitted : fitted.combine(UPLIFT);
}

function rowsAt({ treatment, strata, covariates, groups }: ArmRows, rows: Int32Array): ArmsHistory['rows'] {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]);
  const pickColumn = ({ name, values }: Column): Column => ({ name, values: pick(values) });
  const names = [...new Set(Array.from(rows, (row) => groups.names[groups.of[row]]))];
  const of = Int32Array.from(rows, (row) => names.indexOf(groups.names[groups.of[row]]));
  return {
    treatment: pick(treatment),
    strata: strata.map(pickColumn),
    covariates: covariates.map(pickColumn),
    groups: { names, of },
  };
}

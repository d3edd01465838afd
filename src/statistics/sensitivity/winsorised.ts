import { percentile } from '../checks/missing-outcomes.js';
import type { ArmRows } from '../comparison/ancova.js';
import { COLUMN } from '../finding.js';

/** The share of rows that stays as it is. */
const KEPT = 0.95;

/**
 * The same rows, with the highest twentieth of both arms' responses brought down to their 95th percentile together, and the
 * baseline to its own: what is left of an uplift when the largest deals count no more than the next ones.
 * Tukey 1962, doi:10.1214/aoms/1177704711; percentile: Hyndman & Fan 1996, doi:10.2307/2684934, type 7.
 */
export function winsorised(rows: ArmRows): ArmRows {
  const covariates = rows.covariates.map(({ name, values }) => ({
    name,
    values: name === COLUMN.baseline ? capped(values) : values,
  }));
  return { ...rows, response: capped(rows.response), covariates };
}

function capped(values: Float64Array): Float64Array {
  const cap = percentile(values.toSorted(), KEPT);
  return values.map((value) => Math.min(value, cap));
}

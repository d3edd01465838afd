import { assignedName } from '../comparison/assigned-units.js';
import { COLUMN, type ObservedUnit, type StatisticalRefusal, refused } from '../finding.js';
import { factorise, leastSquares } from '../numbers/least-squares.js';
import { type ContrastEstimate, contrastEstimate, groupDirections } from '../numbers/robust-variance.js';
import { isRounding } from '../numbers/rounding.js';

/**
 * The mean of one number a row: the one-sample t where each assigned unit is a row, CR2 with Satterthwaite degrees of freedom
 * where several rows share a cluster. Assumes that assigned units are independent.
 * Refuses TOO_FEW_UNITS with the arm, NO_VARIANCE where the number is the same for all.
 * Pustejovsky & Tipton 2018, doi:10.1080/07350015.2016.1247004.
 */
export function meanChange(rows: readonly ObservedUnit[], values: Float64Array): ContrastEstimate | StatisticalRefusal {
  const names = [...new Set(rows.map(assignedName))];
  if (names.length < 2) return refused('TOO_FEW_UNITS', { arm: rows.at(0)?.arm });
  const design = factorise(values.length, []);
  if (design.kind === 'refused') return design;
  const fit = leastSquares(design, values);
  if (isRounding(fit.residuals, values)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const of = Int32Array.from(rows, (row) => names.indexOf(assignedName(row)));
  return contrastEstimate(groupDirections(fit, { names, of }), [1]);
}

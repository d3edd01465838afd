import { assignedName, balanceNames } from '../comparison/assigned-units.js';
import type { ObservedUnit, RandomisationPlan } from '../finding.js';
import type { ObservedArms } from '../comparison/observed-arms.js';
import type { RandomisationQuestion } from './randomisation-test.js';

/**
 * What the randomisation test is asked about a comparison: the draw of the whole roster of both arms, by name of what was
 * assigned, and the rows with an outcome on the scale of the model. A ratio goes in as sums, for the test pools them anew.
 * @param balance where the assignment was drawn again until it was balanced.
 */
export function randomisationQuestion(
  { roster, observed, rows, planned, scale }: ObservedArms,
  balance?: RandomisationPlan['balance'],
): RandomisationQuestion {
  const names = [...new Set(roster.map(assignedName))];
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const strata = [...new Set(roster.map(({ stratum }) => stratum))].sort();
  const pilot = new Uint8Array(names.length);
  const stratum = new Int32Array(names.length);
  const assignedOf = roster.map((row) => indexOf.get(assignedName(row)) ?? -1);
  roster.forEach((row, i) => {
    pilot[assignedOf[i]] = planned.treatment[i];
    stratum[assignedOf[i]] = strata.indexOf(row.stratum);
  });
  const column = (cell: 'outcome' | 'denominator'): Float64Array =>
    Float64Array.from(observed, (row) => roster[row][cell] ?? NaN);
  const response =
    scale === 'ratio' ? { outcome: column('outcome'), denominator: column('denominator') } : { outcome: rows.response };
  const balanced = balance && { ...balance, columns: balancedColumns(roster, assignedOf, names.length) };
  return {
    assignment: { pilot, stratum, ...(balanced && { balance: balanced }) },
    assigned: Int32Array.from(observed, (row) => assignedOf[row]),
    covariates: rows.covariates,
    ...response,
  };
}

/** What was balanced, by assigned unit. */
function balancedColumns(
  roster: readonly ObservedUnit[],
  assignedOf: readonly number[],
  units: number,
): Float64Array[] {
  return balanceNames(roster).map((name) => {
    const values = new Float64Array(units);
    roster.forEach(({ balance }, row) => (values[assignedOf[row]] = balance?.[name] ?? NaN));
    return values;
  });
}

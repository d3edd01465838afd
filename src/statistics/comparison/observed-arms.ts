import { type ArmRows } from './ancova.js';
import type { ArmPair } from './arm-pair.js';
import { countByArm, assignedName, covariateNames, hasOutcome } from './assigned-units.js';
import { baselineColumns } from './baseline.js';
import { brokenNumber } from './broken-number.js';
import {
  COLUMN,
  type CheckFinding,
  type ComparisonScale,
  type ObservedUnit,
  type StatisticalRefusal,
  refused,
} from '../finding.js';
import type { Column } from '../numbers/least-squares.js';
import { OUTCOME_WINDOW, windowResponse } from './response.js';
import { changeResponse } from '../designs/change-response.js';
import type { Grouping } from '../numbers/robust-variance.js';

/** Control and one pilot arm as the model sees them. */
export interface ObservedArms {
  readonly kind: 'observed';
  readonly arm: string;
  readonly pair: ArmPair;
  readonly scale: ComparisonScale;
  /** Every row of both arms, in name order. */
  readonly roster: readonly ObservedUnit[];
  /** Which of them have an outcome. */
  readonly observed: Int32Array;
  /** The rows with an outcome. */
  readonly rows: ArmRows;
  /** Treatment, strata and covariates of the whole roster. */
  readonly planned: Omit<ArmRows, 'response' | 'groups'>;
  /** Covariates that the number of units does not carry. */
  readonly leftOut: readonly CheckFinding[];
}

/** Assigned units from which on the baseline is used, and how many more each further covariate needs. */
export const UNITS_FOR_A_BASELINE = 8;
const UNITS_FOR_A_COVARIATE = 10;
const FEWEST_UNITS = 2;

/**
 * Takes control and one pilot arm from a roster in name order and puts them on the scale of the model.
 * Refuses TOO_FEW_UNITS, NOT_FINITE, NON_POSITIVE_LOG and ZERO_DENOMINATOR with the place.
 */
export function observedArms(
  wholeRoster: readonly ObservedUnit[],
  pair: ArmPair,
  scale: ComparisonScale,
): ObservedArms | StatisticalRefusal {
  const { control, arm } = pair;
  const roster = wholeRoster.filter((row) => row.arm === control || row.arm === arm);
  const units = countByArm(roster, (row) => hasOutcome(row, scale === 'ratio'));
  const short = [control, arm].find((name) => (units[name] ?? 0) < FEWEST_UNITS);
  if (short !== undefined) return refused('TOO_FEW_UNITS', { arm: short });
  const broken = brokenNumber(roster);
  if (broken) return broken;

  const observed = Int32Array.from(roster.keys()).filter((row) => hasOutcome(roster[row], scale === 'ratio'));
  const seen = Array.from(observed, (row) => roster[row]);
  const treatment = Float64Array.from(roster, (row) => (row.arm === arm ? 1 : 0));
  const response = pair.chosen
    ? changeResponse(seen, { pair, scale })
    : windowResponse(seen, OUTCOME_WINDOW, { pair, scale });
  if (!(response instanceof Float64Array)) return response;
  const strata = stratumColumns(roster, seen);
  const covariates = covariateColumns(
    roster,
    { scale, chosen: pair.chosen === true },
    { treatment, strata, units: units[control] + units[arm] },
  );
  if (covariates.kind === 'refused') return covariates;
  const planned = { treatment, strata, covariates: covariates.columns };
  const rows = { ...pickRows(planned, observed), response, groups: groupsOf(seen) };
  const leftOut = covariates.leftOut.map(
    (column) => ({ code: 'COVARIATE_LEFT_OUT', severity: 'WARN', arm, column }) as const,
  );
  return { kind: 'observed', arm, pair, scale, roster, observed, rows, planned, leftOut };
}

/**
 * A 0/1 column for each stratum but the first. Only strata with an outcome have a fixed effect; a unit of any other
 * stratum stands at their average.
 */
function stratumColumns(roster: readonly ObservedUnit[], seen: readonly ObservedUnit[]): Column[] {
  const levels = [...new Set(seen.map(({ stratum }) => stratum))].sort();
  return levels.slice(1).map((level) => {
    const share = seen.filter(({ stratum }) => stratum === level).length / seen.length;
    const value = (stratum: string | undefined): number =>
      stratum === level ? 1 : levels.includes(stratum) ? 0 : share;
    return { name: COLUMN.stratum, values: Float64Array.from(roster, ({ stratum }) => value(stratum)) };
  });
}

/** The baseline first, then the covariates in the order they are named, as many as the number of assigned units carries. */
function covariateColumns(
  roster: readonly ObservedUnit[],
  { scale, chosen }: { readonly scale: ComparisonScale; readonly chosen: boolean },
  {
    treatment,
    strata,
    units,
  }: { readonly treatment: Float64Array; readonly strata: readonly Column[]; readonly units: number },
): { readonly kind: 'covariates'; readonly columns: Column[]; readonly leftOut: string[] } | StatisticalRefusal {
  const allowed =
    units < UNITS_FOR_A_BASELINE ? 0 : 1 + Math.floor((units - UNITS_FOR_A_BASELINE) / UNITS_FOR_A_COVARIATE);
  // A change already is measured against the baseline.
  const baseline = chosen
    ? ({ kind: 'baseline', columns: [] } as const)
    : baselineColumns(roster, scale, { treatment, strata });
  if (baseline.kind === 'refused') return baseline;
  const named = covariateNames(roster).map((name): Column[] => [
    { name, values: Float64Array.from(roster, (row) => row.covariates?.[name] ?? NaN) },
  ]);
  const wanted = baseline.columns.length > 0 ? [[...baseline.columns], ...named] : named;
  return {
    kind: 'covariates',
    columns: wanted.slice(0, allowed).flat(),
    leftOut: wanted.slice(allowed).map(([{ name }]) => name),
  };
}

function groupsOf(seen: readonly ObservedUnit[]): Grouping {
  const names = [...new Set(seen.map(assignedName))];
  const index = new Map(names.map((name, g) => [name, g]));
  return { names, of: Int32Array.from(seen, (row) => index.get(assignedName(row)) ?? -1) };
}

function pickRows(planned: ObservedArms['planned'], observed: Int32Array): ObservedArms['planned'] {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(observed, (row) => values[row]);
  const pickColumn = ({ name, values }: Column): Column => ({ name, values: pick(values) });
  return {
    treatment: pick(planned.treatment),
    strata: planned.strata.map(pickColumn),
    covariates: planned.covariates.map(pickColumn),
  };
}

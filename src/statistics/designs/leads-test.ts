import { COLUMN, type StatisticalRefusal } from '../finding.js';
import { type Column, factorise, leastSquares } from '../numbers/least-squares.js';
import { groupDirections } from '../numbers/robust-variance.js';
import { type WaldTest, waldTest } from '../numbers/wald-test.js';
import type { ArmsHistory } from './arms-history.js';

/**
 * Whether the arms differed in any earlier window by another amount than in the baseline: the joint test (HTZ) of pilot minus
 * control in every lead, the baseline being the reference, robust to how the windows of one unit (cluster) hang together.
 * Not rejected does not mean parallel (Roth 2022, doi:10.1257/aeri.20210236). Refuses as waldTest does, and COLLINEAR.
 * Pustejovsky & Tipton 2018, doi:10.1080/07350015.2016.1247004.
 */
export function leadsTest({ windows, rows }: ArmsHistory): WaldTest | StatisticalRefusal {
  const baseline = windows[windows.length - 1];
  const leads = windows.slice(0, -1);
  const units = baseline.length;
  const total = units * leads.length;
  const leadOf = (at: number): number => Math.floor(at / units);
  const stacked = (value: (unit: number, lead: number) => number): Float64Array =>
    Float64Array.from({ length: total }, (_, at) => value(at % units, leadOf(at)));
  /** Each lead has a mean, an arm and whatever else the comparison has of its own. */
  const inLead = (lead: number, { name, values }: Column): Column => ({
    name,
    values: stacked((unit, own) => (own === lead ? values[unit] : 0)),
  });
  const arm: Column = { name: COLUMN.arm, values: rows.treatment };
  const others = [...rows.strata, ...rows.covariates];
  const one: Column = { name: COLUMN.history, values: new Float64Array(units).fill(1) };
  const columns = [
    ...leads.map((_, lead) => inLead(lead, arm)),
    ...leads.slice(1).map((_, at) => inLead(at + 1, one)),
    ...leads.flatMap((_, lead) => others.map((column) => inLead(lead, column))),
  ];
  const design = factorise(total, columns);
  if (design.kind === 'refused') return design;
  const differences = stacked((unit, lead) => leads[lead][unit] - baseline[unit]);
  const groups = { names: rows.groups.names, of: Int32Array.from(stacked((unit) => rows.groups.of[unit])) };
  const directions = groupDirections(leastSquares(design, differences), groups);
  const contrasts = leads.map((_, lead) =>
    Float64Array.from({ length: design.width }, (_, at) => (at === lead + 1 ? 1 : 0)),
  );
  return waldTest(directions, contrasts);
}

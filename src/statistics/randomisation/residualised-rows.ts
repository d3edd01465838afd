import { type StatisticalRefusal, refused } from '../finding.js';
import { type Column, mean } from '../numbers/least-squares.js';

/** What the strata and covariates explain of a column may leave this share of its length before it counts as nothing. */
const RANK_TOLERANCE = 1e-10;
/** Of a column's length: below this, what is left is rounding. */
const ROUNDING = 1e-12;
/** Of a column's distance from zero: below this, what varies is rounding. */
const CONSTANT_TOLERANCE = 1e-13;

/**
 * Response and shift after the strata and covariates are taken out of them once (Frisch & Waugh 1933, doi:10.2307/1907330;
 * Lovell 1963), so that each re-draw only has to do the same to its own treatment column.
 */
export interface ResidualisedRows {
  readonly kind: 'residualised';
  /** By row: the slot of the assigned unit it belongs to, ascending, so that a stratum's rows are a run. */
  readonly slot: Int32Array;
  /** The rows of stratum s run from stratumStart[s] to stratumStart[s + 1]. */
  readonly stratumStart: Int32Array;
  /** Orthonormal columns that span the covariates within strata: rows x width, row by row. */
  readonly basis: Float64Array;
  readonly width: number;
  readonly response: Float64Array;
  /** What one unit of effect adds to each row under the registered assignment. */
  readonly shift: Float64Array;
  /** 1 - h_ii of the strata and covariates alone. */
  readonly slack: Float64Array;
}

export interface RowsToResidualise {
  readonly response: Float64Array;
  readonly shift: Float64Array;
  readonly covariates: readonly Column[];
  /** By row: slot of the assigned unit. */
  readonly slot: Int32Array;
  /** By slot: its stratum, ascending. */
  readonly stratumOfSlot: Int32Array;
}

/** Refuses COLLINEAR, naming a covariate that the strata and the covariates before it determine. */
export function residualisedRows(rows: RowsToResidualise): ResidualisedRows | StatisticalRefusal {
  const order = Int32Array.from(rows.slot.keys()).sort((a, b) => rows.slot[a] - rows.slot[b] || a - b);
  const sorted = (values: Float64Array): Float64Array => Float64Array.from(order, (row) => values[row]);
  const slot = Int32Array.from(order, (row) => rows.slot[row]);
  const stratumStart = runs(slot, rows.stratumOfSlot);
  const columns: Float64Array[] = [];
  for (const { name, values } of rows.covariates) {
    const column = sorted(values);
    const length = spread(column);
    takeOut(column, stratumStart, columns);
    const left = Math.sqrt(dot(column, column));
    if (length === 0 || left <= RANK_TOLERANCE * length) return refused('COLLINEAR', { column: name });
    columns.push(column.map((value) => value / left));
  }
  const leftOver = (values: Float64Array): Float64Array => {
    const column = sorted(values);
    const length = spread(column);
    takeOut(column, stratumStart, columns);
    return length === 0 || Math.sqrt(dot(column, column)) <= ROUNDING * length ? column.fill(0) : column;
  };
  return {
    kind: 'residualised',
    slot,
    stratumStart,
    basis: rowByRow(columns, slot.length),
    width: columns.length,
    response: leftOver(rows.response),
    shift: leftOver(rows.shift),
    slack: slackOf(columns, stratumStart),
  };
}

function runs(slot: Int32Array, stratumOfSlot: Int32Array): Int32Array {
  const starts: number[] = [];
  for (let i = 0; i < slot.length; i += 1) {
    if (i === 0 || stratumOfSlot[slot[i]] !== stratumOfSlot[slot[i - 1]]) starts.push(i);
  }
  return Int32Array.of(...starts, slot.length);
}

/** Takes the stratum means and the orthonormal columns out, twice: once is not enough in floating point (Giraud et al. 2005, doi:10.1016/j.camwa.2005.08.009). */
function takeOut(values: Float64Array, stratumStart: Int32Array, columns: readonly Float64Array[]): void {
  for (let sweep = 0; sweep < 2; sweep += 1) {
    for (let s = 0; s + 1 < stratumStart.length; s += 1) {
      const stratum = values.subarray(stratumStart[s], stratumStart[s + 1]);
      const centre = mean(stratum);
      for (let i = 0; i < stratum.length; i += 1) stratum[i] -= centre;
    }
    for (const column of columns) {
      const share = dot(values, column);
      for (let i = 0; i < values.length; i += 1) values[i] -= share * column[i];
    }
  }
}

function slackOf(columns: readonly Float64Array[], stratumStart: Int32Array): Float64Array {
  const slack = new Float64Array(stratumStart[stratumStart.length - 1]);
  for (let s = 0; s + 1 < stratumStart.length; s += 1) {
    slack.fill(1 - 1 / (stratumStart[s + 1] - stratumStart[s]), stratumStart[s], stratumStart[s + 1]);
  }
  for (const column of columns) column.forEach((value, row) => (slack[row] -= value * value));
  return slack;
}

function rowByRow(columns: readonly Float64Array[], rows: number): Float64Array {
  const basis = new Float64Array(rows * columns.length);
  columns.forEach((column, j) => column.forEach((value, row) => (basis[row * columns.length + j] = value)));
  return basis;
}

/** Length of a column about its mean; 0 for a constant, whatever its offset. */
function spread(values: Float64Array): number {
  const centre = mean(values);
  const length = Math.sqrt(values.reduce((square, value) => square + (value - centre) ** 2, 0));
  return length <= CONSTANT_TOLERANCE * Math.sqrt(values.length) * Math.abs(centre) ? 0 : length;
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i] * b[i];
  return sum;
}

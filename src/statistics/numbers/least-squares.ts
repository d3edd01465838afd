import { type StatisticalRefusal, refused } from '../finding.js';

/** A named column of a design matrix; the name is what a refusal points at. */
export interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

/**
 * A design with an intercept, factorised as X = Q R on centred columns of length 1. Everything later is said in Q's
 * orthonormal basis, where (X'X)^-1 is the identity and the hat matrix is Q Q': that is what keeps twelve digits.
 */
export interface Design {
  readonly kind: 'design';
  readonly rows: number;
  /** Columns of X, the intercept among them. */
  readonly width: number;
  /** Q, row by row: rows x width. */
  readonly basis: Float64Array;
  /** R, upper triangular, row by row: width x width. */
  readonly triangle: Float64Array;
  /** By column of X; the intercept has mean 0 and length sqrt(rows). */
  readonly means: Float64Array;
  readonly lengths: Float64Array;
}

export interface LeastSquaresFit {
  readonly design: Design;
  /** Intercept first, then the columns in their order, in their own units. */
  readonly coefficients: Float64Array;
  /** Q'(y - mean), and that mean: what a contrast is computed from. */
  readonly scores: Float64Array;
  readonly outcomeMean: number;
  readonly residuals: Float64Array;
}

const RANK_TOLERANCE = 1e-10;
/** A column is constant when what centring leaves of it is rounding. */
const CONSTANT_TOLERANCE = 1e-13;

/**
 * Factorises the design [1, columns] by Householder reflections (Golub & Van Loan 2013, ch. 5.2).
 * Refuses COLLINEAR, naming the first column that those before it already determine.
 */
export function factorise(rows: number, columns: readonly Column[]): Design | StatisticalRefusal {
  const width = columns.length + 1;
  if (rows < width) return refused('COLLINEAR', { column: columns[Math.max(rows - 1, 0)]?.name });
  const means = new Float64Array(width);
  const lengths = new Float64Array(width);
  // Column by column, so that a reflection runs along memory.
  const work = new Float64Array(rows * width);
  work.fill(1 / Math.sqrt(rows), 0, rows);
  lengths[0] = Math.sqrt(rows);
  for (let j = 1; j < width; j++) {
    const column = columns[j - 1];
    const target = work.subarray(j * rows, (j + 1) * rows);
    means[j] = centre(column.values, target);
    lengths[j] = norm(target);
    if (lengths[j] <= CONSTANT_TOLERANCE * norm(column.values)) return refused('COLLINEAR', { column: column.name });
    for (let i = 0; i < rows; i++) target[i] /= lengths[j];
  }
  const triangle = reflect(work, rows, width);
  let largest = 0;
  for (let j = 0; j < width; j++) largest = Math.max(largest, Math.abs(triangle[j * width + j]));
  for (let j = 1; j < width; j++) {
    if (Math.abs(triangle[j * width + j]) < RANK_TOLERANCE * largest) {
      return refused('COLLINEAR', { column: columns[j - 1]?.name });
    }
  }
  return { kind: 'design', rows, width, basis: orthonormalBasis(work, rows, width), triangle, means, lengths };
}

/** Least squares of `outcome` on a design: coefficients and residuals. */
export function leastSquares(design: Design, outcome: Float64Array): LeastSquaresFit {
  const { rows, width, basis, triangle, means, lengths } = design;
  const residuals = new Float64Array(rows);
  const outcomeMean = centre(outcome, residuals);
  const scores = new Float64Array(width);
  // The second sweep takes out what rounding left of the basis in the residuals.
  for (let sweep = 0; sweep < 2; sweep++) {
    const left = project(basis, residuals, width);
    for (let i = 0, at = 0; i < rows; i++) {
      let fitted = 0;
      for (let j = 0; j < width; j++, at++) fitted += basis[at] * left[j];
      residuals[i] -= fitted;
    }
    for (let j = 0; j < width; j++) scores[j] += left[j];
  }
  const coefficients = new Float64Array(width);
  for (let j = width - 1; j >= 0; j--) {
    let value = scores[j];
    for (let l = j + 1; l < width; l++) value -= triangle[j * width + l] * coefficients[l];
    coefficients[j] = value / triangle[j * width + j];
  }
  for (let j = 0; j < width; j++) coefficients[j] /= lengths[j];
  let shift = outcomeMean;
  for (let j = 1; j < width; j++) shift -= coefficients[j] * means[j];
  coefficients[0] += shift;
  return { design, coefficients, scores, outcomeMean, residuals };
}

/** What the columns of the design cannot explain of `values`. */
export function residualise(design: Design, values: Float64Array): Float64Array {
  return leastSquares(design, values).residuals;
}

/**
 * The contrast c'b in the basis of Q: the vector w with c'b = w'Q'y, so that c'(X'X)^-1 c = w'w and row i moves the
 * contrast by q_i'w for each unit of y_i.
 */
export function contrastInBasis(design: Design, contrast: ArrayLike<number>): Float64Array {
  const { width, triangle, means, lengths } = design;
  const weights = new Float64Array(width);
  const intercept = contrast[0];
  for (let j = 0; j < width; j++) {
    let value = (contrast[j] - (j === 0 ? 0 : intercept * means[j])) / lengths[j];
    for (let l = 0; l < j; l++) value -= triangle[l * width + j] * weights[l];
    weights[j] = value / triangle[j * width + j];
  }
  return weights;
}

/** c'b, from the scores: without the cancellation of large coefficients. */
export function contrastValue({ design, scores, outcomeMean }: LeastSquaresFit, contrast: ArrayLike<number>): number {
  return contrastInBasis(design, contrast).reduce(
    (sum, weight, j) => sum + weight * scores[j],
    contrast[0] * outcomeMean,
  );
}

/** Two-pass mean: the second pass repairs what a large offset rounded away. */
export function mean(values: ArrayLike<number>): number {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  const first = sum / n;
  let correction = 0;
  for (let i = 0; i < n; i++) correction += values[i] - first;
  return first + correction / n;
}

/** The inner product of two vectors of one length. */
export function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < left.length; j++) sum += left[j] * right[j];
  return sum;
}

function centre(values: Float64Array, target: Float64Array): number {
  const centreOf = mean(values);
  for (let i = 0; i < values.length; i++) target[i] = values[i] - centreOf;
  return centreOf;
}

function norm(values: Float64Array): number {
  // Squares of very large or very small numbers would leave the range of doubles.
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return 0;
  let sum = 0;
  for (const value of values) sum += (value / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** Turns the columns of `work` into their Householder vectors, scaled to v'v = 2, and answers R. */
function reflect(work: Float64Array, rows: number, width: number): Float64Array {
  const triangle = new Float64Array(width * width);
  for (let j = 0; j < width; j++) {
    const vector = work.subarray(j * rows, (j + 1) * rows);
    let square = 0;
    for (let i = j; i < rows; i++) square += vector[i] ** 2;
    const length = Math.sqrt(square);
    const head = vector[j];
    const diagonal = head > 0 ? -length : length;
    triangle[j * width + j] = diagonal;
    // v = x - diagonal e_1 has v'v = 2 length (length + |head|).
    const scale = length === 0 ? 0 : 1 / Math.sqrt(length * (length + Math.abs(head)));
    vector[j] = head - diagonal;
    for (let i = j; i < rows; i++) vector[i] *= scale;
    for (let l = j + 1; l < width; l++) {
      applyReflection(vector, work.subarray(l * rows, (l + 1) * rows), j);
      triangle[j * width + l] = work[l * rows + j];
    }
  }
  return triangle;
}

/** column := column - v (v'column), where the Householder vector v is zero above row `first`. */
function applyReflection(vector: Float64Array, column: Float64Array, first: number): void {
  let product = 0;
  for (let i = first; i < vector.length; i++) product += vector[i] * column[i];
  for (let i = first; i < vector.length; i++) column[i] -= product * vector[i];
}

/** The first `width` columns of Q, row by row: the reflections in reverse, applied to the unit vectors. */
function orthonormalBasis(work: Float64Array, rows: number, width: number): Float64Array {
  const basis = new Float64Array(rows * width);
  const column = new Float64Array(rows);
  for (let j = 0; j < width; j++) {
    column.fill(0);
    column[j] = 1;
    for (let l = j; l >= 0; l--) applyReflection(work.subarray(l * rows, (l + 1) * rows), column, l);
    for (let i = 0; i < rows; i++) basis[i * width + j] = column[i];
  }
  return basis;
}

function project(basis: Float64Array, values: Float64Array, width: number): Float64Array {
  const scores = new Float64Array(width);
  for (let i = 0, at = 0; i < values.length; i++) {
    const value = values[i];
    for (let j = 0; j < width; j++, at++) scores[j] += basis[at] * value;
  }
  return scores;
}

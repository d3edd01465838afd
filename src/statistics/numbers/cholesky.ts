/** A matrix whose pivot keeps less than this share of its diagonal is not positive definite in doubles. */
const PIVOT_TOLERANCE = 1e-13;

/** The lower triangle L of a symmetric positive definite matrix, row by row, with L L' the matrix; null where it is not positive definite (Golub & Van Loan 2013, ch. 4.2). */
export function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let left = matrix[i * size + j];
      for (let l = 0; l < j; l++) left -= lower[i * size + l] * lower[j * size + l];
      if (i > j) lower[i * size + j] = left / lower[j * size + j];
      else if (!(left > PIVOT_TOLERANCE * matrix[j * size + j])) return null;
      else lower[j * size + j] = Math.sqrt(left);
    }
  }
  return lower;
}

/** L^-1 v for the lower triangle of `cholesky`. */
export function forwardSolve(lower: Float64Array, vector: ArrayLike<number>): Float64Array {
  const size = vector.length;
  const solved = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let left = vector[i];
    for (let l = 0; l < i; l++) left -= lower[i * size + l] * solved[l];
    solved[i] = left / lower[i * size + i];
  }
  return solved;
}

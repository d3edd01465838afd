export interface Eigensystem {
  readonly values: Float64Array;
  /** Eigenvector j is row j: size x size. */
  readonly vectors: Float64Array;
}

const SWEEPS = 60;

/** Eigenvalues and orthonormal eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations (Golub & Van Loan 2013, ch. 8.5). */
export function symmetricEigen(matrix: Float64Array, size: number): Eigensystem {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let j = 0; j < size; j++) vectors[j * size + j] = 1;
  for (let sweep = 0; sweep < SWEEPS && !isDiagonal(a, size); sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, vectors, size, [p, q]);
    }
  }
  const values = new Float64Array(size);
  for (let j = 0; j < size; j++) values[j] = a[j * size + j];
  return { values, vectors };
}

function isDiagonal(a: Float64Array, size: number): boolean {
  let diagonal = 0;
  let beside = 0;
  for (let p = 0; p < size; p++) {
    for (let q = 0; q < size; q++) {
      if (p === q) diagonal += a[p * size + q] ** 2;
      else beside += a[p * size + q] ** 2;
    }
  }
  return beside <= diagonal * Number.EPSILON ** 2;
}

/** One rotation in the plane (p, q) that makes a[p][q] zero. */
function rotate(a: Float64Array, vectors: Float64Array, size: number, [p, q]: readonly [number, number]): void {
  const beside = a[p * size + q];
  if (beside === 0) return;
  const theta = (a[q * size + q] - a[p * size + p]) / (2 * beside);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const turn: Turn = { cosine, sine: tangent * cosine };
  for (let l = 0; l < size; l++) mix(a, p * size + l, q * size + l, turn);
  for (let l = 0; l < size; l++) mix(a, l * size + p, l * size + q, turn);
  for (let l = 0; l < size; l++) mix(vectors, p * size + l, q * size + l, turn);
}

interface Turn {
  readonly cosine: number;
  readonly sine: number;
}

function mix(values: Float64Array, i: number, j: number, { cosine, sine }: Turn): void {
  const first = values[i];
  const second = values[j];
  values[i] = cosine * first - sine * second;
  values[j] = sine * first + cosine * second;
}

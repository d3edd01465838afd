import { type StatisticalRefusal, refused } from '../finding.js';
import { type LeastSquaresFit, contrastInBasis, contrastValue, dot } from './least-squares.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** Which rows vary together: `of` gives each row its group, `names` each group its name. One row a group means HC2. */
export interface Grouping {
  readonly of: Int32Array;
  readonly names: readonly string[];
}

/** What is known about c'b. */
export interface ContrastEstimate {
  readonly kind: 'estimate';
  readonly estimate: number;
  readonly standardError: number;
  /** Satterthwaite, may be fractional. */
  readonly degreesOfFreedom: number;
}

/**
 * The groups of a fit, each resolved into the directions in which its hat block H_gg acts: with Q_g = sum_j l_j m_j',
 * l_j orthonormal, H_gg has the eigenvalues m_j'm_j = 1 - remaining_j. A row of its own is one direction, its row of Q.
 */
export interface GroupDirections {
  readonly fit: LeastSquaresFit;
  readonly names: readonly string[];
  /** m_j, row by row: directions x width of the design. */
  readonly vectors: Float64Array;
  readonly remaining: Float64Array;
  /** l_j'e_g. */
  readonly residuals: Float64Array;
  /** Group g owns directions starts[g] .. starts[g + 1] - 1. */
  readonly starts: Int32Array;
}

/** Below this an eigenvalue of I - H_gg is zero: the group determines that direction alone. */
export const NO_RESIDUAL_LEFT = 1e-10;
/** A direction that moves the contrast by less than this share of its whole length does not carry it. */
export const NOT_INVOLVED = 1e-8;
const NO_LEVERAGE = 1e-14;

/** Resolves a fit by groups: the part of HC2 and CR2 that is the same for every contrast. */
export function groupDirections(fit: LeastSquaresFit, groups: Grouping): GroupDirections {
  const { rows, width, basis } = fit.design;
  const count = groups.names.length;
  return count === rows ? directionsOfRows(fit, groups) : directionsOfClusters(fit, groups, { basis, width, count });
}

/**
 * The contrast c'b with its bias-reduced standard error (HC2; CR2 where rows share a group) and Satterthwaite degrees
 * of freedom under independent errors of equal variance.
 * Refuses NOT_IDENTIFIED_BY_REPLICATION, naming the group on which the contrast hangs alone.
 * MacKinnon & White 1985, doi:10.1016/0304-4076(85)90158-7; Bell & McCaffrey 2002; Imbens & Kolesar 2016,
 * doi:10.1162/REST_a_00552; Pustejovsky & Tipton 2018, doi:10.1080/07350015.2016.1247004.
 */
export function contrastEstimate(
  groups: GroupDirections,
  contrast: ArrayLike<number>,
): ContrastEstimate | StatisticalRefusal {
  const { fit, vectors, remaining, residuals, starts } = groups;
  const { width } = fit.design;
  const weights = contrastInBasis(fit.design, contrast);
  const length = Math.sqrt(dot(weights, weights));
  const together = new Float64Array(width * width);
  const projected = new Float64Array(width);
  let variance = 0;
  let trace = 0;
  let squares = 0;
  for (let g = 0; g + 1 < starts.length; g++) {
    let score = 0;
    let own = 0;
    projected.fill(0);
    for (let j = starts[g]; j < starts[g + 1]; j++) {
      let pull = 0;
      for (let l = 0; l < width; l++) pull += vectors[j * width + l] * weights[l];
      if (remaining[j] < NO_RESIDUAL_LEFT) {
        if (Math.abs(pull) > NOT_INVOLVED * length) {
          return refused('NOT_IDENTIFIED_BY_REPLICATION', { unit: groups.names[g] });
        }
        continue;
      }
      const adjusted = pull / Math.sqrt(remaining[j]);
      score += adjusted * residuals[j];
      own += pull * pull;
      for (let l = 0; l < width; l++) projected[l] += vectors[j * width + l] * adjusted;
    }
    variance += score * score;
    trace += own;
    // Pairs of groups, as one with all before it: every term positive, so that a leverage near 1 costs no digits.
    squares += own * own + 2 * quadraticForm(together, projected);
    addOuterProduct(together, projected);
  }
  return {
    kind: 'estimate',
    estimate: contrastValue(fit, contrast),
    standardError: Math.sqrt(variance),
    degreesOfFreedom: trace ** 2 / squares,
  };
}

/**
 * The contrast with HC3 (CR3 where rows share a group): each group's residuals are those it would have, were the model fitted
 * without it, so that this is nearly the jackknife, and conservative. Degrees of freedom are the rows left by the model, or
 * the groups less one. Refuses NOT_IDENTIFIED_BY_REPLICATION, naming the group on which the contrast hangs alone.
 * MacKinnon & White 1985, doi:10.1016/0304-4076(85)90158-7; Bell & McCaffrey 2002.
 */
export function jackknifeEstimate(
  groups: GroupDirections,
  contrast: ArrayLike<number>,
): ContrastEstimate | StatisticalRefusal {
  const { fit, vectors, remaining, residuals, starts, names } = groups;
  const { rows, width } = fit.design;
  const weights = contrastInBasis(fit.design, contrast);
  const length = Math.sqrt(dot(weights, weights));
  let variance = 0;
  for (let g = 0; g + 1 < starts.length; g++) {
    let score = 0;
    for (let j = starts[g]; j < starts[g + 1]; j++) {
      const pull = dot(vectors.subarray(j * width, (j + 1) * width), weights);
      if (remaining[j] >= NO_RESIDUAL_LEFT) score += (pull / remaining[j]) * residuals[j];
      else if (Math.abs(pull) > NOT_INVOLVED * length) {
        return refused('NOT_IDENTIFIED_BY_REPLICATION', { unit: names[g] });
      }
    }
    variance += score * score;
  }
  return {
    kind: 'estimate',
    estimate: contrastValue(fit, contrast),
    standardError: Math.sqrt(variance),
    degreesOfFreedom: names.length === rows ? rows - width : names.length - 1,
  };
}

/** CR1S, what the usual clustered standard error reports: too small with few clusters, shown for comparison only. */
export function cr1sStandardError(fit: LeastSquaresFit, groups: Grouping, contrast: ArrayLike<number>): number {
  const { rows, width, basis } = fit.design;
  const weights = contrastInBasis(fit.design, contrast);
  const count = groups.names.length;
  const scores = new Float64Array(count);
  for (let i = 0; i < rows; i++) {
    scores[groups.of[i]] += dot(basis.subarray(i * width, (i + 1) * width), weights) * fit.residuals[i];
  }
  return Math.sqrt(dot(scores, scores) * (count / (count - 1)) * ((rows - 1) / (rows - width)));
}

function directionsOfRows(fit: LeastSquaresFit, groups: Grouping): GroupDirections {
  const { rows, width, basis } = fit.design;
  const remaining = new Float64Array(rows);
  const starts = new Int32Array(rows + 1);
  const names = new Array<string>(rows);
  for (let i = 0, at = 0; i < rows; i++) {
    let leverage = 0;
    for (let j = 0; j < width; j++, at++) leverage += basis[at] * basis[at];
    remaining[i] = 1 - leverage;
    starts[i + 1] = i + 1;
    names[i] = groups.names[groups.of[i]];
  }
  return { fit, names, vectors: basis, remaining, residuals: fit.residuals, starts };
}

/** Q_g'Q_g = V S V' is only width x width, however many rows the group has; m_j = sqrt(s_j) v_j. */
function directionsOfClusters(
  fit: LeastSquaresFit,
  groups: Grouping,
  { basis, width, count }: { readonly basis: Float64Array; readonly width: number; readonly count: number },
): GroupDirections {
  const members = rowsByGroup(groups, count);
  const vectors: number[] = [];
  const remaining: number[] = [];
  const residuals: number[] = [];
  const starts = new Int32Array(count + 1);
  for (let g = 0; g < count; g++) {
    const gram = new Float64Array(width * width);
    const pulled = new Float64Array(width);
    for (const i of members[g]) {
      const row = basis.subarray(i * width, (i + 1) * width);
      addOuterProduct(gram, row);
      for (let l = 0; l < width; l++) pulled[l] += row[l] * fit.residuals[i];
    }
    const { values, vectors: axes } = symmetricEigen(gram, width);
    for (let j = 0; j < width; j++) {
      if (values[j] <= NO_LEVERAGE) continue;
      const axis = axes.subarray(j * width, (j + 1) * width);
      const stretch = Math.sqrt(values[j]);
      for (let l = 0; l < width; l++) vectors.push(axis[l] * stretch);
      remaining.push(1 - values[j]);
      residuals.push(dot(axis, pulled) / stretch);
    }
    starts[g + 1] = remaining.length;
  }
  return {
    fit,
    names: groups.names,
    vectors: Float64Array.from(vectors),
    remaining: Float64Array.from(remaining),
    residuals: Float64Array.from(residuals),
    starts,
  };
}

function rowsByGroup(groups: Grouping, count: number): number[][] {
  const members = Array.from({ length: count }, (): number[] => []);
  groups.of.forEach((group, row) => members[group].push(row));
  return members;
}

/** matrix += v v'. */
export function addOuterProduct(matrix: Float64Array, vector: ArrayLike<number>): void {
  const size = vector.length;
  for (let j = 0; j < size; j++) {
    for (let l = 0; l < size; l++) matrix[j * size + l] += vector[j] * vector[l];
  }
}

/** v' matrix v. */
function quadraticForm(matrix: Float64Array, vector: Float64Array): number {
  const size = vector.length;
  let sum = 0;
  for (let j = 0; j < size; j++) {
    for (let l = 0; l < size; l++) sum += vector[j] * matrix[j * size + l] * vector[l];
  }
  return sum;
}

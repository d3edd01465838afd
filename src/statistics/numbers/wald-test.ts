import { type StatisticalRefusal, refused } from '../finding.js';
import { cholesky, forwardSolve } from './cholesky.js';
import { fUpperTail } from './distributions.js';
import { contrastInBasis, contrastValue } from './least-squares.js';
import { type GroupDirections, NOT_INVOLVED, NO_RESIDUAL_LEFT, addOuterProduct } from './robust-variance.js';

/** What is known about "all these contrasts are zero at once". */
export interface WaldTest {
  readonly kind: 'wald';
  readonly fStatistic: number;
  /** How many contrasts. */
  readonly numeratorFreedom: number;
  /** May be fractional. */
  readonly denominatorFreedom: number;
  readonly pValue: number;
}

/**
 * Tests q linear hypotheses c_1'b = ... = c_q'b = 0 together, with HC2 (CR2 where rows share a group): Hotelling's T-squared
 * with the degrees of freedom eta that match the total variance of the robust covariance matrix under independent errors of
 * equal variance ("HTZ"); (eta - q + 1) / (eta q) Q is F on q and eta - q + 1. One contrast gives the square of its
 * Satterthwaite t. Each contrast has one weight for every column of the design, the intercept among them.
 *
 * Assumes independent groups. Refuses NOT_IDENTIFIED_BY_REPLICATION with the group on which a contrast hangs alone, COLLINEAR
 * where the contrasts say the same thing twice, TOO_FEW_GROUPS where the groups do not carry so many contrasts.
 * Pustejovsky & Tipton 2018, doi:10.1080/07350015.2016.1247004; Zhang 2012, doi:10.1080/00949655.2011.638635.
 */
export function waldTest(
  groups: GroupDirections,
  contrasts: readonly ArrayLike<number>[],
): WaldTest | StatisticalRefusal {
  const { fit } = groups;
  const weights = contrasts.map((contrast) => contrastInBasis(fit.design, contrast));
  const lonely = loneGroup(groups, weights);
  if (lonely !== null) return refused('NOT_IDENTIFIED_BY_REPLICATION', { unit: lonely });
  // In a basis in which the expected covariance matrix is the identity, its variance is a sum over the groups.
  const whitener = cholesky(expectedCovariance(groups, weights), weights.length);
  if (whitener === null) return refused('COLLINEAR');
  const white = whitened(whitener, weights);
  const { covariance, totalVariance } = covarianceOf(groups, white);
  const freedom = (weights.length * (weights.length + 1)) / totalVariance;
  const root = cholesky(covariance, weights.length);
  const left = freedom - weights.length + 1;
  if (root === null || !(left > 0)) return refused('TOO_FEW_GROUPS');
  const values = contrasts.map((contrast) => contrastValue(fit, contrast));
  const square = norm(forwardSolve(root, forwardSolve(whitener, values)));
  const fStatistic = (left / freedom) * (square / weights.length);
  return {
    kind: 'wald',
    fStatistic,
    numeratorFreedom: weights.length,
    denominatorFreedom: left,
    pValue: fUpperTail(fStatistic, weights.length, left),
  };
}

/** The group that alone determines a direction which one of the contrasts needs. */
function loneGroup({ vectors, remaining, starts, names }: GroupDirections, weights: Float64Array[]): string | null {
  const lengths = weights.map((weight) => Math.sqrt(norm(weight)));
  for (let g = 0; g + 1 < starts.length; g++) {
    for (let j = starts[g]; j < starts[g + 1]; j++) {
      const isAlone = remaining[j] < NO_RESIDUAL_LEFT;
      if (isAlone && weights.some((weight, s) => Math.abs(pull(vectors, j, weight)) > NOT_INVOLVED * lengths[s]))
        return names[g];
    }
  }
  return null;
}

/** What the robust covariance matrix of the contrasts is expected to be under independent errors of variance 1. */
function expectedCovariance({ vectors, remaining }: GroupDirections, weights: Float64Array[]): Float64Array {
  const expected = new Float64Array(weights.length ** 2);
  for (let j = 0; j < remaining.length; j++) {
    if (remaining[j] < NO_RESIDUAL_LEFT) continue;
    addOuterProduct(
      expected,
      weights.map((weight) => pull(vectors, j, weight)),
    );
  }
  return expected;
}

/** The same contrasts, combined so that the expected covariance matrix is the identity. */
function whitened(whitener: Float64Array, weights: readonly Float64Array[]): Float64Array[] {
  const columns = Array.from(weights[0], (_, l) =>
    forwardSolve(
      whitener,
      weights.map((weight) => weight[l]),
    ),
  );
  return weights.map((_, s) => Float64Array.from(columns, (column) => column[s]));
}

/**
 * The robust covariance matrix of whitened contrasts, and the sum of the variances of its entries: over all pairs of groups
 * g, h the sum of (p_gs'p_hs)(p_gt'p_ht) + (p_gs'p_ht)(p_gt'p_hs). Two different groups meet only through the fitted columns,
 * so each is paired with all before it at once.
 */
function covarianceOf(
  { fit, vectors, remaining, residuals, starts }: GroupDirections,
  weights: readonly Float64Array[],
): { covariance: Float64Array; totalVariance: number } {
  const { width } = fit.design;
  const count = weights.length;
  const covariance = new Float64Array(count * count);
  const together = new Float64Array(((count * (count + 1)) / 2) * width * width);
  let totalVariance = 0;
  for (let g = 0; g + 1 < starts.length; g++) {
    const scores = new Float64Array(count);
    const own = new Float64Array(count * count);
    const projected = new Float64Array(count * width);
    for (let j = starts[g]; j < starts[g + 1]; j++) {
      if (remaining[j] < NO_RESIDUAL_LEFT) continue;
      const pulls = weights.map((weight) => pull(vectors, j, weight));
      addOuterProduct(own, pulls);
      for (let s = 0; s < count; s++) {
        const adjusted = pulls[s] / Math.sqrt(remaining[j]);
        scores[s] += adjusted * residuals[j];
        for (let l = 0; l < width; l++) projected[s * width + l] += vectors[j * width + l] * adjusted;
      }
    }
    addOuterProduct(covariance, scores);
    const trace = own.reduce((sum, value, at) => (at % (count + 1) === 0 ? sum + value : sum), 0);
    totalVariance += trace ** 2 + norm(own) + 2 * pairedVariance(together, projected, width);
    addPairs(together, projected, width);
  }
  return { covariance, totalVariance };
}

/**
 * Sum over contrasts s, t of (z_gs'z_hs)(z_gt'z_ht) + (z_gs'z_ht)(z_gt'z_hs), for all groups g summed up in `together`. Both
 * factors are the same with s and t exchanged, so that one half of the blocks stands for both.
 */
function pairedVariance(together: Float64Array, projected: Float64Array, width: number): number {
  let sum = 0;
  let at = 0;
  for (let s = 0; s < projected.length; s += width) {
    for (let t = s; t < projected.length; t += width) {
      let block = 0;
      for (let l = 0; l < width; l++) {
        const [left, crossed] = [projected[s + l], projected[t + l]];
        for (let m = 0; m < width; m++, at++) {
          block += together[at] * (left * projected[t + m] + crossed * projected[s + m]);
        }
      }
      sum += s === t ? block : 2 * block;
    }
  }
  return sum;
}

/** Adds the products of one group to `together`: a block for each pair of contrasts s <= t. */
function addPairs(together: Float64Array, projected: Float64Array, width: number): void {
  let at = 0;
  for (let s = 0; s < projected.length; s += width) {
    for (let t = s; t < projected.length; t += width) {
      for (let l = 0; l < width; l++) {
        const left = projected[s + l];
        for (let m = 0; m < width; m++, at++) together[at] += left * projected[t + m];
      }
    }
  }
}

/** How far direction j of its group moves a contrast. */
function pull(vectors: Float64Array, j: number, weight: Float64Array): number {
  let sum = 0;
  for (let l = 0, at = j * weight.length; l < weight.length; l++, at++) sum += vectors[at] * weight[l];
  return sum;
}

/** v'v. */
function norm(vector: Float64Array): number {
  return vector.reduce((sum, value) => sum + value * value, 0);
}

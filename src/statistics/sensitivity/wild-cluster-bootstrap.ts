import { armsDesign, type ArmRows } from '../comparison/ancova.js';
import { COLUMN, type Interval, type StatisticalRefusal, refused } from '../finding.js';
import { factorise, residualise } from '../numbers/least-squares.js';
import { Random } from '../numbers/random.js';
import { type ScoredDraws, invertedInterval, shareAsExtreme } from '../randomisation/randomisation-interval.js';
import { dot } from '../randomisation/residualised-rows.js';
import { type StudentisedScore, emptyScore } from '../randomisation/studentised-score.js';

export interface BootstrapSettings {
  readonly seed: number;
  /** Two-sided: the interval has the confidence 1 - level. */
  readonly level: number;
}

export interface BootstrapFinding {
  readonly kind: 'bootstrapped';
  /** That of least squares. */
  readonly estimate: number;
  readonly pValue: number;
  readonly interval: Interval;
  /** Weightings compared: half of all Rademacher ones where these were enumerated, for their mirror images say the same. */
  readonly draws: number;
  readonly exact: boolean;
}

/** Up to 2^12 weightings with signs are enumerated. */
const ENUMERATED_CLUSTERS = 12;
const DRAWS = 9_999;
/** With clusters in such plenty fewer draws do: the bootstrap then only repeats the model. */
const PLENTY_OF_CLUSTERS = 500;
const DRAWS_IN_PLENTY = 999;
/** Webb's six points: each as likely, mean 0, variance 1. */
const WEBB = [-Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)] as const;

/**
 * Wild cluster bootstrap of the treatment in `response ~ 1 + strata + treatment + covariates`, null imposed: the residuals of the
 * model without an effect are weighted cluster by cluster, and |t| with the usual clustered error is compared. Up to 12 clusters
 * all Rademacher weightings are enumerated, beyond that 9,999 draws of Webb's weights are made. The interval inverts the test.
 * Nothing is fitted again: a draw is a sum over clusters. For sensitivity only: it needs no re-draw of the arms, and has no
 * model of its own small-sample error. Assumes independent clusters. Refuses COLLINEAR with the column, NO_VARIANCE.
 * Cameron, Gelbach & Miller 2008, doi:10.1162/rest.90.3.414; Webb 2023, doi:10.1111/caje.12661; Roodman, MacKinnon, Nielsen &
 * Webb 2019, doi:10.1177/1536867X19830877.
 */
export function wildClusterBootstrap(
  rows: ArmRows,
  { seed, level }: BootstrapSettings,
): BootstrapFinding | StatisticalRefusal {
  const sums = clusterSums(rows);
  if ('kind' in sums) return sums;
  const exact = sums.clusters <= ENUMERATED_CLUSTERS;
  const draws = exact ? 2 ** (sums.clusters - 1) : sums.clusters > PLENTY_OF_CLUSTERS ? DRAWS_IN_PLENTY : DRAWS;
  const table = emptyTable(sums, draws, exact);
  const weights = new Float64Array(sums.clusters);
  const score = emptyScore();
  const random = new Random(seed);
  for (let at = 0; at < draws; at += 1) {
    if (exact) signs(weights, at);
    else for (let g = 0; g < weights.length; g += 1) weights[g] = WEBB[random.below(WEBB.length)];
    scoreDraw(sums, weights, score);
    table.effect[at] = score.effect;
    table.variance[at] = score.variance;
    table.shiftEffect[at] = score.shiftEffect;
    table.cross[at] = score.cross;
    table.shiftVariance[at] = score.shiftVariance;
  }
  return {
    kind: 'bootstrapped',
    estimate: sums.totals.cross / sums.totals.shift,
    pValue: shareAsExtreme(table),
    interval: invertedInterval(table, level),
    draws,
    exact,
  };
}

/**
 * By cluster, for d the treatment and r the response after the other columns are taken out, and Q an orthonormal basis of
 * these: d'r, d'd, Q'r and Q'd.
 */
interface ClusterSums {
  readonly clusters: number;
  readonly width: number;
  readonly response: Float64Array;
  readonly square: Float64Array;
  readonly basisResponse: Float64Array;
  readonly basisTreatment: Float64Array;
  /** Over all rows: r'r, d'r and d'd. */
  readonly totals: { readonly response: number; readonly cross: number; readonly shift: number };
}

function clusterSums(rows: ArmRows): ClusterSums | StatisticalRefusal {
  const { response, treatment, strata, covariates, groups } = rows;
  const whole = armsDesign(rows);
  if (whole.kind === 'refused') return whole;
  const others = factorise(response.length, [...strata, ...covariates]);
  if (others.kind === 'refused') return others;
  const { basis, width } = others;
  const direction = residualise(others, treatment);
  const left = residualise(others, response);
  const clusters = groups.names.length;
  const sums: ClusterSums = {
    clusters,
    width,
    response: new Float64Array(clusters),
    square: new Float64Array(clusters),
    basisResponse: new Float64Array(clusters * width),
    basisTreatment: new Float64Array(clusters * width),
    totals: { response: dot(left, left), cross: dot(direction, left), shift: dot(direction, direction) },
  };
  if (!(sums.totals.response > 0)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  groups.of.forEach((g, row) => {
    sums.response[g] += direction[row] * left[row];
    sums.square[g] += direction[row] ** 2;
    for (let j = 0; j < width; j += 1) {
      sums.basisResponse[g * width + j] += basis[row * width + j] * left[row];
      sums.basisTreatment[g * width + j] += basis[row * width + j] * direction[row];
    }
  });
  return sums;
}

/**
 * The draw's effect and clustered variance, on the scale where d has length 1, at no effect and by how much each supposed effect
 * tau shifts them: the residuals weighted are r - tau d.
 */
function scoreDraw(sums: ClusterSums, weights: Float64Array, score: StudentisedScore): void {
  const { clusters, width, response, square, basisResponse, basisTreatment, totals } = sums;
  let effect = 0;
  let shift = 0;
  const explained = new Float64Array(width);
  const shiftExplained = new Float64Array(width);
  for (let g = 0; g < clusters; g += 1) {
    effect += weights[g] * response[g];
    shift += weights[g] * square[g];
    for (let j = 0; j < width; j += 1) {
      explained[j] += weights[g] * basisResponse[g * width + j];
      shiftExplained[j] += weights[g] * basisTreatment[g * width + j];
    }
  }
  let [variance, cross, shiftVariance] = [0, 0, 0];
  for (let g = 0; g < clusters; g += 1) {
    let error = weights[g] * response[g] - (effect / totals.shift) * square[g];
    let shiftError = weights[g] * square[g] - (shift / totals.shift) * square[g];
    for (let j = 0; j < width; j += 1) {
      error -= basisTreatment[g * width + j] * explained[j];
      shiftError -= basisTreatment[g * width + j] * shiftExplained[j];
    }
    variance += error * error;
    cross += error * shiftError;
    shiftVariance += shiftError * shiftError;
  }
  const length = Math.sqrt(totals.shift);
  score.effect = effect / length;
  score.shiftEffect = shift / length;
  score.variance = variance / totals.shift;
  score.cross = cross / totals.shift;
  score.shiftVariance = shiftVariance / totals.shift;
}

/** The fit as it was observed stands beside the draws: its own error, whatever effect is supposed. */
function emptyTable(sums: ClusterSums, draws: number, exact: boolean): ScoredDraws {
  const observed = emptyScore();
  scoreDraw(sums, new Float64Array(sums.clusters).fill(1), observed);
  return {
    observed,
    effect: new Float64Array(draws),
    variance: new Float64Array(draws),
    shiftEffect: new Float64Array(draws),
    cross: new Float64Array(draws),
    shiftVariance: new Float64Array(draws),
    totals: sums.totals,
    added: exact ? 0 : 1,
  };
}

/** The weighting of this number: cluster 0 always counts +1, the others by the bits. */
function signs(weights: Float64Array, at: number): void {
  weights[0] = 1;
  for (let g = 1; g < weights.length; g += 1) weights[g] = (at >> (g - 1)) & 1 ? -1 : 1;
}

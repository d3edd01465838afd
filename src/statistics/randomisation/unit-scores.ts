import type { ResidualisedRows } from './residualised-rows.js';
import { type DrawScorer, IDENTIFIED_SHARE, type ScoreState, type StudentisedScore } from './studentised-score.js';

/** 1 - h_ii at or below this is a leverage of 1. */
const FULL_LEVERAGE = 1e-10;
/** (1e-8)^2: the part of the treatment column, of length 1, that one row may carry alone. */
const CARRIED_ALONE = 1e-16;
/** Where strata and covariates leave less than this share of the treatment, what is left is summed, not subtracted. */
const CANCELLED_SHARE = 1e-4;

/**
 * Scores draws where each assigned unit has at most one row: the coefficient of the treatment and its HC2 variance
 * (MacKinnon & White 1985, doi:10.1016/0304-4076(85)90158-7), with h_ii = h0_ii + d_i^2/d'd for the residualised treatment d.
 */
export class UnitScores implements DrawScorer {
  /** Of each basis column, what the treatment has of it; of each stratum, the share of its rows in the pilot arm. */
  private readonly share: Float64Array;
  private readonly stratumMean: Float64Array;

  constructor(private readonly rows: ResidualisedRows) {
    this.share = new Float64Array(rows.width);
    this.stratumMean = new Float64Array(rows.stratumStart.length - 1);
  }

  score(treatment: Float64Array, score: StudentisedScore, withShift: boolean): ScoreState {
    const square = this.project(treatment);
    if (square === 0) return 'collinear';
    return withShift ? this.scoreWithShift(treatment, square, score) : this.scoreAlone(treatment, square, score);
  }

  /** Finds what strata and covariates have of the treatment; answers d'd of what is left of it, or 0 where nothing is. */
  private project(treatment: Float64Array): number {
    const { slot, stratumStart, basis, width } = this.rows;
    const { share, stratumMean } = this;
    share.fill(0);
    let treated = 0;
    let square = 0;
    for (let s = 0; s < stratumMean.length; s += 1) {
      const end = stratumStart[s + 1];
      let inStratum = 0;
      for (let row = stratumStart[s], at = row * width; row < end; row += 1) {
        const arm = treatment[slot[row]];
        inStratum += arm;
        for (let j = 0; j < width; j += 1, at += 1) share[j] += arm * basis[at];
      }
      stratumMean[s] = inStratum / (end - stratumStart[s]);
      treated += inStratum;
      square += inStratum * (1 - stratumMean[s]);
    }
    for (let j = 0; j < width; j += 1) square -= share[j] * share[j];
    const own = treated * (1 - treated / slot.length);
    if (square > CANCELLED_SHARE * own) return square;
    const summed = this.summedSquare(treatment);
    return summed > IDENTIFIED_SHARE * own ? summed : 0;
  }

  /** d'd row by row, for where subtracting has left no digits. */
  private summedSquare(treatment: Float64Array): number {
    const { slot, stratumStart, basis, width } = this.rows;
    const { share, stratumMean } = this;
    let square = 0;
    for (let s = 0, at = 0; s < stratumMean.length; s += 1) {
      for (let row = stratumStart[s]; row < stratumStart[s + 1]; row += 1) {
        let left = treatment[slot[row]] - stratumMean[s];
        for (let j = 0; j < width; j += 1, at += 1) left -= share[j] * basis[at];
        square += left * left;
      }
    }
    return square;
  }

  private scoreAlone(treatment: Float64Array, square: number, score: StudentisedScore): ScoreState {
    const { slot, stratumStart, basis, width, response, slack } = this.rows;
    const { share, stratumMean } = this;
    // The response has nothing of strata and covariates left, so that T'y is d'y.
    let product = 0;
    for (let row = 0; row < slot.length; row += 1) product += treatment[slot[row]] * response[row];
    const slope = product / square;
    const weight = 1 / square;
    let variance = 0;
    for (let s = 0, at = 0; s < stratumMean.length; s += 1) {
      const mean = stratumMean[s];
      for (let row = stratumStart[s]; row < stratumStart[s + 1]; row += 1) {
        let left = treatment[slot[row]] - mean;
        for (let j = 0; j < width; j += 1, at += 1) left -= share[j] * basis[at];
        const part = left * left * weight;
        const free = slack[row] - part;
        if (free > FULL_LEVERAGE) {
          const error = response[row] - slope * left;
          variance += (part * error * error) / free;
        } else if (part > CARRIED_ALONE) return 'unreplicated';
      }
    }
    score.effect = product / Math.sqrt(square);
    score.variance = variance;
    return 'sound';
  }

  private scoreWithShift(treatment: Float64Array, square: number, score: StudentisedScore): ScoreState {
    const { slot, stratumStart, basis, width, response, shift, slack } = this.rows;
    const { share, stratumMean } = this;
    let product = 0;
    let shiftProduct = 0;
    for (let row = 0; row < slot.length; row += 1) {
      const arm = treatment[slot[row]];
      product += arm * response[row];
      shiftProduct += arm * shift[row];
    }
    const slope = product / square;
    const shiftSlope = shiftProduct / square;
    let variance = 0;
    let cross = 0;
    let shiftVariance = 0;
    for (let s = 0, at = 0; s < stratumMean.length; s += 1) {
      for (let row = stratumStart[s]; row < stratumStart[s + 1]; row += 1) {
        let left = treatment[slot[row]] - stratumMean[s];
        for (let j = 0; j < width; j += 1, at += 1) left -= share[j] * basis[at];
        const part = (left * left) / square;
        const free = slack[row] - part;
        if (free > FULL_LEVERAGE) {
          const weight = part / free;
          const error = response[row] - slope * left;
          const shiftError = shift[row] - shiftSlope * left;
          variance += weight * error * error;
          cross += weight * error * shiftError;
          shiftVariance += weight * shiftError * shiftError;
        } else if (part > CARRIED_ALONE) return 'unreplicated';
      }
    }
    const length = Math.sqrt(square);
    score.effect = product / length;
    score.shiftEffect = shiftProduct / length;
    score.variance = variance;
    score.cross = cross;
    score.shiftVariance = shiftVariance;
    return 'sound';
  }
}

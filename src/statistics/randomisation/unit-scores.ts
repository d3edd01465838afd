import type { ResidualisedRows } from './residualised-rows.js';
import { type DrawScorer, IDENTIFIED_SHARE, type ScoreState, type StudentisedScore } from './studentised-score.js';

/** 1 - h_ii at or below this is a leverage of 1. */
const FULL_LEVERAGE = 1e-10;
/** (1e-8)^2: the part of the treatment column, of length 1, that one row may carry alone. */
const CARRIED_ALONE = 1e-16;

/**
 * Scores draws where each assigned unit has at most one row: the coefficient of the treatment and its HC2 variance
 * (MacKinnon & White 1985, doi:10.1016/0304-4076(85)90158-7), with h_ii = h0_ii + d_i^2/d'd for the residualised treatment d.
 */
export class UnitScores implements DrawScorer {
  private readonly residual: Float64Array;
  private readonly share: Float64Array;

  constructor(private readonly rows: ResidualisedRows) {
    this.residual = new Float64Array(rows.slot.length);
    this.share = new Float64Array(rows.width);
  }

  score(treatment: Float64Array, score: StudentisedScore, withShift: boolean): ScoreState {
    const square = this.residualise(treatment);
    if (square === 0) return 'collinear';
    return withShift ? this.scoreWithShift(square, score) : this.scoreAlone(square, score);
  }

  /** Takes strata and covariates out of the treatment; answers d'd, or 0 where nothing is left of it. */
  private residualise(treatment: Float64Array): number {
    const { slot, stratumStart, basis, width } = this.rows;
    const { residual, share } = this;
    share.fill(0);
    let treated = 0;
    for (let s = 0; s + 1 < stratumStart.length; s += 1) {
      const end = stratumStart[s + 1];
      let inStratum = 0;
      for (let row = stratumStart[s], at = row * width; row < end; row += 1) {
        const arm = treatment[slot[row]];
        inStratum += arm;
        for (let j = 0; j < width; j += 1, at += 1) share[j] += arm * basis[at];
      }
      treated += inStratum;
      const mean = inStratum / (end - stratumStart[s]);
      for (let row = stratumStart[s]; row < end; row += 1) residual[row] = treatment[slot[row]] - mean;
    }
    let square = 0;
    for (let row = 0, at = 0; row < residual.length; row += 1) {
      let left = residual[row];
      for (let j = 0; j < width; j += 1, at += 1) left -= share[j] * basis[at];
      residual[row] = left;
      square += left * left;
    }
    return square > IDENTIFIED_SHARE * treated * (1 - treated / residual.length) ? square : 0;
  }

  private scoreAlone(square: number, score: StudentisedScore): ScoreState {
    const { response, slack } = this.rows;
    const { residual } = this;
    let product = 0;
    for (let row = 0; row < residual.length; row += 1) product += residual[row] * response[row];
    const slope = product / square;
    let variance = 0;
    for (let row = 0; row < residual.length; row += 1) {
      const left = residual[row];
      const part = (left * left) / square;
      const free = slack[row] - part;
      if (free > FULL_LEVERAGE) {
        const error = response[row] - slope * left;
        variance += (part * error * error) / free;
      } else if (part > CARRIED_ALONE) return 'unreplicated';
    }
    score.effect = product / Math.sqrt(square);
    score.variance = variance;
    return 'sound';
  }

  private scoreWithShift(square: number, score: StudentisedScore): ScoreState {
    const { response, shift, slack } = this.rows;
    const { residual } = this;
    let product = 0;
    let shiftProduct = 0;
    for (let row = 0; row < residual.length; row += 1) {
      product += residual[row] * response[row];
      shiftProduct += residual[row] * shift[row];
    }
    const slope = product / square;
    const shiftSlope = shiftProduct / square;
    let variance = 0;
    let cross = 0;
    let shiftVariance = 0;
    for (let row = 0; row < residual.length; row += 1) {
      const left = residual[row];
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
    const length = Math.sqrt(square);
    score.effect = product / length;
    score.shiftEffect = shiftProduct / length;
    score.variance = variance;
    score.cross = cross;
    score.shiftVariance = shiftVariance;
    return 'sound';
  }
}

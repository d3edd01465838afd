import { type StatisticalRefusal, refused } from '../finding.js';
import type { Column } from '../numbers/least-squares.js';
import type { Random } from '../numbers/random.js';
import { dot } from './residualised-rows.js';
import { IDENTIFIED_SHARE, type ScoreState, type StudentisedScore } from './studentised-score.js';

/** Pairs as they were registered, pilot minus control, in name order. */
export interface PairsToFlip {
  readonly difference: Float64Array;
  /** What one unit of effect adds to each difference. */
  readonly shift: Float64Array;
  readonly covariates: readonly Column[];
}

/**
 * Differences and shift after the covariates are taken out of them, without an intercept: flipping a pair turns the sign of its
 * difference, its covariates and its part of the variance alike, so that only the column of signs changes from draw to draw.
 */
export interface PairRows {
  readonly kind: 'rows';
  readonly response: Float64Array;
  readonly shift: Float64Array;
  /** Orthonormal columns that span the covariates. */
  readonly basis: readonly Float64Array[];
  /** 1 - h_ii of the covariates alone. */
  readonly slack: Float64Array;
}

/** What is left of a column of which the others explain all but this share of its length counts as nothing. */
const RANK_TOLERANCE = 1e-10;
const ROUNDING = 1e-12;
/** 1 - h_ii at or below this is a leverage of 1. */
const FULL_LEVERAGE = 1e-10;
/** (1e-8)^2: the part of the signs, of length 1, that one pair may carry alone. */
const CARRIED_ALONE = 1e-16;

/** Refuses COLLINEAR, naming a covariate that those before it determine. */
export function pairRows({ difference, shift, covariates }: PairsToFlip): PairRows | StatisticalRefusal {
  const basis: Float64Array[] = [];
  for (const { name, values } of covariates) {
    const left = without(values, basis);
    const length = Math.sqrt(dot(left, left));
    if (length <= RANK_TOLERANCE * Math.sqrt(dot(values, values))) return refused('COLLINEAR', { column: name });
    basis.push(left.map((value) => value / length));
  }
  const leftOver = (values: Float64Array): Float64Array => {
    const left = without(values, basis);
    return dot(left, left) <= ROUNDING ** 2 * dot(values, values) ? left.fill(0) : left;
  };
  const slack = new Float64Array(difference.length).fill(1);
  for (const column of basis) column.forEach((value, pair) => (slack[pair] -= value * value));
  return { kind: 'rows', response: leftOver(difference), shift: leftOver(shift), basis, slack };
}

/** Twice: once is not enough in floating point (Giraud et al. 2005, doi:10.1016/j.camwa.2005.08.009). */
function without(values: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const left = values.slice();
  for (let sweep = 0; sweep < 2; sweep += 1) {
    for (const column of basis) {
      const share = dot(left, column);
      for (let pair = 0; pair < left.length; pair += 1) left[pair] -= share * column[pair];
    }
  }
  return left;
}

/** Scores sign flips: the coefficient of the signs and its HC2 variance, in O(pairs), for every supposed effect at once. */
export class PairScores {
  private readonly sign: Float64Array;
  private readonly left: Float64Array;

  /** Starts at the registered signs. */
  constructor(private readonly rows: PairRows) {
    this.sign = new Float64Array(rows.response.length).fill(1);
    this.left = new Float64Array(rows.response.length);
  }

  /** Flips the pairs at the ones of a whole number: 0 is as registered, and each number below 2^pairs another flip. */
  flipAsIn(number: number): void {
    for (let pair = 0; pair < this.sign.length; pair += 1) this.sign[pair] = (number >>> pair) & 1 ? -1 : 1;
  }

  /** A fresh coin for each pair, 32 from each random word. */
  flip(random: Random): void {
    let word = 0;
    for (let pair = 0; pair < this.sign.length; pair += 1) {
      if (pair % 32 === 0) word = random.word();
      this.sign[pair] = (word >>> (pair % 32)) & 1 ? -1 : 1;
    }
  }

  score(score: StudentisedScore): ScoreState {
    const { response, shift, slack } = this.rows;
    const { left } = this;
    const square = this.residualise();
    if (!(square > IDENTIFIED_SHARE * left.length)) return 'collinear';
    const product = dot(left, response);
    const shiftProduct = dot(left, shift);
    const [slope, shiftSlope] = [product / square, shiftProduct / square];
    let variance = 0;
    let cross = 0;
    let shiftVariance = 0;
    for (let pair = 0; pair < left.length; pair += 1) {
      const part = (left[pair] * left[pair]) / square;
      const free = slack[pair] - part;
      if (free > FULL_LEVERAGE) {
        const weight = part / free;
        const error = response[pair] - slope * left[pair];
        const shiftError = shift[pair] - shiftSlope * left[pair];
        variance += weight * error * error;
        cross += weight * error * shiftError;
        shiftVariance += weight * shiftError * shiftError;
      } else if (part > CARRIED_ALONE) return 'unreplicated';
    }
    const length = Math.sqrt(square);
    Object.assign(score, {
      effect: product / length,
      shiftEffect: shiftProduct / length,
      variance,
      cross,
      shiftVariance,
    });
    return 'sound';
  }

  /** Takes the covariates out of the signs; answers the square of what is left. */
  private residualise(): number {
    const { sign, left } = this;
    left.set(sign);
    for (const column of this.rows.basis) {
      const share = dot(sign, column);
      for (let pair = 0; pair < left.length; pair += 1) left[pair] -= share * column[pair];
    }
    return dot(left, left);
  }
}

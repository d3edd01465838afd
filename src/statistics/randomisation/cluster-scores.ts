import type { ResidualisedRows } from './residualised-rows.js';
import { type DrawScorer, IDENTIFIED_SHARE, type ScoreState, type StudentisedScore } from './studentised-score.js';

/**
 * Scores draws where several rows share an assigned cluster: |b| d'd / sqrt(sum_g (d_g'u_g)^2), without the adjustment
 * matrices of CR2, which the re-draws make unnecessary. The treatment is constant within a cluster, so that sums over each
 * cluster's rows, made once, stand for the rows: a draw costs O(clusters), however many deals lie beneath them.
 */
export class ClusterScores implements DrawScorer {
  private readonly sums: ClusterSums;
  private readonly share: Float64Array;
  private readonly stratumMean: Float64Array;
  private readonly squares: Float64Array;
  private readonly products: Float64Array;
  private readonly shiftProducts: Float64Array;

  constructor(rows: ResidualisedRows) {
    this.sums = clusterSums(rows);
    const clusters = this.sums.rows.length;
    this.share = new Float64Array(rows.width);
    this.stratumMean = new Float64Array(rows.stratumStart.length - 1);
    this.squares = new Float64Array(clusters);
    this.products = new Float64Array(clusters);
    this.shiftProducts = new Float64Array(clusters);
  }

  score(treatment: Float64Array, score: StudentisedScore): ScoreState {
    this.weigh(treatment);
    const { squares, products, shiftProducts } = this;
    let square = 0;
    let product = 0;
    let shiftProduct = 0;
    for (let g = 0; g < squares.length; g += 1) {
      square += squares[g];
      product += products[g];
      shiftProduct += shiftProducts[g];
    }
    if (!this.identified(treatment, square)) return 'collinear';
    const slope = product / square;
    const shiftSlope = shiftProduct / square;
    let variance = 0;
    let cross = 0;
    let shiftVariance = 0;
    for (let g = 0; g < squares.length; g += 1) {
      const error = products[g] - slope * squares[g];
      const shiftError = shiftProducts[g] - shiftSlope * squares[g];
      variance += error * error;
      cross += error * shiftError;
      shiftVariance += shiftError * shiftError;
    }
    const length = Math.sqrt(square);
    score.effect = product / length;
    score.shiftEffect = shiftProduct / length;
    score.variance = variance / square;
    score.cross = cross / square;
    score.shiftVariance = shiftVariance / square;
    return 'sound';
  }

  /** By cluster: d_g'd_g, d_g'y_g and d_g's_g, for d_g = (T_g - stratum mean) 1 - Q_g c with c the treatment's share of each basis column. */
  private weigh(treatment: Float64Array): void {
    const { slot, stratum, rows, basis, basisSquares, response, basisResponse, shift, basisShift } = this.sums;
    this.project(treatment);
    const { share, stratumMean, squares, products, shiftProducts } = this;
    const width = share.length;
    for (let g = 0, at = 0, pair = 0; g < rows.length; g += 1) {
      const arm = treatment[slot[g]] - stratumMean[stratum[g]];
      let explained = 0;
      let explainedSquare = 0;
      let product = arm * response[g];
      let shiftProduct = arm * shift[g];
      for (let j = 0; j < width; j += 1, at += 1) {
        explained += share[j] * basis[at];
        product -= share[j] * basisResponse[at];
        shiftProduct -= share[j] * basisShift[at];
        for (let l = 0; l < width; l += 1, pair += 1) explainedSquare += share[j] * share[l] * basisSquares[pair];
      }
      squares[g] = rows[g] * arm * arm - 2 * arm * explained + explainedSquare;
      products[g] = product;
      shiftProducts[g] = shiftProduct;
    }
  }

  private project(treatment: Float64Array): void {
    const { slot, stratum, rows, rowsInStratum, basis } = this.sums;
    const { share, stratumMean } = this;
    share.fill(0);
    stratumMean.fill(0);
    for (let g = 0, at = 0; g < rows.length; g += 1) {
      const arm = treatment[slot[g]];
      stratumMean[stratum[g]] += (arm * rows[g]) / rowsInStratum[stratum[g]];
      for (let j = 0; j < share.length; j += 1, at += 1) share[j] += arm * basis[at];
    }
  }

  private identified(treatment: Float64Array, square: number): boolean {
    const { slot, rows } = this.sums;
    let treated = 0;
    let all = 0;
    for (let g = 0; g < rows.length; g += 1) {
      treated += treatment[slot[g]] * rows[g];
      all += rows[g];
    }
    return square > IDENTIFIED_SHARE * treated * (1 - treated / all);
  }
}

/** By cluster (times width, or width x width): sums over its rows of the columns and products that a draw needs. */
interface ClusterSums {
  readonly slot: Int32Array;
  readonly stratum: Int32Array;
  readonly rows: Float64Array;
  readonly rowsInStratum: Float64Array;
  readonly basis: Float64Array;
  readonly basisSquares: Float64Array;
  readonly response: Float64Array;
  readonly basisResponse: Float64Array;
  readonly shift: Float64Array;
  readonly basisShift: Float64Array;
}

function clusterSums(rows: ResidualisedRows): ClusterSums {
  const { width, stratumStart } = rows;
  const slots = Int32Array.from(new Set(rows.slot));
  const sums: ClusterSums = {
    slot: slots,
    stratum: new Int32Array(slots.length),
    rows: new Float64Array(slots.length),
    rowsInStratum: Float64Array.from(
      { length: stratumStart.length - 1 },
      (_, s) => stratumStart[s + 1] - stratumStart[s],
    ),
    basis: new Float64Array(slots.length * width),
    basisSquares: new Float64Array(slots.length * width * width),
    response: new Float64Array(slots.length),
    basisResponse: new Float64Array(slots.length * width),
    shift: new Float64Array(slots.length),
    basisShift: new Float64Array(slots.length * width),
  };
  for (let row = 0, g = 0, s = 0; row < rows.slot.length; row += 1) {
    if (rows.slot[row] !== slots[g]) g += 1;
    if (row === stratumStart[s + 1]) s += 1;
    sums.stratum[g] = s;
    addRow(sums, rows, g, row);
  }
  return sums;
}

function addRow(sums: ClusterSums, rows: ResidualisedRows, g: number, row: number): void {
  const { basis, width, response, shift } = rows;
  sums.rows[g] += 1;
  sums.response[g] += response[row];
  sums.shift[g] += shift[row];
  for (let j = 0; j < width; j += 1) {
    const value = basis[row * width + j];
    sums.basis[g * width + j] += value;
    sums.basisResponse[g * width + j] += value * response[row];
    sums.basisShift[g * width + j] += value * shift[row];
    for (let l = 0; l < width; l += 1) sums.basisSquares[(g * width + j) * width + l] += value * basis[row * width + l];
  }
}

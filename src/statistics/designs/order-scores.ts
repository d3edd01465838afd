import { dot } from '../numbers/least-squares.js';
import { IDENTIFIED_SHARE, type ScoreState, type StudentisedScore } from '../randomisation/studentised-score.js';
import type { SwitchPanel } from './switch-panel.js';

/**
 * Scores orders of one panel: |b| d'd / sqrt(sum_g (d_g'u_g)^2), d the treatment without its cluster and period effects, u
 * the residuals. Treatment is constant in a cluster's period, and what a cluster adds depends only on its own wave and on the
 * effects of the periods: sums made once for every cluster and wave leave O(clusters x periods^2) for a draw.
 */
export class OrderScores {
  private readonly sums: PanelSums;
  private readonly share: Float64Array;
  private readonly squares: Float64Array;
  private readonly products: Float64Array;
  private readonly shiftProducts: Float64Array;

  constructor(panel: SwitchPanel) {
    this.sums = panelSums(panel);
    const clusters = this.sums.clusters;
    this.share = new Float64Array(this.sums.width);
    this.squares = new Float64Array(clusters);
    this.products = new Float64Array(clusters);
    this.shiftProducts = new Float64Array(clusters);
  }

  /** What the response has left after cluster and period effects: sums of squares and products with the shift. */
  get totals(): { readonly response: number; readonly cross: number; readonly shift: number } {
    return this.sums.totals;
  }

  /** Scores the order that gives each cluster its wave; leaves `score` as it was where the effect cannot be told. */
  score(wave: Int32Array, score: StudentisedScore): ScoreState {
    this.weigh(wave);
    const { squares, products, shiftProducts } = this;
    const square = sum(squares);
    let spread = 0;
    wave.forEach((w, g) => (spread += this.sums.own[g * this.sums.waves + w]));
    if (!(square > IDENTIFIED_SHARE * spread)) return 'collinear';
    const slope = sum(products) / square;
    const shiftSlope = sum(shiftProducts) / square;
    const length = Math.sqrt(square);
    score.effect = slope * length;
    score.shiftEffect = shiftSlope * length;
    score.variance = 0;
    score.cross = 0;
    score.shiftVariance = 0;
    for (let g = 0; g < squares.length; g += 1) {
      const error = products[g] - slope * squares[g];
      const shiftError = shiftProducts[g] - shiftSlope * squares[g];
      score.variance += (error * error) / square;
      score.cross += (error * shiftError) / square;
      score.shiftVariance += (shiftError * shiftError) / square;
    }
    return 'sound';
  }

  /** By cluster: d_g'd_g, d_g'y_g and d_g's_g, for d_g the treatment within the cluster less Q_g c, c its share of each period column. */
  private weigh(wave: Int32Array): void {
    const { width, waves, pull, own, response, shift, basisSquares, basisResponse, basisShift } = this.sums;
    const { share, squares, products, shiftProducts } = this;
    share.fill(0);
    for (let g = 0; g < squares.length; g += 1) {
      const at = (g * waves + wave[g]) * width;
      for (let j = 0; j < width; j += 1) share[j] += pull[at + j];
    }
    for (let g = 0; g < squares.length; g += 1) {
      const cell = g * waves + wave[g];
      let square = own[cell];
      let product = response[cell];
      let shiftProduct = shift[cell];
      for (let j = 0; j < width; j += 1) {
        const at = g * width + j;
        square -= 2 * share[j] * pull[cell * width + j];
        product -= share[j] * basisResponse[at];
        shiftProduct -= share[j] * basisShift[at];
        for (let l = 0; l < width; l += 1) square += share[j] * share[l] * basisSquares[at * width + l];
      }
      squares[g] = square;
      products[g] = product;
      shiftProducts[g] = shiftProduct;
    }
  }
}

/** Sums over the rows of each cluster, and of each cluster as if it had switched in each wave. */
interface PanelSums {
  readonly clusters: number;
  readonly waves: number;
  /** Columns that span the period effects within clusters. */
  readonly width: number;
  /** By cluster and wave: T'T, T'y and T's of the treatment within the cluster. */
  readonly own: Float64Array;
  readonly response: Float64Array;
  readonly shift: Float64Array;
  /** By cluster, wave and column: Q'T. */
  readonly pull: Float64Array;
  /** By cluster and column (and column): Q'Q, Q'y, Q's. */
  readonly basisSquares: Float64Array;
  readonly basisResponse: Float64Array;
  readonly basisShift: Float64Array;
  readonly totals: { readonly response: number; readonly cross: number; readonly shift: number };
}

function panelSums(panel: SwitchPanel): PanelSums {
  const { rows, clusters, periods } = panel;
  const waves = periods.length + 1;
  const counts = countsOf(rows.cluster, clusters.length);
  const basis = periodBasis(panel, counts);
  const width = basis.length;
  const left = (values: Float64Array): Float64Array => without(basis, within(values, rows.cluster, counts));
  const y = left(rows.response);
  const s = left(rows.shift);
  const sums = {
    clusters: clusters.length,
    waves,
    width,
    own: new Float64Array(clusters.length * waves),
    response: new Float64Array(clusters.length * waves),
    shift: new Float64Array(clusters.length * waves),
    pull: new Float64Array(clusters.length * waves * width),
    basisSquares: new Float64Array(clusters.length * width * width),
    basisResponse: new Float64Array(clusters.length * width),
    basisShift: new Float64Array(clusters.length * width),
    totals: { response: dot(y, y), cross: dot(y, s), shift: dot(s, s) },
  };
  for (let w = 0; w < waves; w += 1) {
    const treated = within(
      Float64Array.from(rows.period, (p) => (p >= w ? 1 : 0)),
      rows.cluster,
      counts,
    );
    rows.cluster.forEach((g, i) => {
      const cell = g * waves + w;
      sums.own[cell] += treated[i] * treated[i];
      sums.response[cell] += treated[i] * y[i];
      sums.shift[cell] += treated[i] * s[i];
      for (let j = 0; j < width; j += 1) sums.pull[cell * width + j] += treated[i] * basis[j][i];
    });
  }
  rows.cluster.forEach((g, i) => {
    for (let j = 0; j < width; j += 1) {
      const at = g * width + j;
      sums.basisResponse[at] += basis[j][i] * y[i];
      sums.basisShift[at] += basis[j][i] * s[i];
      for (let l = 0; l < width; l += 1) sums.basisSquares[at * width + l] += basis[j][i] * basis[l][i];
    }
  });
  return sums;
}

/** Orthonormal columns that span the period effects once cluster effects are out, by Gram-Schmidt, twice for each column. */
function periodBasis({ rows, periods }: SwitchPanel, counts: Float64Array): Float64Array[] {
  const basis: Float64Array[] = [];
  for (let p = 1; p < periods.length; p += 1) {
    const column = within(
      Float64Array.from(rows.period, (at) => (at === p ? 1 : 0)),
      rows.cluster,
      counts,
    );
    const before = Math.sqrt(dot(column, column));
    const rest = without(basis, without(basis, column));
    const length = Math.sqrt(dot(rest, rest));
    if (length > SPANNED * before) basis.push(rest.map((value) => value / length));
  }
  return basis;
}

/** A column of which the others leave less than this share adds nothing to what they span. */
const SPANNED = 1e-10;

function within(values: Float64Array, cluster: Int32Array, counts: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length);
  cluster.forEach((g, i) => (sums[g] += values[i]));
  return values.map((value, i) => value - sums[cluster[i]] / counts[cluster[i]]);
}

function without(basis: readonly Float64Array[], values: Float64Array): Float64Array {
  let rest = values;
  for (const column of basis) {
    const share = dot(column, rest);
    rest = rest.map((value, i) => value - share * column[i]);
  }
  return rest;
}

function countsOf(cluster: Int32Array, clusters: number): Float64Array {
  const counts = new Float64Array(clusters);
  cluster.forEach((g) => (counts[g] += 1));
  return counts;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

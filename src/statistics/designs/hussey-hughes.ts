import { COLUMN, type StatisticalRefusal, refused } from '../finding.js';
import { cholesky, forwardSolve } from '../numbers/cholesky.js';
import { dot, mean } from '../numbers/least-squares.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';
import type { SwitchPanel } from './switch-panel.js';

/**
 * The effect of having switched by the mixed model of a stepped wedge: period effects fixed, clusters random, by restricted
 * maximum likelihood. Degrees of freedom are those within clusters, as nlme counts them: rows - clusters - (columns - 1).
 * Supposes clusters drawn from one normal population, errors alike and independent within them, and one effect for all times:
 * more than the fixed effects with CR2 suppose, so it stands beside them and decides nothing.
 * Refuses NO_CONTRAST where period determines the play, TOO_FEW_UNITS without degrees of freedom, NO_VARIANCE where nothing varies.
 * Hussey & Hughes 2007, doi:10.1016/j.cct.2006.05.007; Patterson & Thompson 1971, doi:10.1093/biomet/58.3.545;
 * Pinheiro & Bates 2000, Mixed-Effects Models in S and S-PLUS, ch. 2.4 (degrees of freedom).
 */
export function husseyHughes(panel: SwitchPanel): ContrastEstimate | StatisticalRefusal {
  const moments = crossProducts(panel);
  const { width, rows, sizes } = moments;
  const degreesOfFreedom = rows - sizes.length - (width - 1);
  if (degreesOfFreedom < 1) return refused('TOO_FEW_UNITS');
  const at = (share: number): Profile | null => profileAt(moments, share);
  const pooled = at(0);
  if (!pooled) return refused('NO_CONTRAST', { column: COLUMN.period });
  if (!(pooled.residual > NOTHING_LEFT * moments.total)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const best = at(likeliestShare(at)) ?? pooled;
  const variance = best.residual / (rows - width);
  return {
    kind: 'estimate',
    estimate: best.effect,
    standardError: Math.sqrt(variance) / best.precision,
    degreesOfFreedom,
  };
}

/** Of the sum of squares of the response. */
const NOTHING_LEFT = 1e-24;
const STEPS = 64;

/** What the likelihood needs to know of the rows: columns are the intercept, the periods but the first, and the play. */
interface Moments {
  readonly rows: number;
  readonly width: number;
  /** X'X, X'y and y'y of all rows. */
  readonly squares: Float64Array;
  readonly products: Float64Array;
  readonly total: number;
  /** By cluster: its rows, and the sums of its columns and of its response. */
  readonly sizes: readonly number[];
  readonly columnSums: readonly Float64Array[];
  readonly responseSums: readonly number[];
}

/** The model at one share of the variance that lies between clusters. */
interface Profile {
  /** Coefficient of the last column, and one over its error in units of that within clusters. */
  readonly effect: number;
  readonly precision: number;
  /** y'P y, in units of the variance within clusters. */
  readonly residual: number;
  /** Twice the restricted log-likelihood, but for a constant. */
  readonly likelihood: number;
  /** Its sign is that of the slope of the likelihood. */
  readonly slope: number;
}

function crossProducts({ rows, clusters }: SwitchPanel): Moments {
  const periods = [...new Set(rows.period)].sort((a, b) => a - b);
  const width = periods.length + 1;
  const centre = mean(rows.response);
  const rowOf = (i: number): Float64Array => {
    const row = new Float64Array(width);
    row[0] = 1;
    const period = periods.indexOf(rows.period[i]);
    if (period > 0) row[period] = 1;
    row[width - 1] = rows.treated[i];
    return row;
  };
  const squares = new Float64Array(width * width);
  const products = new Float64Array(width);
  const sums = clusters.map(() => ({ size: 0, columns: new Float64Array(width), response: 0 }));
  let total = 0;
  rows.response.forEach((value, i) => {
    const row = rowOf(i);
    const y = value - centre;
    const own = sums[rows.cluster[i]];
    own.size += 1;
    own.response += y;
    total += y * y;
    for (let j = 0; j < width; j += 1) {
      own.columns[j] += row[j];
      products[j] += row[j] * y;
      for (let l = 0; l < width; l += 1) squares[j * width + l] += row[j] * row[l];
    }
  });
  const seen = sums.filter(({ size }) => size > 0);
  return {
    rows: rows.response.length,
    width,
    squares,
    products,
    total,
    sizes: seen.map(({ size }) => size),
    columnSums: seen.map(({ columns }) => columns),
    responseSums: seen.map(({ response }) => response),
  };
}

/** V = I + ratio J within each cluster, whose inverse takes ratio / (1 + n ratio) of the product of sums away; ratio = share / (1 - share). */
function profileAt({ rows, width, sizes, ...moments }: Moments, share: number): Profile | null {
  const ratio = share / (1 - share);
  const squares = Float64Array.from(moments.squares);
  const products = Float64Array.from(moments.products);
  let total = moments.total;
  let logVariance = 0;
  sizes.forEach((size, g) => {
    const taken = ratio / (1 + size * ratio);
    const columns = moments.columnSums[g];
    const response = moments.responseSums[g];
    logVariance += Math.log1p(size * ratio);
    total -= taken * response * response;
    for (let j = 0; j < width; j += 1) {
      products[j] -= taken * columns[j] * response;
      for (let l = 0; l < width; l += 1) squares[j * width + l] -= taken * columns[j] * columns[l];
    }
  });
  // With X'X = L L' everything is said in L^-1: the last row of L alone carries the last column's effect.
  const lower = cholesky(squares, width);
  if (!lower) return null;
  const scores = forwardSolve(lower, products);
  const residual = total - dot(scores, scores);
  let slope = 0;
  sizes.forEach((size, g) => {
    const columns = forwardSolve(lower, moments.columnSums[g]);
    const weight = 1 / (1 + size * ratio);
    const error = weight * (moments.responseSums[g] - dot(columns, scores));
    slope += ((rows - width) * error * error) / residual - size * weight + weight * weight * dot(columns, columns);
  });
  const precision = lower[width * width - 1];
  let logDeterminant = 0;
  for (let j = 0; j < width; j += 1) logDeterminant += 2 * Math.log(lower[j * width + j]);
  const likelihood = -(rows - width) * Math.log(residual) - logVariance - logDeterminant;
  return { effect: scores[width - 1] / precision, precision, residual, likelihood, slope };
}

/** The share at which the likelihood is largest: the best of a grid, then bisection of its slope beside it. */
function likeliestShare(at: (share: number) => Profile | null): number {
  const share = (step: number): number => step / STEPS;
  let best = 0;
  for (let step = 1; step < STEPS; step += 1) {
    if ((at(share(step))?.likelihood ?? -Infinity) > (at(share(best))?.likelihood ?? -Infinity)) best = step;
  }
  let low = share(Math.max(0, best - 1));
  let high = best + 1 < STEPS ? share(best + 1) : 1 - Number.EPSILON;
  if ((at(low)?.slope ?? 0) <= 0) return share(best);
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if ((at(middle)?.slope ?? 0) > 0) low = middle;
    else high = middle;
  }
  return low;
}

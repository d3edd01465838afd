import { COLUMN, type StatisticalRefusal, refused } from '../finding.js';
import { type Column, factorise, leastSquares } from '../numbers/least-squares.js';
import { type ContrastEstimate, contrastEstimate, groupDirections } from '../numbers/robust-variance.js';
import { isRounding } from '../numbers/rounding.js';
import type { SwitchPanel } from './switch-panel.js';

/** A fit with cluster and period effects, ready for contrasts of the columns of interest. */
export interface FixedEffectsFit {
  readonly kind: 'fit';
  /** The weighted sum of the columns' effects, weights in their order. */
  combine(weights: readonly number[]): ContrastEstimate | StatisticalRefusal;
}

/**
 * Least squares of the response on cluster effects, period effects and the columns given, with CR2 by cluster and
 * Satterthwaite degrees of freedom. Cluster effects are taken out of every column first, which changes neither estimates
 * nor CR2 (Pustejovsky & Tipton 2018, doi:10.1080/07350015.2016.1247004, theorem 2) and keeps the fit as small as the
 * number of periods. Assumes independent clusters.
 * Refuses COLLINEAR with the column that cluster, period and the columns before it already determine, NO_VARIANCE where the
 * model leaves nothing.
 */
export function fixedEffects(panel: SwitchPanel, columns: readonly Column[]): FixedEffectsFit | StatisticalRefusal {
  const { rows, clusters } = panel;
  const within = (values: Float64Array): Float64Array => deviations(values, rows.cluster, clusters.length);
  const inTime = distinct(rows.period)
    .slice(1)
    .map((period) => periodColumn(rows.period, period));
  const all = [...inTime, ...columns].map(({ name, values }) => ({ name, values: within(values) }));
  const constant = all.find(({ values }, j) => isRounding(values, [...inTime, ...columns][j].values));
  if (constant) return refused('COLLINEAR', { column: constant.name });
  const design = factorise(rows.response.length, all);
  if (design.kind === 'refused') return design;
  const fit = leastSquares(design, within(rows.response));
  if (isRounding(fit.residuals, rows.response)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const seen = distinct(rows.cluster);
  const groups = { names: seen.map((g) => clusters[g]), of: rows.cluster.map((g) => seen.indexOf(g)) };
  const directions = groupDirections(fit, groups);
  return {
    kind: 'fit',
    combine: (weights) => {
      const contrast = new Float64Array(design.width);
      weights.forEach((weight, j) => (contrast[1 + inTime.length + j] = weight));
      return contrastEstimate(directions, contrast);
    },
  };
}

/** Ascending. */
function distinct(values: Int32Array): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

function periodColumn(period: Int32Array, wanted: number): Column {
  return { name: COLUMN.period, values: Float64Array.from(period, (at) => (at === wanted ? 1 : 0)) };
}

/** What is left of each value after the mean of its cluster. */
export function deviations(values: Float64Array, cluster: Int32Array, clusters: number): Float64Array {
  const sums = new Float64Array(clusters);
  const rows = new Float64Array(clusters);
  cluster.forEach((g, i) => {
    sums[g] += values[i];
    rows[g] += 1;
  });
  const rest = values.map((value, i) => value - sums[cluster[i]] / rows[cluster[i]]);
  // A second pass takes out what a large offset rounded away.
  const left = new Float64Array(clusters);
  cluster.forEach((g, i) => (left[g] += rest[i]));
  return rest.map((value, i) => value - left[cluster[i]] / rows[cluster[i]]);
}

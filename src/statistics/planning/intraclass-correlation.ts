import { type StatisticalRefusal, refused } from '../finding.js';
import { mean } from '../numbers/least-squares.js';

/** How much rows of one cluster are alike, and what that costs. */
export interface IntraclassCorrelation {
  readonly kind: 'correlation';
  /** One-way ANOVA estimate; slightly negative by chance where clusters do not matter. */
  readonly correlation: number;
  /** By how much the variance exceeds that of as many independent rows: 1 + ((1 + CV^2) m - 1) ICC, at least 1. */
  readonly designEffect: number;
  /** Rows divided by the design effect. */
  readonly effectiveRows: number;
}

/**
 * Intraclass correlation of values by cluster (`cluster` gives each value its own), with the design effect for clusters of mean
 * size m and coefficient of variation CV. Refuses TOO_FEW_UNITS below two clusters or where no cluster has two rows, NO_VARIANCE
 * where all values are the same.
 * Donner 1986, doi:10.2307/1403259; Eldridge, Ashby & Kerry 2006, doi:10.1093/ije/dyl129.
 */
export function intraclassCorrelation(
  values: Float64Array,
  cluster: Int32Array,
): IntraclassCorrelation | StatisticalRefusal {
  const members = new Map<number, number[]>();
  cluster.forEach((name, row) => {
    const rows = members.get(name) ?? [];
    rows.push(values[row]);
    members.set(name, rows);
  });
  const clusters = [...members.values()];
  if (clusters.length < 2 || clusters.length === values.length) return refused('TOO_FEW_UNITS');
  const centre = mean(values);
  let between = 0;
  let within = 0;
  for (const rows of clusters) {
    const own = mean(rows);
    between += rows.length * (own - centre) ** 2;
    for (const value of rows) within += (value - own) ** 2;
  }
  if (!(between + within > 0)) return refused('NO_VARIANCE');
  // (1 + CV^2) m: the mean size of a cluster as its rows see it
  const seenSize = clusters.reduce((sum, { length }) => sum + length * length, 0) / values.length;
  const meanSquareBetween = between / (clusters.length - 1);
  const meanSquareWithin = within / (values.length - clusters.length);
  // the size that unequal clusters would have in a balanced ANOVA
  const balanced = (values.length - seenSize) / (clusters.length - 1);
  const correlation = (meanSquareBetween - meanSquareWithin) / (meanSquareBetween + (balanced - 1) * meanSquareWithin);
  const designEffect = Math.max(1, 1 + (seenSize - 1) * correlation);
  return { kind: 'correlation', correlation, designEffect, effectiveRows: values.length / designEffect };
}

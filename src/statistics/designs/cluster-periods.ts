import type { SwitchPanel } from './switch-panel.js';

/** The mean of each cluster in each period. */
export interface ClusterPeriods {
  /** Indices of the periods in which any row has an outcome. */
  readonly periods: readonly number[];
  /** By cluster: its means by period, on the scale of the model and of the outcome; null where a period lacks an outcome. */
  readonly complete: readonly ({ readonly response: Float64Array; readonly outcome: Float64Array } | null)[];
}

/** Gathers the rows of a panel to one mean a cluster and period, whatever the number of units beneath. */
export function clusterPeriods({ rows, clusters, periods: all }: SwitchPanel): ClusterPeriods {
  const periods = all.map((_, p) => p).filter((p) => rows.period.includes(p));
  const cells = clusters.length * all.length;
  const counts = new Float64Array(cells);
  const response = new Float64Array(cells);
  const outcome = new Float64Array(cells);
  rows.cluster.forEach((g, i) => {
    const at = g * all.length + rows.period[i];
    counts[at] += 1;
    response[at] += rows.response[i];
    outcome[at] += rows.outcome[i];
  });
  const complete = clusters.map((_, g) => {
    const at = periods.map((p) => g * all.length + p);
    if (at.some((cell) => counts[cell] === 0)) return null;
    const means = (sums: Float64Array): Float64Array => Float64Array.from(at, (cell) => sums[cell] / counts[cell]);
    return { response: means(response), outcome: means(outcome) };
  });
  return { periods, complete };
}

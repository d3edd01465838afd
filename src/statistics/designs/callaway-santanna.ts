import { type StatisticalRefusal, refused } from '../finding.js';
import { mean } from '../numbers/least-squares.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';

/** Clusters that switched in one period, all observed in every period. */
export interface Cohort {
  /** Index of the first period with the play; the number of periods for clusters that never had it. Never 0. */
  readonly wave: number;
  /** By cluster: its response by period. */
  readonly responses: readonly Float64Array[];
}

/** The effect on the clusters of one wave in one period: which clusters' changes are compared with which. */
export interface GroupTime {
  readonly cohort: Cohort;
  readonly period: number;
  /** Whose change since the period before the cohort's switch stands for what would have happened without it. */
  readonly comparison: readonly Cohort[];
}

/** One combination of such effects, as what it takes from each cluster: the sum of the cohorts' means is the effect. */
export interface Combination {
  readonly kind: 'combination';
  readonly values: readonly { readonly wave: number; readonly clusters: Float64Array }[];
}

/**
 * Every effect ATT(g,t) that the waves allow: the mean change from the period before the switch of wave g to period t among
 * its clusters, less that among the clusters that have switched neither by t nor with g. Periods before the switch (t < g - 1)
 * compare in the same way what should not differ; t = g - 1 is 0 by definition and left out. What has no comparison is left out.
 * Supposes that without the play both would have changed alike, and that nobody acts on a switch before it comes.
 * Callaway & Sant'Anna 2021, doi:10.1016/j.jeconom.2020.12.001 (not-yet-treated comparison, universal base period).
 */
export function groupTimes(cohorts: readonly Cohort[], periods: number): GroupTime[] {
  const switching = cohorts.filter(({ wave }) => wave < periods);
  return switching.flatMap((cohort) =>
    Array.from({ length: periods }, (_, period): GroupTime => {
      const comparison = cohorts.filter(({ wave }) => wave > Math.max(period, cohort.wave));
      return { cohort, period, comparison };
    }).filter(({ period, comparison }) => period !== cohort.wave - 1 && comparison.length > 0),
  );
}

/** The mean over each wave's periods with the play, then over waves by their number of clusters. */
export function overall(effects: readonly GroupTime[]): Combination {
  const after = effects.filter(({ cohort, period }) => period >= cohort.wave);
  const cohorts = [...new Set(after.map(({ cohort }) => cohort))];
  const clusters = cohorts.reduce((sum, { responses }) => sum + responses.length, 0);
  return combination(after, ({ cohort }) => {
    const periods = after.filter((other) => other.cohort === cohort).length;
    return cohort.responses.length / clusters / periods;
  });
}

/** The mean over waves, by their number of clusters, at one distance from the switch (below 0: before it). */
export function atDistance(effects: readonly GroupTime[], since: number): Combination {
  const there = effects.filter(({ cohort, period }) => period - cohort.wave === since);
  const clusters = there.reduce((sum, { cohort }) => sum + cohort.responses.length, 0);
  return combination(there, ({ cohort }) => cohort.responses.length / clusters);
}

/** Clusters with the play that an average at one distance rests on. */
export function clustersAt(effects: readonly GroupTime[], since: number): number {
  return effects
    .filter(({ cohort, period }) => period - cohort.wave === since)
    .reduce((sum, { cohort }) => sum + cohort.responses.length, 0);
}

/**
 * Estimate, standard error and Satterthwaite degrees of freedom of a combination. The sizes of the waves are given, so that it
 * is a sum of independent means, one for each wave: Welch's variance, with no assumption about how the periods of a cluster hang
 * together. Refuses NOT_IDENTIFIED_BY_REPLICATION where a wave has one cluster, TOO_FEW_UNITS where nothing is combined.
 */
export function combinedEffect({ values }: Combination): ContrastEstimate | StatisticalRefusal {
  if (values.length === 0) return refused('TOO_FEW_UNITS');
  if (values.some(({ clusters }) => clusters.length < 2)) return refused('NOT_IDENTIFIED_BY_REPLICATION');
  let estimate = 0;
  let variance = 0;
  let squares = 0;
  for (const { clusters } of values) {
    const centre = mean(clusters);
    const own =
      clusters.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (clusters.length - 1) / clusters.length;
    estimate += centre;
    variance += own;
    squares += own ** 2 / (clusters.length - 1);
  }
  const degreesOfFreedom = squares > 0 ? variance ** 2 / squares : 1;
  return { kind: 'estimate', estimate, standardError: Math.sqrt(variance), degreesOfFreedom };
}

/** Weights on effects become weights on the periods of every wave: linear, so that clusters are only averaged at the end. */
function combination(effects: readonly GroupTime[], weightOf: (effect: GroupTime) => number): Combination {
  const weights = new Map<Cohort, Float64Array>();
  const add = (cohort: Cohort, { at, base }: { at: number; base: number }, weight: number): void => {
    const own = weights.get(cohort) ?? new Float64Array(cohort.responses[0].length);
    own[at] += weight;
    own[base] -= weight;
    weights.set(cohort, own);
  };
  for (const effect of effects) {
    const { cohort, period, comparison } = effect;
    const change = { at: period, base: cohort.wave - 1 };
    const weight = weightOf(effect);
    const compared = comparison.reduce((sum, { responses }) => sum + responses.length, 0);
    add(cohort, change, weight);
    for (const other of comparison) add(other, change, (-weight * other.responses.length) / compared);
  }
  const values = [...weights].map(([{ wave, responses }, own]) => ({
    wave,
    clusters: Float64Array.from(responses, (response) => response.reduce((sum, value, t) => sum + own[t] * value, 0)),
  }));
  return { kind: 'combination', values };
}

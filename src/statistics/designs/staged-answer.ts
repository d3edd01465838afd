import { type CheckFinding, type StatisticalRefusal, refused } from '../finding.js';
import { holm } from '../looks/holm.js';
import {
  type Cohort,
  type GroupTime,
  atDistance,
  clustersAt,
  combinedEffect,
  groupTimes,
  overall,
} from './callaway-santanna.js';
import { clusterBootstrap } from './cluster-bootstrap.js';
import { clusterPeriods } from './cluster-periods.js';
import { incompleteCheck } from './panel-checks.js';
import { steppedWedge } from './stepped-wedge.js';
import type { DesignAnswer } from './switch-answer.js';
import { switchEffect } from './switch-effect.js';
import type { EffectSinceSwitch, SwitchPlan } from './switch-finding.js';
import type { SwitchPanel } from './switch-panel.js';
import type { ViewedRows } from './switch-views.js';

/**
 * An order that was chosen: what changed in the clusters that switched, against those that had not, wave by wave. Waves of one
 * cluster, clusters that had the play from the start, and clusters without an outcome in every period stand aside, and are told.
 * Refuses TOO_FEW_UNITS where that leaves no wave to compare.
 */
export function stagedAnswer(panel: SwitchPanel, plan: SwitchPlan): DesignAnswer | StatisticalRefusal {
  const level = plan.level ?? plan.alpha;
  const taken = comparableCohorts(panel);
  const effects = groupTimes(taken.cohorts, taken.periods);
  const after = effects.filter(({ cohort, period }) => period >= cohort.wave);
  if (after.length === 0) return refused('TOO_FEW_UNITS');
  const headline = overall(effects);
  const contrast = combinedEffect(headline);
  if (contrast.kind === 'refused') return contrast;
  const since = distances(effects).map((distance): EffectSinceSwitch => {
    const effect = switchEffect(combinedEffect(atDistance(effects, distance)), level);
    return { since: distance, clusters: clustersAt(effects, distance), ...effect };
  });
  const clustersOf = (cohorts: readonly Cohort[]): number =>
    [...new Set(cohorts)].reduce((sum, { responses }) => sum + responses.length, 0);
  return {
    method: 'CALLAWAY_SANTANNA',
    effect: switchEffect(contrast, level),
    viewed: switchedCells(after, taken.outcomes),
    randomisation: null,
    smallestP: null,
    fewestClusters: Math.min(
      clustersOf(after.map(({ cohort }) => cohort)),
      clustersOf(after.flatMap(({ comparison }) => comparison)),
    ),
    sinceSwitch: since,
    sensitivity: [
      { code: 'CLUSTER_BOOTSTRAP', ...clusterBootstrap(headline, level, plan.seed) },
      { code: 'TWO_WAY_FIXED_EFFECTS', ...switchEffect(steppedWedge(panel), level) },
    ],
    checks: [...taken.checks, ...withoutComparison(taken, after), ...effectsBefore(since, level)],
  };
}

interface Comparable {
  /** By wave. */
  readonly cohorts: readonly Cohort[];
  /** How many there are. */
  readonly periods: number;
  /** By cohort, in its order: outcomes of its clusters by period. */
  readonly outcomes: ReadonlyMap<Cohort, readonly Float64Array[]>;
  readonly checks: readonly CheckFinding[];
}

function comparableCohorts(panel: SwitchPanel): Comparable {
  const { periods, complete } = clusterPeriods(panel);
  // Waves in terms of the periods that have outcomes.
  const waveOf = Array.from(panel.wave, (wave) => periods.filter((period) => period < wave).length);
  const seen = [...panel.clusters.keys()];
  const members = (wave: number): number[] => seen.filter((g) => waveOf[g] === wave && complete[g] !== null);
  const waves = [...new Set(waveOf)].filter((wave) => wave > 0).sort((a, b) => a - b);
  const outcomes = new Map<Cohort, readonly Float64Array[]>();
  for (const wave of waves) {
    const cells = members(wave).flatMap((g) => complete[g] ?? []);
    if (cells.length > 1) {
      const cohort = { wave, responses: cells.map(({ response }) => response) };
      outcomes.set(
        cohort,
        cells.map(({ outcome }) => outcome),
      );
    }
  }
  const checks = [
    told('SWITCHED_BEFORE_THE_FIRST_PERIOD', 'INFO', members(0).length),
    incompleteCheck(complete.filter((cells) => cells === null).length, complete.length),
    told('WAVES_OF_ONE_CLUSTER', 'WARN', waves.filter((wave) => members(wave).length === 1).length),
  ];
  return { cohorts: [...outcomes.keys()], periods: periods.length, outcomes, checks: checks.flat() };
}

function told(code: CheckFinding['code'], severity: CheckFinding['severity'], number: number): CheckFinding[] {
  return number > 0 ? [{ code, severity, values: { number } }] : [];
}

/** Periods with the play in which every other cluster has it too. */
function withoutComparison({ cohorts, periods }: Comparable, after: readonly GroupTime[]): CheckFinding[] {
  const possible = cohorts.reduce((sum, { wave }) => sum + Math.max(0, periods - wave), 0);
  return told('PERIODS_WITHOUT_COMPARISON', 'INFO', possible - after.length);
}

/** Where an effect shows before the play is there (Holm over those periods), the clusters were already on different paths. */
function effectsBefore(effects: readonly EffectSinceSwitch[], level: number): CheckFinding[] {
  const before = effects.filter(({ since, pValue }) => since < 0 && pValue !== null);
  const passes = holm(
    before.map(({ pValue }) => pValue ?? 1),
    level,
  );
  const found = before.filter((_, at) => passes[at]);
  if (found.length === 0) return [];
  const smallest = Math.min(...found.map(({ pValue }) => pValue ?? 1));
  return [{ code: 'EFFECT_BEFORE_SWITCH', severity: 'WARN', values: { periods: found.length, pValue: smallest } }];
}

function distances(effects: readonly GroupTime[]): number[] {
  return [...new Set(effects.map(({ cohort, period }) => period - cohort.wave))].sort((a, b) => a - b);
}

/** The clusters and periods with the play, weighted as the headline weighs them. */
function switchedCells(after: readonly GroupTime[], outcomes: Comparable['outcomes']): ViewedRows {
  const cells = after.flatMap(({ cohort, period }) => {
    const weight = 1 / after.filter((other) => other.cohort === cohort).length;
    return cohort.responses.map((response, i) => ({
      response: response[period],
      outcome: outcomes.get(cohort)?.[i][period] ?? NaN,
      weight,
    }));
  });
  return {
    outcome: Float64Array.from(cells, ({ outcome }) => outcome),
    response: Float64Array.from(cells, ({ response }) => response),
    treated: new Float64Array(cells.length).fill(1),
    weight: Float64Array.from(cells, ({ weight }) => weight),
  };
}

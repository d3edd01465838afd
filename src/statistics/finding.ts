/**
 * What statistics says instead of throwing: a number, or a refusal that names the place. Words are made by the rooms around.
 */

export const STATISTICAL_REFUSAL_CODES = [
  /** Fewer than two assigned units (clusters) with an outcome in an arm. */
  'TOO_FEW_UNITS',
  /** A number that is NaN, infinite, or so large that its powers are. */
  'NOT_FINITE',
  /** The outcome does not vary within the arms: there is nothing to measure the uplift against. */
  'NO_VARIANCE',
  /** A column is a combination of the treatment and the other columns. */
  'COLLINEAR',
  /** A ratio's denominators add up to nothing in an arm, or a unit has a numerator without a denominator. */
  'ZERO_DENOMINATOR',
  /** The log scale was asked for by name, and an outcome is not positive. */
  'NON_POSITIVE_LOG',
  'CLUSTER_IN_TWO_ARMS',
  'UNIT_IN_TWO_ARMS',
  /** What was assigned lies in two strata, so that no draw of this design exists. */
  'CLUSTER_IN_TWO_STRATA',
  /** The effect hangs on one unit alone: the data cannot tell its variance. */
  'NOT_IDENTIFIED_BY_REPLICATION',
  /** The control mean cannot be told from zero: there is no relative uplift. */
  'CONTROL_NEAR_ZERO',
  /** Fewer independent units (clusters) than a joint test of so many effects needs. */
  'TOO_FEW_GROUPS',
  /** A change is to be compared, and no unit has an outcome from before. */
  'NO_BASELINE',
  /** Units with different numbers of earlier windows. */
  'UNEVEN_HISTORY',
  /** A share of use below 0 or above 1. */
  'NOT_A_SHARE',
  /** The assignment moved the use of the play too little to tell what using it changes. */
  'WEAK_FIRST_STAGE',
  /** Fewer results than a claim about all of them needs. */
  'TOO_FEW_RESULTS',
  /** A pair is not one assigned unit of control and one of the pilot arm. */
  'PAIR_BROKEN',
  /** What was assigned lies in two pairs, so that no draw of this design exists. */
  'UNIT_IN_TWO_PAIRS',
  /** Fewer assigned units in an arm than one other estimator needs. */
  'TOO_FEW_FOR_METHOD',
  /** Rows of one cluster name two moments of the switch. */
  'CLUSTER_IN_TWO_WAVES',
  'UNIT_IN_TWO_CLUSTERS',
  'UNIT_TWICE_IN_A_PERIOD',
  /** A crossover has two periods, and every cluster has the play in exactly one of them. */
  'NOT_A_CROSSOVER',
  /** No period shows clusters with the play beside clusters without it. */
  'NO_CONTRAST',
  /** The assignment is not one that its balance threshold accepts, or what was balanced is not known of a unit. */
  'BALANCE_NOT_MET',
  /** So few assignments are balanced that the draw would leave hardly anything to chance. */
  'TOO_FEW_ACCEPTABLE_ASSIGNMENTS',
] as const;

export type StatisticalRefusalCode = (typeof STATISTICAL_REFUSAL_CODES)[number];

export interface StatisticalRefusal {
  readonly kind: 'refused';
  readonly code: StatisticalRefusalCode;
  readonly arm?: string;
  readonly unit?: string;
  readonly column?: string;
}

/** Names of the columns that the engine itself makes, as refusals and checks call them. */
export const COLUMN = {
  outcome: 'outcome',
  denominator: 'denominator',
  baseline: 'baseline',
  baselineDenominator: 'baselineDenominator',
  baselineMissing: 'baselineMissing',
  history: 'history',
  arm: 'arm',
  stratum: 'stratum',
  segment: 'segment',
  used: 'used',
  standardError: 'standardError',
  pair: 'pair',
  period: 'period',
} as const;

export function refused(
  code: StatisticalRefusalCode,
  place: Omit<StatisticalRefusal, 'kind' | 'code'> = {},
): StatisticalRefusal {
  return { kind: 'refused', code, ...place };
}

/** One analysed row. One per assigned unit, or several per cluster. */
export interface ObservedUnit {
  /** What the row is about. */
  readonly unit: string;
  readonly arm: string;
  /** null: on the roster, outcome missing. For a ratio metric, the numerator. */
  readonly outcome: number | null;
  /** Given on any row, it makes the metric a ratio of sums. */
  readonly denominator?: number | null;
  /** The same metric before the pilot, per unit of exposure. */
  readonly baseline?: number | null;
  readonly baselineDenominator?: number | null;
  /** The same metric in windows before the baseline, as long as it and as far apart as they are long, oldest first. */
  readonly history?: readonly (number | null)[];
  readonly historyDenominators?: readonly (number | null)[];
  readonly covariates?: Readonly<Record<string, number>>;
  /** What was assigned, where several rows share one. */
  readonly cluster?: string;
  /** The stratum the assignment was drawn in. */
  readonly stratum?: string;
  /** Share of the opportunities in which the play was used, 0-1; null where nobody knows. */
  readonly used?: number | null;
  /** The matched pair of which the draw put one assigned unit in each arm. Given on any row, all must have one. */
  readonly pair?: string;
  /** What the draw balanced, as it was known at registration, by name; the same on all rows of a cluster. */
  readonly balance?: Readonly<Record<string, number>>;
}

export interface RandomisationPlan {
  readonly seed: number;
  /** Re-draws; given, they never escalate. */
  readonly draws?: number;
  /** Whether to invert the test for an interval. */
  readonly interval?: boolean;
  /** Up to this many assignments all of them are taken; default 200,000. A simulation of many pilots takes fewer. */
  readonly enumerateUpTo?: number;
  /** Run it whatever the model says; otherwise only where the model's p is at or below the look's level. */
  readonly always?: boolean;
  /** The assignment was drawn again until no standardised difference of `balance` was larger: so are its re-draws. */
  readonly balance?: { readonly threshold: number };
}

export interface ComparisonPlan {
  readonly control: string;
  /** 'auto': log where every outcome is positive, raw otherwise. A ratio whenever denominators are given. */
  readonly scale: 'auto' | 'log' | 'raw';
  /** Two-sided, of the whole pilot. */
  readonly alpha: number;
  /** Two-sided, of this look; default alpha. */
  readonly level?: number;
  /**
   * Where several pilot arms share alpha: the levels of this look for the smallest p, the next, and so on, the last of them
   * `level`. At one of several looks they come from `steppedLevels`; by default level/m, level/(m-1), ..., level.
   */
  readonly steps?: readonly number[];
  /** How to re-draw; absent where the arms were not randomised. */
  readonly randomisation?: RandomisationPlan;
  /** People chose the arms: changes are compared, there is no test by re-drawing, and whatever is found is an association. */
  readonly chosen?: boolean;
}

/** null: unbounded on that side. */
export type Interval = readonly [number | null, number | null];

export interface Estimate {
  readonly estimate: number;
  readonly interval: Interval;
}

export type ComparisonScale = 'log' | 'raw' | 'ratio';

export const FITTING_METHODS = [
  /** Two independent arms without strata, baseline or covariates. */
  'WELCH',
  /** Analysis of covariance, one row for each assigned unit. */
  'ANCOVA_HC2',
  /** Analysis of covariance, several rows sharing a cluster. */
  'ANCOVA_CR2',
  /** Arms that were chosen: the change of one against the change of the other. */
  'DIFFERENCE_IN_DIFFERENCES',
  /** Differences within 8 pairs or more on the differences of their baselines. */
  'PAIRED_ANCOVA',
  /** Paired t-test: of changes where baselines are known and pairs fewer than 8, otherwise of outcomes. */
  'PAIRED_T',
  /** One arm without a comparison: after against before. `control` then stands for before. */
  'BEFORE_AFTER',
  /** Clusters switch in a drawn order: cluster and period effects, robust by cluster. */
  'STEPPED_WEDGE_CR2',
  /** Differences between the two periods, compared between the two sequences. */
  'CROSSOVER_HC2',
  /** Clusters switch in an order that was chosen: changes against clusters that have not switched yet. */
  'CALLAWAY_SANTANNA',
] as const;

export type FittingMethod = (typeof FITTING_METHODS)[number];

export const WITHHOLDING_CODES = [
  /** Fewer than 4 assigned units in an arm. */
  'FEWER_THAN_FOUR_UNITS',
  /** Satterthwaite degrees of freedom below 4. */
  'FEWER_THAN_FOUR_DEGREES_OF_FREEDOM',
  /** Even the most extreme admissible assignment could not reach alpha. */
  'SMALLEST_P_ABOVE_ALPHA',
  /** Without one single unit the uplift would have the opposite sign. */
  'SIGN_HANGS_ON_ONE_UNIT',
  /** A check of severity BLOCK: with data gone missing like this the arms are no longer comparable. */
  'BLOCKED_BY_A_CHECK',
] as const;

/** Why the badge "significant" is withheld whatever the p-values say. */
export type WithholdingCode = (typeof WITHHOLDING_CODES)[number];

export interface RandomisationFinding {
  readonly pValue: number;
  /** Assignments compared: all of them where exact. */
  readonly draws: number;
  readonly exact: boolean;
  readonly smallestPossible: number;
  readonly seed: number;
  readonly interval: Interval | null;
}

/** How alike the rows of one assigned cluster are, and what they are worth together. */
export interface Clustering {
  /** Analysed rows and assigned clusters of both arms together. */
  readonly rows: number;
  readonly clusters: number;
  /** Intraclass correlation of what the model leaves of the outcome; slightly negative by chance where clusters do not matter. */
  readonly correlation: number;
  /** By how much clustering inflates the variance of a mean, at least 1. */
  readonly designEffect: number;
  /** Independent rows that would tell as much. */
  readonly effectiveRows: number;
}

/** One pilot arm against control. Numbers are null where refused. */
export interface Comparison {
  readonly arm: string;
  readonly method: FittingMethod;
  readonly scale: ComparisonScale;
  /** Log coefficient, raw difference or difference of ratios, pilot minus control. */
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
  readonly interval: Interval | null;
  /** In the metric's own unit, at the baseline of all compared units together. */
  readonly adjustedMeans: { readonly control: number; readonly pilot: number } | null;
  /** Of each adjusted mean by itself, at the level of the look: for charts. Whether the arms differ is told by `interval` alone. */
  readonly adjustedIntervals: { readonly control: Interval; readonly pilot: Interval } | null;
  /** In the metric's own unit. */
  readonly absolute: Estimate | null;
  /** As a share of the control mean; null also where that mean cannot be told from zero. */
  readonly relative: Estimate | null;
  readonly randomisation: RandomisationFinding | null;
  /** null where each assigned unit is one row. */
  readonly clustering: Clustering | null;
  readonly significant: boolean;
  readonly withheld: WithholdingCode | null;
  readonly refusal: StatisticalRefusal | null;
}

export const CHECK_CODES = [
  /** 'auto' met an outcome of 0 or less, so the raw scale was taken. */
  'LOG_SCALE_LEFT',
  /** A covariate that the number of assigned units does not carry. */
  'COVARIATE_LEFT_OUT',
  'OUTCOMES_MISSING',
  /** The uplift changes its sign when missing units are supposed to lie where they speak against it. */
  'SIGN_HANGS_ON_MISSING_OUTCOMES',
  /** A ratio's denominators themselves differ by arm. */
  'DENOMINATORS_DIFFER',
  /** No test by re-drawing: the observed assignment cannot be fitted. */
  'RANDOMISATION_REFUSED',
  /** No relative uplift: the control mean cannot be told from zero. */
  'CONTROL_NEAR_ZERO',
  /** Units with data are not in proportion to the units assigned. */
  'SAMPLE_RATIO_MISMATCH',
  /** A baseline or covariate differed between the arms before the pilot. */
  'BASELINE_IMBALANCE',
  /** One unit holds more than a quarter of its arm's total. */
  'ONE_UNIT_DOMINATES',
  /** Without one single unit a significant uplift would have the opposite sign. */
  'SIGN_HANGS_ON_ONE_UNIT',
  /** Without one single unit it would keep its sign and not be significant. */
  'SIGNIFICANCE_HANGS_ON_ONE_UNIT',
  /** Deals of the window that are still open. */
  'DEALS_OPEN',
  /** Units without a baseline cannot tell how they changed, and are left out. */
  'BASELINE_UNKNOWN',
  /** Nothing is known from before the baseline, so whether the arms went apart already cannot be looked at. */
  'NO_HISTORY',
  /** How the arms went apart before the pilot. */
  'PRE_TREND',
  /** The change between two windows before the pilot, as if it had begun between them. */
  'PLACEBO_DATE',
  /** How many times the largest drift before the pilot would explain a significant uplift away. */
  'TREND_BOUND',
  /** A pair lost a member, and the other one with it. */
  'PAIR_DROPPED',
  /** Another reasonable estimator would not call a significant uplift so. */
  'SIGNIFICANCE_HANGS_ON_METHOD',
  /** How one arm without a comparison changed from window to window before the pilot. */
  'TREND_BEFORE',
  /** Without a comparison season, market and prices are in the change as well. */
  'SEASON_NOT_TAKEN_OUT',
  /** A crossover supposes that nothing of the first period lasts into the second. */
  'CARRY_OVER_ASSUMED',
  /** Clusters that had the play from the first period on tell nothing about the switch. */
  'SWITCHED_BEFORE_THE_FIRST_PERIOD',
  /** Clusters (in a crossover, units) without an outcome in every period. */
  'INCOMPLETE_LEFT_OUT',
  /** Waves of a single cluster, whose chance cannot be measured. */
  'WAVES_OF_ONE_CLUSTER',
  /** Observations (a unit in a period) without an outcome, before or after the switch. */
  'OBSERVATIONS_MISSING',
  /** Periods after a switch in which nobody is left to compare with. */
  'PERIODS_WITHOUT_COMPARISON',
  /** Clusters about to switch already differed in how they changed. */
  'EFFECT_BEFORE_SWITCH',
] as const;

export type CheckCode = (typeof CHECK_CODES)[number];

/** What a reader should be wary of. `values` are named figures for the words made from it. */
export interface CheckFinding {
  readonly code: CheckCode;
  readonly severity: 'INFO' | 'WARN' | 'BLOCK';
  readonly arm?: string;
  readonly unit?: string;
  readonly column?: string;
  readonly pair?: string;
  readonly values?: Readonly<Record<string, number>>;
}

export interface ArmComparisons {
  /** Assigned units with an outcome, by arm. */
  readonly units: Readonly<Record<string, number>>;
  readonly clusters: Readonly<Record<string, number>> | null;
  readonly comparisons: readonly Comparison[];
  readonly checks: readonly CheckFinding[];
  readonly refusal: StatisticalRefusal | null;
}

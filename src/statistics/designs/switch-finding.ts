import type { CheckFinding, Comparison, Interval, StatisticalRefusal } from '../finding.js';

/** One observed unit in one period, in a rollout where clusters switch to the play one after the other. */
export interface SwitchRow {
  readonly unit: string;
  /** What switches as one; the unit itself where rows name none. */
  readonly cluster?: string;
  /** A whole number; later periods have larger ones. Gaps do not matter. */
  readonly period: number;
  /** null: missing. For a ratio metric, the numerator. */
  readonly outcome: number | null;
  /** Given on any row, it makes the metric a ratio of sums. */
  readonly denominator?: number | null;
  /** The first period with the play, null for never. In a crossover, the one period with the play. */
  readonly wave: number | null;
  /** The stratum the order was drawn in. */
  readonly stratum?: string;
}

export const SWITCH_DESIGNS = [
  /** The order in which clusters switch was drawn. */
  'STEPPED_WEDGE',
  /** Two periods; which of them a cluster has the play in was drawn. */
  'CROSSOVER',
  /** The order was chosen: whatever comes out is an association. */
  'STAGED',
] as const;

export type SwitchDesign = (typeof SWITCH_DESIGNS)[number];

export interface SwitchPlan {
  readonly design: SwitchDesign;
  /** 'auto': log where every outcome is positive, raw otherwise. A ratio whenever denominators are given. */
  readonly scale: 'auto' | 'log' | 'raw';
  /** Two-sided, of the whole pilot. */
  readonly alpha: number;
  /** Two-sided, of this look; default alpha. */
  readonly level?: number;
  /** Of the re-draws, or of the bootstrap where nothing was drawn. */
  readonly seed: number;
  /** Re-draws; given, they never escalate. */
  readonly draws?: number;
}

/** An effect on the scale of the model, with what is known of it. Numbers are null where refused. */
export interface SwitchEffect {
  readonly estimate: number | null;
  readonly standardError: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
  readonly interval: Interval | null;
  readonly refusal: StatisticalRefusal | null;
}

export interface EffectSinceSwitch extends SwitchEffect {
  /** Periods since the switch: 0 is the first with the play; below 0 are periods before it, where nothing should show. */
  readonly since: number;
  /** Clusters observed so long after their switch. */
  readonly clusters: number;
}

/** Clusters of one period without the play, or with it. */
export interface PeriodMean {
  readonly clusters: number;
  /** Of the rows; for a ratio, sum over sum. */
  readonly mean: number;
}

export interface SwitchPeriod {
  readonly period: number;
  readonly before: PeriodMean | null;
  readonly after: PeriodMean | null;
}

export const SWITCH_SENSITIVITY_CODES = [
  /** Random cluster effects instead of fixed ones. */
  'HUSSEY_HUGHES',
  /** The average over the time since the switch, each time with its own effect. */
  'AVERAGE_SINCE_SWITCH',
  /** One effect for all times and waves: misleading where effects differ between them. */
  'TWO_WAY_FIXED_EFFECTS',
  /** The headline with an interval by resampling clusters within their waves. */
  'CLUSTER_BOOTSTRAP',
] as const;

export type SwitchSensitivityCode = (typeof SWITCH_SENSITIVITY_CODES)[number];

export interface SwitchSensitivity extends SwitchEffect {
  readonly code: SwitchSensitivityCode;
}

export interface SwitchWave {
  /** As in the rows; null for clusters that never had the play. */
  readonly wave: number | null;
  readonly clusters: number;
}

/** The answer about one rollout. */
export interface SwitchComparison {
  readonly design: SwitchDesign;
  /** Whether the order was drawn; where not, a verdict is capped and nothing may be called caused. */
  readonly randomised: boolean;
  readonly waves: readonly SwitchWave[];
  readonly periods: readonly SwitchPeriod[];
  /** null where the whole roster is refused. */
  readonly headline: Comparison | null;
  /** In the order of time. Empty for a crossover. */
  readonly sinceSwitch: readonly EffectSinceSwitch[];
  readonly sensitivity: readonly SwitchSensitivity[];
  readonly checks: readonly CheckFinding[];
  readonly refusal: StatisticalRefusal | null;
}

/** The name a comparison gives to clusters that have switched. */
export const SWITCHED = 'switched';
/** The name of those that have not. */
export const NOT_SWITCHED = 'not switched yet';

/** Whether a cluster of a wave has the play in a period: from its switch on, or in a crossover in that one period. */
export function isSwitched(design: SwitchDesign, wave: number | null, period: number): boolean {
  return wave !== null && (design === 'CROSSOVER' ? period === wave : period >= wave);
}

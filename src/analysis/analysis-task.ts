import type { SegmentBy } from '../pilots/plan.rules.js';
import type {
  ArmComparisons,
  GuardrailJudgement,
  ObservedUnit,
  SegmentEffects,
  Sensitivity,
  SwitchComparison,
  UsersEffect,
} from '../statistics/index.js';
import type { MetricInputs } from './analysis-inputs.js';
import type { MetricRole } from './metric-role.rules.js';

/** One metric as the worker thread computes it. */
export interface MetricTask {
  readonly role: MetricRole;
  readonly direction: 'UP' | 'DOWN';
  readonly scale: 'auto' | 'log' | 'raw';
  /** Of a guardrail. */
  readonly marginShare: number | null;
  readonly rows: readonly ObservedUnit[];
  /** Of a pilot whose arms switch, in place of the rows. The seed resamples where no order was drawn. */
  readonly switches?: NonNullable<MetricInputs['switches']> & { readonly seed: number };
}

/** What the worker thread is asked: plain data, so that it can be handed over. */
export interface AnalysisTask {
  readonly control: string;
  /** People chose the arms. */
  readonly chosen?: boolean;
  readonly alpha: number;
  /** Two-sided, of this look. */
  readonly level: number;
  /** The same for the primary metric of several pilot arms, for the smallest p first. */
  readonly steps: readonly number[];
  readonly isLastLook: boolean;
  /** null where nothing was drawn: then there is no randomisation test. */
  readonly seed: number | null;
  /** Not between looks, when there is no result whose standing could be asked for. */
  readonly otherMethods: boolean;
  /** Where the arms were drawn again until they were balanced. */
  readonly balance?: { readonly threshold: number };
  /** The primary metric first. */
  readonly metrics: readonly MetricTask[];
  /** Segment by unit, where it is asked whether the uplift of the primary metric differs. */
  readonly segments: readonly { readonly by: SegmentBy; readonly of: Readonly<Record<string, string>> }[];
}

/** What was found, and of arms that switch what lies behind it. */
export type MetricComparisons = ArmComparisons & { readonly switches?: SwitchComparison };

export interface MetricFindings {
  readonly found: MetricComparisons;
  /** Of a guardrail, by pilot arm. */
  readonly judgements: Readonly<Record<string, GuardrailJudgement>>;
}

export interface SegmentFindings {
  readonly by: SegmentBy;
  /** The pilot arm compared with control. */
  readonly arm: string;
  readonly found: SegmentEffects;
}

export interface AnalysisFindings {
  /** Name and version of the statistics. */
  readonly engine: string;
  /** In the order of the task. Before the last look the others are judged only once the primary metric is significant. */
  readonly metrics: readonly MetricFindings[];
  /** By pilot arm, for the primary metric: what the play changed for those who used it. Empty where nobody knows who did. */
  readonly users: readonly UsersEffect[];
  /** Judged together with the other metrics. */
  readonly segments: readonly SegmentFindings[];
  /** By pilot arm, for the primary metric: what other reasonable methods say. Empty while monitoring. */
  readonly sensitivity: readonly Sensitivity[];
}

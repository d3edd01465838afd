import type { Direction, MetricForm, MetricUnit } from '../metrics/metric.rules.js';
import type { PilotKind } from '../pilots/pilot.rules.js';
import type { PlannedArm } from '../pilots/plan.rules.js';
import type { ObservedUnit, SwitchDesign, SwitchRow } from '../statistics/index.js';
import type { AdoptionResult, ArmAttrition, WeekResult } from './result/analysis-result.js';
import type { Moment } from './look.rules.js';
import type { MetricRole } from './metric-role.rules.js';
import type { PastEffect } from './observation/past-effect.rules.js';
import type { SegmentInputs } from './observation/segment.rules.js';

/** Deals of one arm in the window, and how many were open at the cut-off. */
export interface OpenDeals {
  readonly armKey: string;
  readonly deals: number;
  readonly open: number;
}

/** One metric of the plan with what was observed of it. */
export interface MetricInputs {
  readonly role: MetricRole;
  /** Reference, key@version. */
  readonly metric: string;
  readonly name: string;
  readonly unit: MetricUnit;
  readonly direction: Direction;
  readonly form: MetricForm;
  readonly scale: 'auto' | 'log' | 'raw';
  /** Of a guardrail. */
  readonly marginShare: number | null;
  readonly rows: readonly ObservedUnit[];
  /** Of a pilot whose arms switch, in place of the rows: what each unit came to between the switches. */
  readonly switches?: { readonly design: SwitchDesign; readonly rows: readonly SwitchRow[] };
  readonly openDeals: readonly OpenDeals[];
}

/** Everything an analysis is made of. The same inputs give the same result. */
export interface AnalysisInputs {
  readonly planHash: string;
  readonly kind: PilotKind;
  readonly arms: readonly PlannedArm[];
  /** People chose the arms, so that their changes are compared. */
  readonly chosen?: boolean;
  readonly alpha: number;
  /** Two-sided level of the look. */
  readonly level: number;
  /** The same for several pilot arms: for the smallest p first, the last of them `level`. */
  readonly steps: readonly number[];
  readonly looks: number;
  readonly moment: Moment;
  /** null where the arms were chosen, not drawn. */
  readonly seed: number | null;
  /** Where the arms were drawn again until they were balanced; absent otherwise. */
  readonly balance?: { readonly threshold: number };
  /** The primary metric first; while monitoring it is the only one. */
  readonly metrics: readonly MetricInputs[];
  /** Of the primary metric; none while monitoring. */
  readonly segments: readonly SegmentInputs[];
  readonly minimumEffectShare: number;
  readonly adoption: AdoptionResult;
  readonly attrition: readonly ArmAttrition[];
  /** What earlier pilots of the primary metric came to; nothing while monitoring. */
  readonly past: readonly PastEffect[];
  readonly weekly: readonly WeekResult[];
  /** Whether deals of the baseline had days to close in which the pilot had begun. */
  readonly baselineReachesIn: boolean;
  /** From when on enough deals should be closed, judging by the baseline; null where it does not tell, or need not. */
  readonly readableOn: string | null;
}

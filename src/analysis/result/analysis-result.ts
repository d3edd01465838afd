import type { Direction, MetricUnit } from '../../metrics/metric.rules.js';
import type { SegmentBy } from '../../pilots/plan.rules.js';
import type {
  Comparison,
  EffectPrior,
  Estimate,
  GuardrailJudgement,
  Interval,
  StatisticalRefusal,
  SwitchSensitivityCode,
  Sensitivity,
  UsersEffect,
} from '../../statistics/index.js';
import type { Standing } from '../look.rules.js';
import type { Verdict } from '../verdict/verdict.rules.js';

export interface ArmValue {
  readonly armKey: string;
  readonly name: string;
  readonly isControl: boolean;
  /** Assigned units with an outcome. */
  readonly units: number;
  /** Distinct salespeople with an outcome. */
  readonly people: number;
  /** Adjusted mean in the metric's unit (money: minor units); null where the statistics refused. */
  readonly value: number | null;
  readonly interval: Interval | null;
}

export interface MetricResult {
  /** Reference of the metric, key@version. */
  readonly metric: string;
  readonly name: string;
  readonly unit: MetricUnit;
  readonly direction: Direction;
  /** The pilot arm against control; of several, the one the verdict is about. */
  readonly comparison: Comparison;
  /** Further pilot arms against control, where there are several. */
  readonly otherArms: readonly Comparison[];
  readonly arms: readonly ArmValue[];
  /** Share of the arm's deals of the window that were still open at the cut-off, 0-1. */
  readonly openShare: readonly { readonly armKey: string; readonly share: number }[];
}

export interface GuardrailResult extends MetricResult {
  /** The registered margin, as a share of the control's mean. */
  readonly marginShare: number;
  readonly judgement: GuardrailJudgement;
}

/** A metric that was only looked at. It is never called significant. */
export interface ExploratoryResult extends MetricResult {
  /** The larger of both p-values, corrected for everything that was explored (Benjamini & Hochberg), by pilot arm. */
  readonly adjusted: readonly {
    readonly armKey: string;
    readonly adjustedP: number;
    /** At or below the share of false findings that exploring is allowed. */
    readonly stands: boolean;
  }[];
}

/** The uplift of the primary metric by segment, one pilot arm against control. */
export interface SegmentsResult {
  readonly by: SegmentBy;
  readonly arm: string;
  /** Whether the uplift differs between the segments; null where that could not be tested. */
  readonly interaction: {
    readonly fStatistic: number;
    readonly numeratorFreedom: number;
    readonly denominatorFreedom: number;
    readonly pValue: number;
    /** Corrected for everything that was explored. */
    readonly adjustedP: number;
  } | null;
  readonly differs: boolean;
  readonly effects: readonly {
    readonly segment: string;
    readonly people: readonly { readonly armKey: string; readonly people: number }[];
    /** On the scale of the comparison. */
    readonly estimate: number | null;
    readonly interval: Interval | null;
    readonly absolute: Estimate | null;
    readonly relative: Estimate | null;
    readonly refusal: StatisticalRefusal | null;
  }[];
  /** Segments that are not shown, because they or the rest would be too small. */
  readonly withheld: number;
  /** All that in a plain sentence. */
  readonly sentence: string;
}

export interface CheckResult {
  readonly code: string;
  readonly severity: 'INFO' | 'WARN' | 'BLOCK';
  /** A plain sentence. */
  readonly message: string;
}

export interface AdoptionResult {
  /** Whether it is known of every pilot arm. */
  readonly known: boolean;
  /** Registered share of eligible deals below which the play counts as not tested. */
  readonly thresholdShare: number | null;
  readonly arms: readonly {
    readonly armKey: string;
    readonly isControl: boolean;
    /** Whether enough people of the arm reported for its share to say anything. */
    readonly known: boolean;
    /** null where not known, like the counts. */
    readonly share: number | null;
    readonly eligible: number | null;
    readonly used: number | null;
  }[];
}

/** What became of the salespeople of one arm. */
export interface ArmAttrition {
  readonly armKey: string;
  readonly assigned: number;
  /** Before the measurement was over. */
  readonly left: number;
  /** In the field on too few days of the measurement for an outcome. */
  readonly tooShort: number;
  readonly analysed: number;
  /** Today in another team or territory than the one that was drawn; null where neither was. */
  readonly moved: number | null;
}

export interface WeekResult {
  /** A Monday. */
  readonly weekStartsOn: string;
  readonly phase: 'BASELINE' | 'RAMP' | 'MEASUREMENT';
  /** Of the primary metric; null where a week has nothing to divide by. */
  readonly arms: readonly {
    readonly armKey: string;
    /** Salespeople in the field that week. */
    readonly people: number;
    readonly value: number | null;
  }[];
}

/** What to plan with, once a result is in: the estimate drawn towards what plays are known to do. */
export interface BeliefResult {
  /** Probability that the play does better than control at all, 0-1. */
  readonly chance: number;
  /** The value to plan with and its 95 % range, as a share of the control mean. */
  readonly relative: Estimate;
  /** The same in the unit of the metric. */
  readonly absolute: Estimate;
  /** Share of the measured effect in it; the rest is the prior. */
  readonly weight: number;
  /** Log coefficients on the log scale, shares of the control mean otherwise. */
  readonly prior: EffectPrior;
}

/** Behind the headline of waves, on the scale of its model. */
export interface SwitchesResult {
  readonly sinceSwitch: readonly {
    /** Stretches since the switch: 0 is the first with the play, below 0 lie those before it. */
    readonly since: number;
    readonly units: number;
    /** Distinct salespeople of these units with an outcome. */
    readonly people: number;
    readonly estimate: number | null;
    readonly interval: Interval | null;
  }[];
  readonly otherEstimates: readonly {
    readonly code: SwitchSensitivityCode;
    readonly estimate: number | null;
    readonly interval: Interval | null;
    readonly pValue: number | null;
  }[];
}

/** One immutable result of a pilot at a moment; the same inputs give the same bits. */
export interface AnalysisResult {
  /** Name and version of the statistics. */
  readonly engine: string;
  readonly pilotId: string;
  readonly planHash: string;
  /** The instant whose state of the world was analysed. */
  readonly asOf: string;
  readonly simulated: boolean;
  /** SHA-256 over everything that went in, as canonical JSON. */
  readonly inputsSha256: string;
  /** Of the re-draws; null where the arms were chosen, not drawn. */
  readonly seed: number | null;
  readonly look: {
    readonly number: number;
    readonly of: number;
    /** Two-sided level against which both p-values are held at this look. */
    readonly level: number;
    /** The same for the arm of the verdict where several pilot arms share it; absent where there is one. */
    readonly heldAgainst?: number;
    readonly standing: Standing;
  };
  readonly primary: MetricResult;
  /** Smallest relative uplift of interest, registered. */
  readonly minimumEffectShare: number;
  readonly secondary: readonly MetricResult[];
  readonly guardrails: readonly GuardrailResult[];
  /** Absent in results that were kept before anything was explored; so are the segments. */
  readonly exploratory?: readonly ExploratoryResult[];
  readonly segments?: readonly SegmentsResult[];
  readonly adoption: AdoptionResult;
  /** By arm, control among them; empty where arms switch, absent from results made before it was counted. */
  readonly attrition?: readonly ArmAttrition[];
  /** What the play changed for those who used it; null where their use is not known, or nothing was drawn. */
  readonly users: UsersEffect | null;
  /** What to plan with; null while monitoring, and where the data forbid a reading or nothing was drawn. */
  readonly belief: BeliefResult | null;
  /** The primary metric by the other reasonable methods, a table for each pilot arm; null while monitoring. */
  readonly sensitivity: readonly Sensitivity[] | null;
  readonly checks: readonly CheckResult[];
  /** null while only monitoring. */
  readonly verdict: Verdict | null;
  /** Sentences: why this verdict and no better one. */
  readonly verdictReasons: readonly string[];
  readonly weekly: readonly WeekResult[];
  /** Of a pilot whose arms switch; absent for any other, and while only monitoring. */
  readonly switches?: SwitchesResult;
}

import type { AnalysisResult } from '../analysis/result/analysis-result.js';
import type { Verdict } from '../analysis/verdict/verdict.rules.js';
import type { DecisionKind } from '../pilots/pilot.rules.js';
import type { PilotPlan } from '../pilots/plan.rules.js';
import type { PlayCard } from '../plays/play-version.entity.js';

export interface StoryDecision {
  readonly kind: DecisionKind;
  readonly reason: string;
  /** Name of the person who decided. */
  readonly by: string;
  readonly at: string;
  /** Waits for a second person, since it goes against the verdict. */
  readonly isWaiting: boolean;
}

/** Everything a story may speak of. A number that is not in here can be in no story. */
export interface StoryMaterial {
  readonly analysis: AnalysisResult & { readonly verdict: Verdict };
  readonly analysisId: string;
  readonly plan: PilotPlan;
  /** What the teller calls the play; the plan's name unless given. */
  readonly playName: string;
  /** The play card, in the words of the story. */
  readonly card: PlayCard;
  /** When the cohorts were drawn; null where they were not. */
  readonly drawnAt: string | null;
  readonly amendments: readonly {
    readonly at: string;
    readonly what: string;
    readonly why: string;
    /** The day of a look that was added. */
    readonly lookOn?: string | null;
  }[];
  readonly decision: StoryDecision | null;
  /** Fewest distinct salespeople per arm of whom anything is shown. */
  readonly minimumCohort: number;
  /** Names of metrics that are not built in, by reference, in the language of the story. */
  readonly metricNames: Readonly<Record<string, string>>;
}

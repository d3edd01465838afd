import type { PlayCard } from '../plays/play-version.entity.js';
import type { PlayKind } from '../plays/play.rules.js';
import { canonicalJson, sha256 } from './canonical-json.rules.js';
import type { PilotDraft } from './pilot-draft.js';
import type { PilotKind } from './pilot.rules.js';
import {
  balanceThresholdOf,
  type EarlierDraw,
  type PilotPlan,
  type PlannedArm,
  type PlannedAssignment,
} from './plan.rules.js';

export interface ToFreeze {
  readonly name: string;
  readonly kind: PilotKind;
  readonly draft: PilotDraft;
  readonly play: {
    readonly name: string;
    readonly kind: PlayKind;
    readonly version: number;
    readonly card: PlayCard;
  };
  /** The days of the looks at which something can be judged. */
  readonly looks: readonly string[];
  readonly ownerName: string;
  readonly earlierDraws: readonly EarlierDraw[];
  readonly simulated: boolean;
  readonly currency: string;
}

/** The plan behind a draft whose obstacles are cleared. A draft with gaps never comes here: that would be our own fault. */
export function frozenPlan({ draft, play, looks, ownerName, ...rest }: ToFreeze): PilotPlan {
  const { hypothesis, windows, primary, decision } = draft;
  if (hypothesis === null || windows === null || primary === null || decision === null)
    throw new Error('A draft with gaps was about to be frozen.');
  return {
    ...rest,
    hypothesis,
    play: { name: play.name, kind: play.kind, version: play.version, cardSha256: sha256(canonicalJson(play.card)) },
    unit: draft.unit,
    population: draft.population,
    arms: draft.arms.map(plannedArm),
    assignment: plannedAssignment(draft.assignment),
    windows,
    primary,
    secondary: draft.secondary,
    guardrails: draft.guardrails,
    ...explored(draft),
    alpha: draft.alpha,
    looks: looks.map((on, at) => ({ number: at + 1, on })),
    adoption: { thresholdShare: draft.adoptionThresholdShare },
    decision: { owner: ownerName, dueOn: decision.dueOn, options: decision.options },
  };
}

/** Absent from the plan where nothing is explored, for the same reason as below. */
function explored({ exploratory, segments }: PilotDraft): Pick<PilotPlan, 'exploratory' | 'segments'> {
  return {
    ...(exploratory && exploratory.length > 0 ? { exploratory } : {}),
    ...(segments && segments.length > 0 ? { segments } : {}),
  };
}

/** What is not used is absent, for the same reason as below; a threshold that was left open is written down. */
function plannedAssignment(assignment: PilotDraft['assignment']): PlannedAssignment {
  const { mechanism, stratifyBy, chosenUnits, chosenBecause } = assignment;
  const balanceThreshold = balanceThresholdOf(assignment);
  return {
    mechanism,
    stratifyBy,
    chosenUnits,
    ...(chosenBecause == null ? {} : { chosenBecause }),
    ...(balanceThreshold === null ? {} : { balanceThreshold }),
  };
}

/** What an arm does not use is absent from the plan, so that plans written before there was such a thing keep their hash. */
function plannedArm({
  key,
  name,
  isControl,
  share,
  playFrom,
  playTo,
  chosenUnits,
}: PilotDraft['arms'][number]): PlannedArm {
  return {
    key,
    name,
    isControl,
    share,
    ...(playFrom == null ? {} : { playFrom }),
    ...(playTo == null ? {} : { playTo }),
    ...(chosenUnits == null ? {} : { chosenUnits }),
  };
}

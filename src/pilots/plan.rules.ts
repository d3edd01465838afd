import type { UnitKind } from '../roster/roster.rules.js';
import type { PlayKind } from '../plays/play.rules.js';
import { canonicalJson, sha256 } from './canonical-json.rules.js';
import type { DecisionKind, PilotKind } from './pilot.rules.js';
import type { PlannedWindows } from './windows.rules.js';

/** How the arms come about. */
export const Mechanism = {
  COMPLETE: 'COMPLETE',
  STRATIFIED: 'STRATIFIED',
  PAIRED: 'PAIRED',
  RERANDOMISED: 'RERANDOMISED',
  STEPPED: 'STEPPED',
  CROSSOVER: 'CROSSOVER',
  STAGED: 'STAGED',
  CHOSEN: 'CHOSEN',
} as const;
export type Mechanism = (typeof Mechanism)[keyof typeof Mechanism];

/** Mechanisms in which people say which units get the play, or when; no test by re-drawing exists for them. */
const CHOSEN_BY_HAND: readonly Mechanism[] = [Mechanism.CHOSEN, Mechanism.STAGED];

export function isDrawn({ mechanism }: { readonly mechanism: Mechanism }): boolean {
  return !CHOSEN_BY_HAND.includes(mechanism);
}

/** What the units of a stratum share. */
export const StratifyBy = { REGION: 'REGION', TEAM: 'TEAM', TERRITORY: 'TERRITORY' } as const;
export type StratifyBy = (typeof StratifyBy)[keyof typeof StratifyBy];

/** What the salespeople of a segment had in common when the cohorts were drawn. */
export const SegmentBy = { REGION: 'REGION', TEAM: 'TEAM', TERRITORY: 'TERRITORY', PROFILE: 'PROFILE' } as const;
export type SegmentBy = (typeof SegmentBy)[keyof typeof SegmentBy];

/** On which scale a total per unit is compared. AUTO: log where every outcome is positive, else as it is. */
export const PlannedScale = { AUTO: 'AUTO', LOG: 'LOG', RAW: 'RAW' } as const;
export type PlannedScale = (typeof PlannedScale)[keyof typeof PlannedScale];

export interface PlannedArm {
  readonly key: string;
  readonly name: string;
  readonly isControl: boolean;
  /** Of the units, 0-1. */
  readonly share: number;
  /** Of a pilot that switches: the first day with the play; absent for one that works as before to the end. */
  readonly playFrom?: string | null;
  /** The last day with it, where it is taken away again. */
  readonly playTo?: string | null;
  /** Of a wave that is chosen: labels of its units. */
  readonly chosenUnits?: readonly string[] | null;
}

export interface PlannedAssignment {
  readonly mechanism: Mechanism;
  readonly stratifyBy: StratifyBy | null;
  /** Labels of the units put into the pilot arm by hand; empty unless CHOSEN. */
  readonly chosenUnits: readonly string[];
  /** Why these units and no others, where an IMPACT pilot was not drawn. */
  readonly chosenBecause?: string | null;
  /** Only for RERANDOMISED: the largest standardised difference that the draw accepts. */
  readonly balanceThreshold?: number | null;
}

/** A difference beyond this is worth a word, however it came about: what the balance check flags, the draw does not accept. */
const USUAL_BALANCE_THRESHOLD = 0.25;

/** Null where the draw is not balanced. */
export function balanceThresholdOf({
  mechanism,
  balanceThreshold,
}: Pick<PlannedAssignment, 'mechanism' | 'balanceThreshold'>): number | null {
  return mechanism === Mechanism.RERANDOMISED ? (balanceThreshold ?? USUAL_BALANCE_THRESHOLD) : null;
}

export interface PlannedGuardrail {
  readonly metric: string;
  /** How much worse than control still counts as no harm, as a share of the control value. */
  readonly marginShare: number;
}

/**
 * What a pilot promised before its cohorts were drawn. It holds names and keys only, no row ids, so that its hash
 * means the same on any machine; salespeople appear by pseudonym.
 */
export interface PilotPlan {
  readonly name: string;
  readonly kind: PilotKind;
  readonly hypothesis: string;
  readonly play: {
    readonly name: string;
    readonly kind: PlayKind;
    readonly version: number;
    readonly cardSha256: string;
  };
  readonly unit: UnitKind;
  /** Empty lists: everybody. */
  readonly population: { readonly regions: readonly string[]; readonly teams: readonly string[] };
  readonly arms: readonly PlannedArm[];
  readonly assignment: PlannedAssignment;
  readonly windows: PlannedWindows;
  readonly primary: {
    /** As key@version. */
    readonly metric: string;
    readonly scale: PlannedScale;
    /** The smallest relative uplift that would matter, 0-1. */
    readonly minimumEffectShare: number;
  };
  readonly secondary: readonly string[];
  readonly guardrails: readonly PlannedGuardrail[];
  /** Metrics that are looked at and claim nothing; absent where there are none. */
  readonly exploratory?: readonly string[];
  /** Where it is asked whether the uplift of the primary metric differs; absent where nowhere. */
  readonly segments?: readonly SegmentBy[];
  /** Two-sided, of the whole pilot. */
  readonly alpha: number;
  readonly looks: readonly PlannedLook[];
  readonly adoption: { readonly thresholdShare: number | null };
  readonly decision: { readonly owner: string; readonly dueOn: string; readonly options: readonly DecisionKind[] };
  /** Draws of these people that were made for the play, or for this time, and given up. Nobody draws twice unseen. */
  readonly earlierDraws: readonly EarlierDraw[];
  readonly simulated: boolean;
  readonly currency: string;
}

export interface PlannedLook {
  readonly number: number;
  readonly on: string;
}

export interface EarlierDraw {
  /** Name of the cancelled pilot. */
  readonly pilot: string;
  readonly planHash: string;
  readonly cancelledOn: string;
}

export function planHash(plan: PilotPlan): string {
  return sha256(canonicalJson(plan));
}

/** Arms that people chose may have differed from the start, so that only how they changed can be compared. */
export function comparesChanges({ assignment }: Pick<PilotPlan, 'assignment'>): boolean {
  return assignment.mechanism === Mechanism.CHOSEN;
}

/** The arm without the play. Every plan that passed its obstacles has exactly one. */
export function controlOf(arms: readonly PlannedArm[]): PlannedArm | undefined {
  return arms.find(({ isControl }) => isControl);
}

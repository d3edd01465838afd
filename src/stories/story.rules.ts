import { Role } from '../access/access.rules.js';
import type { Standing } from '../analysis/look.rules.js';
import { Verdict } from '../analysis/verdict/verdict.rules.js';
import { PilotState } from '../pilots/pilot.rules.js';
import type { RefusalCode } from '../platform/refusal.js';

export const StoryKind = { SUCCESS: 'SUCCESS', INTERIM: 'INTERIM', LEARNING: 'LEARNING' } as const;
export type StoryKind = (typeof StoryKind)[keyof typeof StoryKind];

export const StoryLanguage = { EN: 'EN', DE: 'DE' } as const;
export type StoryLanguage = (typeof StoryLanguage)[keyof typeof StoryLanguage];

/** The one kind of story that a verdict has earned. */
const EARNED: Readonly<Record<Verdict, StoryKind>> = {
  PROVEN: StoryKind.SUCCESS,
  PROMISING: StoryKind.INTERIM,
  NO_MEANINGFUL_EFFECT: StoryKind.LEARNING,
  INCONCLUSIVE: StoryKind.LEARNING,
  HARMFUL: StoryKind.LEARNING,
  NOT_TESTED: StoryKind.LEARNING,
  INVALID: StoryKind.LEARNING,
  DESCRIPTIVE: StoryKind.LEARNING,
};

export function earnedKind(verdict: Verdict): StoryKind {
  return EARNED[verdict];
}

export interface StoryRequest {
  readonly kind: StoryKind;
  readonly verdict: Verdict | null;
  readonly standing: Standing;
  /** Distinct salespeople of each arm. */
  readonly cohorts: readonly number[];
  readonly minimumCohort: number;
}

export interface StoryRefusal {
  readonly code: Extract<RefusalCode, 'VERDICT_NOT_ELIGIBLE' | 'COHORT_TOO_SMALL'>;
  readonly message: string;
  readonly reasons: string[];
}

/** Why a story may not be told, with what may be told instead; null where it may. */
export function storyRefusal(request: StoryRequest): StoryRefusal | null {
  const reasons = eligibilityObstacles(request);
  if (reasons.length > 0)
    return { code: 'VERDICT_NOT_ELIGIBLE', message: `This analysis has not earned ${a(request.kind)} story.`, reasons };
  const { cohorts, minimumCohort } = request;
  if (cohorts.every((people) => people >= minimumCohort)) return null;
  return {
    code: 'COHORT_TOO_SMALL',
    message: 'The cohorts are too small to be shown.',
    reasons: [
      `The smallest arm has ${String(Math.min(...cohorts))} salespeople with a result; this workspace shows groups of ${String(minimumCohort)} or more, so that nobody can be recognised.`,
    ],
  };
}

function eligibilityObstacles({ kind, verdict, standing }: StoryRequest): string[] {
  if (verdict === null || standing === 'MONITORING')
    return ['The analysis only monitors: it was made between looks and has no verdict. Analyse the pilot at its look.'];
  const earned = EARNED[verdict];
  if (standing === 'REANALYSIS' && earned !== StoryKind.LEARNING)
    return [
      `This is a re-analysis. Only the official analysis of a look can tell more than a ${StoryKind.LEARNING} story, or one could analyse until it pleases.`,
      'Tell the story of the official analysis of this look.',
    ];
  if (kind === earned) return [];
  return [
    `Its verdict is ${verdict}; ${a(kind)} story needs ${verdictsFor(kind)}.`,
    `What may be told from it is ${a(earned)} story.`,
  ];
}

function a(kind: StoryKind): string {
  return `${kind === StoryKind.INTERIM ? 'an' : 'a'} ${kind}`;
}

function verdictsFor(kind: StoryKind): string {
  return Object.values(Verdict)
    .filter((verdict) => EARNED[verdict] === kind)
    .join(', ')
    .replace(/, (\w+)$/, ' or $1');
}

/** Salespeople read once the pilot is over: before that a story would carry the play into the control arm. */
export function statesOpenTo(role: Role): readonly PilotState[] {
  return role === Role.SALESPERSON ? [PilotState.COMPLETED, PilotState.DECIDED] : Object.values(PilotState);
}

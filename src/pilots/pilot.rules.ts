import type { PilotPlan } from './plan.rules.js';
import { firstDayOf, readableOn } from './windows.rules.js';

export const PilotKind = { IMPACT: 'IMPACT', FEASIBILITY: 'FEASIBILITY' } as const;
export type PilotKind = (typeof PilotKind)[keyof typeof PilotKind];

export const PilotState = {
  DRAFT: 'DRAFT',
  REGISTERED: 'REGISTERED',
  RUNNING: 'RUNNING',
  COMPLETED: 'COMPLETED',
  DECIDED: 'DECIDED',
  CANCELLED: 'CANCELLED',
} as const;
export type PilotState = (typeof PilotState)[keyof typeof PilotState];

/** What a named person decides after a pilot. */
export const DecisionKind = { ROLL_OUT: 'ROLL_OUT', EXTEND: 'EXTEND', REDESIGN: 'REDESIGN', STOP: 'STOP' } as const;
export type DecisionKind = (typeof DecisionKind)[keyof typeof DecisionKind];

const MOVES: Readonly<Record<PilotState, readonly PilotState[]>> = {
  DRAFT: ['REGISTERED', 'CANCELLED'],
  REGISTERED: ['RUNNING', 'CANCELLED'],
  RUNNING: ['COMPLETED', 'CANCELLED'],
  COMPLETED: ['DECIDED', 'CANCELLED'],
  DECIDED: [],
  CANCELLED: [],
};

/** Why a pilot may not go from one state to another; empty when it may. */
export function moveObstacles(from: PilotState, to: PilotState): string[] {
  const possible = MOVES[from];
  if (possible.includes(to)) return [];
  if (possible.length === 0) return [`The pilot is ${from}, and that is final.`];
  return [`The pilot is ${from}: it can become ${possible.join(' or ')}, but not ${to}.`];
}

/** Why a registered pilot cannot start today; empty when it can. */
export function startObstacles({ windows }: Pick<PilotPlan, 'windows'>, today: string): string[] {
  const firstDay = firstDayOf(windows);
  return today < firstDay ? [`It starts on ${firstDay}; today is ${today}.`] : [];
}

/** Why a running pilot is not complete today; empty when it is. */
export function completionObstacles({ windows, looks }: Pick<PilotPlan, 'windows' | 'looks'>, today: string): string[] {
  const lastLook = looks.at(-1)?.on ?? readableOn(windows);
  return today < lastLook ? [`Its last look is on ${lastLook}; today is ${today}. To end it now, cancel it.`] : [];
}

/** Amendments and reviews belong to a pilot whose plan is frozen and which was not given up. */
export function recordObstacles(state: PilotState): string[] {
  if (state === PilotState.DRAFT) return ['The pilot is a DRAFT: change the draft itself.'];
  return state === PilotState.CANCELLED ? ['The pilot was CANCELLED.'] : [];
}

/** A control arm that uses the play in more than this share of its eligible deals is no longer a control. */
export const CONTAMINATION_LIMIT = 0.1;

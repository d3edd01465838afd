import { DecisionKind, PilotState } from '../../pilots/pilot.rules.js';
import { type HeldLook, settledAt } from '../look.rules.js';
import { Verdict } from '../verdict/verdict.rules.js';

/** WAITING: goes against the verdict and waits for a second person. REPLACED: another one was made while it waited. */
export const DecisionState = { MADE: 'MADE', WAITING: 'WAITING', REPLACED: 'REPLACED' } as const;
export type DecisionState = (typeof DecisionState)[keyof typeof DecisionState];

/** Rolling out what is not proven, or stopping what is. */
export function goesAgainst(verdict: Verdict, decision: DecisionKind): boolean {
  const proven = verdict === Verdict.PROVEN;
  return (decision === DecisionKind.ROLL_OUT && !proven) || (decision === DecisionKind.STOP && proven);
}

/** Why nothing can be decided yet; empty when it can. `official` are the official analyses by look. */
export function decisionObstacles(state: PilotState, official: readonly HeldLook[], looks: number): string[] {
  const isHeld = official.some(({ look }) => look === looks) || settledAt(official) !== null;
  return [
    state === PilotState.DECIDED && 'It has been decided already, and that is final.',
    state !== PilotState.DECIDED && state !== PilotState.COMPLETED && `The pilot is ${state}: complete it first.`,
    !isHeld && `Look ${String(looks)} has not been held: analyse the pilot at that look first.`,
  ].filter((obstacle) => obstacle !== false);
}

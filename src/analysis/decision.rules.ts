import { Verdict } from './verdict.rules.js';

/** What a named person decides after a pilot. */
export const DecisionKind = { ROLL_OUT: 'ROLL_OUT', EXTEND: 'EXTEND', REDESIGN: 'REDESIGN', STOP: 'STOP' } as const;
export type DecisionKind = (typeof DecisionKind)[keyof typeof DecisionKind];

/** WAITING: goes against the verdict and waits for a second person. REPLACED: another one was made while it waited. */
export const DecisionState = { MADE: 'MADE', WAITING: 'WAITING', REPLACED: 'REPLACED' } as const;
export type DecisionState = (typeof DecisionState)[keyof typeof DecisionState];

/** Rolling out what is not proven, or stopping what is. */
export function goesAgainst(verdict: Verdict, decision: DecisionKind): boolean {
  const proven = verdict === Verdict.PROVEN;
  return (decision === DecisionKind.ROLL_OUT && !proven) || (decision === DecisionKind.STOP && proven);
}

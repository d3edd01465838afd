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

/** A control arm that uses the play in more than this share of its eligible deals is no longer a control. */
export const CONTAMINATION_LIMIT = 0.1;

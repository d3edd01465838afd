import { PilotState } from '../pilots/pilot.rules.js';

const ANALYSABLE: readonly PilotState[] = [PilotState.RUNNING, PilotState.COMPLETED, PilotState.DECIDED];

/** Why a pilot in this state cannot be analysed; empty when it can. */
export function analysisObstacles(state: PilotState): string[] {
  if (ANALYSABLE.includes(state)) return [];
  return [
    state === PilotState.CANCELLED
      ? 'The pilot was CANCELLED: what it began to measure is not a result.'
      : `The pilot is ${state}: start it first.`,
  ];
}

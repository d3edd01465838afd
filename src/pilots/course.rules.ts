import { PilotState } from './pilot.rules.js';
import type { PilotPlan } from './plan.rules.js';
import { firstDayOf, readableOn } from './windows.rules.js';

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

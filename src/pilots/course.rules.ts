import { PilotState } from './pilot.rules.js';
import type { PilotPlan, PlannedLook } from './plan.rules.js';
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

/**
 * Why a look cannot be added on a day; empty when it can. It must be fixed before its data are opened, and leave the last
 * registered look the last: there all of alpha is spent.
 */
export function addedLookObstacles(
  { state, windows, looks }: Pick<PilotPlan, 'windows'> & { state: PilotState; looks: readonly PlannedLook[] },
  { on, today }: { on: string; today: string },
): string[] {
  const last = looks.at(-1)?.on ?? readableOn(windows);
  return [
    state !== PilotState.REGISTERED && state !== PilotState.RUNNING && `lookOn: the pilot is ${state}.`,
    on <= today && `lookOn: ${on} is not after today, ${today}: a look is fixed before its data are there.`,
    on < windows.measurement.from && `lookOn: the measurement begins on ${windows.measurement.from}.`,
    on >= last && `lookOn: the last look is on ${last}: a look can be added before it only.`,
    looks.some((look) => look.on === on) && on < last && `lookOn: there is a look on ${on} already.`,
  ].filter((obstacle) => obstacle !== false);
}

/** Amendments and reviews belong to a pilot whose plan is frozen and which was not given up. */
export function recordObstacles(state: PilotState): string[] {
  if (state === PilotState.DRAFT) return ['The pilot is a DRAFT: change the draft itself.'];
  return state === PilotState.CANCELLED ? ['The pilot was CANCELLED.'] : [];
}

import type { PersonMeasure } from '../../metrics/metric-table.js';
import type { PilotPlan } from '../../pilots/plan.rules.js';
import { openDealsCheck } from '../../statistics/index.js';
import type { OpenDeals } from '../analysis-inputs.js';
import type { DrawnPerson } from './observation.rules.js';

/** Whether too many deals are open, or many more in one arm than in another, for a verdict. */
export function stillBlocks(arms: readonly OpenDeals[]): boolean {
  return openDealsCheck(arms.map(({ armKey, ...deals }) => ({ arm: armKey, ...deals }))).some(
    ({ severity }) => severity === 'BLOCK',
  );
}

/** Deals of the window by arm, and how many of them were open. */
export function openDealsByArm(
  { arms }: PilotPlan,
  people: readonly DrawnPerson[],
  measures: readonly PersonMeasure[],
): OpenDeals[] {
  const armOf = new Map(people.map(({ personId, armKey }) => [personId, armKey]));
  return arms.map(({ key }) => {
    const own = measures.filter(({ personId }) => armOf.get(personId) === key);
    return {
      armKey: key,
      deals: own.reduce((sum, { facts }) => sum + facts, 0),
      open: own.reduce((sum, { open }) => sum + open, 0),
    };
  });
}

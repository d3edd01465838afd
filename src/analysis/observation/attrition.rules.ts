import type { DayWindow } from '../../metrics/metric.rules.js';
import type { ArmAttrition, CheckResult } from '../result/analysis-result.js';
import { exposureShare, LEAST_EXPOSURE_SHARE } from './exposure.rules.js';
import type { DrawnPerson } from './observation.rules.js';

/** More of an arm in another team or territory than this is worth a warning. */
const NOTABLE_SHARE = 0.1;

/** What became of everybody who was drawn, by arm: everybody keeps the arm, whatever became of them. */
export function attritionOf(
  people: readonly DrawnPerson[],
  armKeys: readonly string[],
  measurement: DayWindow,
): ArmAttrition[] {
  return armKeys.map((armKey) => {
    const own = people.filter((person) => person.armKey === armKey);
    const tooShort = own.filter((person) => exposureShare(person, measurement) < LEAST_EXPOSURE_SHARE).length;
    const known = own.filter(({ moved }) => moved !== undefined);
    return {
      armKey,
      assigned: own.length,
      left: own.filter(({ leftOn }) => leftOn !== null && leftOn < measurement.to).length,
      tooShort,
      analysed: own.length - tooShort,
      moved: known.length === 0 ? null : known.filter(({ moved }) => moved).length,
    };
  });
}

/** Whoever moved counts where they were drawn, which waters an effect down. */
export function movedChecks(attrition: readonly ArmAttrition[]): CheckResult[] {
  return attrition.flatMap(({ armKey, assigned, moved }): CheckResult[] => {
    if (moved === null || moved === 0) return [];
    return [
      {
        code: 'PEOPLE_MOVED',
        severity: moved > NOTABLE_SHARE * assigned ? 'WARN' : 'INFO',
        message: `Arm "${armKey}": ${String(moved)} of ${String(assigned)} salespeople are today in another team or territory than when the arms were drawn. They count in the arm they were drawn into.`,
      },
    ];
  });
}

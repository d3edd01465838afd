import type { WeekMeasure } from '../../metrics/metric-table.js';
import type { DayWindow } from '../../metrics/metric.rules.js';
import { dayAfter, mondayOf } from '../../platform/days.js';
import type { WeekResult } from '../result/analysis-result.js';
import { exposureShare } from './exposure.rules.js';
import type { DrawnPerson } from './observation.rules.js';

export interface PhaseMeasures {
  readonly phase: WeekResult['phase'];
  readonly window: DayWindow;
  readonly measures: readonly WeekMeasure[];
}

export interface WeeklyArms {
  readonly armKeys: readonly string[];
  /** The line a person belongs to in a week, where it is not the arm all along; null: none. */
  readonly armIn?: (person: DrawnPerson, week: DayWindow) => string | null;
}

interface ArmWeek {
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * The line of each arm: for a total, the mean per salesperson in the field that week; for a ratio, the ratio of sums.
 * Weeks cut by the border of a window are left out: half a week would look like a dip.
 */
export function weeklyLines(
  people: readonly DrawnPerson[],
  { armKeys, armIn = ({ armKey }) => armKey }: WeeklyArms,
  phases: readonly PhaseMeasures[],
  form: 'PER_UNIT' | 'RATIO',
): WeekResult[] {
  return phases.flatMap(({ phase, window, measures }) => {
    const measured = new Map(measures.map((measure) => [`${measure.weekStartsOn} ${measure.personId}`, measure]));
    return wholeWeeks(window).map((weekStartsOn) => {
      const week = { from: weekStartsOn, to: dayAfter(weekStartsOn, 6) };
      const inField = people.filter((person) => exposureShare(person, week) > 0);
      const arms = armKeys.map((armKey) => {
        const members = inField.filter((person) => armIn(person, week) === armKey);
        const { numerator, denominator } = members
          .map(({ personId }) => measured.get(`${weekStartsOn} ${personId}`))
          .reduce<ArmWeek>(
            (sum, measure) => ({
              numerator: sum.numerator + (measure?.numerator ?? 0),
              denominator: sum.denominator + (form === 'RATIO' ? (measure?.denominator ?? 0) : 1),
            }),
            { numerator: 0, denominator: 0 },
          );
        return { armKey, people: members.length, value: denominator === 0 ? null : numerator / denominator };
      });
      return { weekStartsOn, phase, arms };
    });
  });
}

/** Mondays of the weeks that lie wholly inside a window. */
function wholeWeeks({ from, to }: DayWindow): string[] {
  const mondays: string[] = [];
  for (let monday = mondayOf(dayAfter(from, 6)); dayAfter(monday, 6) <= to; monday = dayAfter(monday, 7))
    mondays.push(monday);
  return mondays;
}

/**
 * What a reader may see: a week in which any arm had fewer people in the field than the workspace's minimum is left
 * out whole, since one arm beside a known total would give the other away. An arm of nobody hides nobody: before the first
 * switch everybody is on one side.
 */
export function shownWeeks(weeks: readonly WeekResult[], minimumCohort: number): WeekResult[] {
  return weeks.filter(({ arms }) => arms.every(({ people }) => people === 0 || people >= minimumCohort));
}

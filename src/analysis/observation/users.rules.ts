import { CONFIDENCE_SHAPES, type ObservedUnit, type UsersEffect } from '../../statistics/index.js';
import type { AdoptionResult } from '../result/analysis-result.js';

/** What values of an effect the data leave, for GraphQL. */
export const ConfidenceShape = Object.fromEntries(CONFIDENCE_SHAPES.map((shape) => [shape, shape]));

/** Rows without the use of arms of which too few people's use is known: nobody shall be told by their use. */
export function withShownUse(rows: readonly ObservedUnit[], minimumCohort: number): ObservedUnit[] {
  const isKnown = ({ outcome, used }: ObservedUnit): boolean => outcome !== null && typeof used === 'number';
  const known = new Map<string, number>();
  for (const row of rows) if (isKnown(row)) known.set(row.arm, (known.get(row.arm) ?? 0) + 1);
  return rows.map(({ used, ...row }) =>
    used === undefined || (known.get(row.arm) ?? 0) < minimumCohort ? row : { ...row, used },
  );
}

/**
 * What the play changed for those who used it, in the arm the verdict is about; who was in the way is not told.
 * null where the use of that arm or of control is not known.
 */
export function shownUsers(found: readonly UsersEffect[], arm: string, { arms }: AdoptionResult): UsersEffect | null {
  const isKnown = arms.every(({ armKey, isControl, known }) => known || !(isControl || armKey === arm));
  const effect = found.find((one) => one.arm === arm);
  if (!effect || !isKnown || Math.min(effect.units.control, effect.units.pilot) === 0) return null;
  return { ...effect, refusal: effect.refusal && { ...effect.refusal, unit: undefined } };
}

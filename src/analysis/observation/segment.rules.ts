import type { SegmentBy } from '../../pilots/plan.rules.js';
import type { ObservedUnit } from '../../statistics/index.js';
import type { SegmentsResult } from '../result/analysis-result.js';
import { SHARED } from '../verdict/segment-sentence.rules.js';

/** Who is in which segment of the primary metric; only segments that may be shown. */
export interface SegmentInputs {
  readonly by: SegmentBy;
  /** Segment by unit. */
  readonly of: Readonly<Record<string, string>>;
  /** Segments that stay back: too small, or needed so that nobody finds a small one by subtraction. */
  readonly withheld: number;
}

interface Shown {
  /** Keys of all arms, control among them. */
  readonly arms: readonly string[];
  readonly minimumCohort: number;
}

/**
 * The segments with enough salespeople with an outcome in every arm. All others together, those of no segment among them, could
 * be had by taking the shown ones from the total: where they are too few in an arm, the next smallest segments stay back too.
 */
export function segmentInputs(
  by: SegmentBy,
  rows: readonly ObservedUnit[],
  { segmentOf, ...shown }: Shown & { readonly segmentOf: (unit: string) => string | null },
): SegmentInputs {
  const seen = rows.filter(({ outcome }) => outcome !== null);
  const names = [...new Set(rows.flatMap(({ unit }) => segmentOf(unit) ?? []))].sort();
  const peopleIn = (name: string): number[] =>
    shown.arms.map((arm) => seen.filter((row) => row.arm === arm && segmentOf(row.unit) === name).length);
  const smallestFirst = names
    .map((name) => ({ name, people: peopleIn(name) }))
    .sort((one, other) => Math.min(...one.people) - Math.min(...other.people));
  const rest = shown.arms.map((arm) => seen.filter((row) => row.arm === arm && segmentOf(row.unit) === null).length);
  let withheld = 0;
  for (const { people } of smallestFirst) {
    const tooSmall = Math.min(...people) < shown.minimumCohort;
    const uncovers = rest.some((count) => count > 0 && count < shown.minimumCohort);
    if (!tooSmall && !uncovers) break;
    people.forEach((count, arm) => (rest[arm] += count));
    withheld += 1;
  }
  const kept = new Set(smallestFirst.slice(withheld).map(({ name }) => name));
  const placed = rows.flatMap(({ unit }): [string, string][] => {
    const name = segmentOf(unit);
    return name !== null && kept.has(name) ? [[unit, name]] : [];
  });
  return { by, of: Object.fromEntries(placed), withheld };
}

/** Whether each segment of a kept breakdown is large enough for what is shown today. */
export function areLargeEnough({ effects }: Pick<SegmentsResult, 'effects'>, minimumCohort: number): boolean {
  return effects.every(({ people }) => people.every((arm) => arm.people >= minimumCohort));
}

/** A kept breakdown for a workspace that has since asked for larger cohorts: as a whole or not at all. */
export function shownSegments(kept: SegmentsResult, minimumCohort: number): SegmentsResult {
  if (areLargeEnough(kept, minimumCohort)) return kept;
  return {
    ...kept,
    effects: [],
    withheld: kept.withheld + kept.effects.length,
    sentence: `The uplift by ${SHARED[kept.by]} is not shown: a segment is smaller than this workspace shows.`,
  };
}

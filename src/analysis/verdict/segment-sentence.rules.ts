import type { SegmentBy } from '../../pilots/plan.rules.js';
import type { SegmentEffect } from '../../statistics/index.js';

/** What is told of the uplift by segment. */
export interface ToldSegments {
  readonly by: SegmentBy;
  readonly differs: boolean;
  /** null where there was no test. */
  readonly test: { readonly pValue: number; readonly adjustedP: number; readonly questions: number } | null;
  readonly effects: readonly Pick<SegmentEffect, 'segment' | 'relative'>[];
  /** Why there was none. */
  readonly refusal: string | null;
}

/** What the salespeople of a segment share, in words. */
export const SHARED: Readonly<Record<SegmentBy, string>> = {
  REGION: 'region',
  TEAM: 'team',
  TERRITORY: 'territory',
  PROFILE: 'profile',
};

/** Whether the uplift differs between segments, in words. Only where it does is any segment named. */
export function segmentsSentence({ by, differs, test, effects, refusal }: ToldSegments): string {
  const shared = SHARED[by];
  if (test === null)
    return `Whether the uplift differs by ${shared} cannot be tested. ${refusal ?? 'There are too few segments large enough to be shown.'}`;
  const p = `p ${figure(test.pValue)}${test.questions > 1 ? `, ${figure(test.adjustedP)} counting all ${String(test.questions)} questions that were explored` : ''}`;
  if (!differs)
    return `Nothing shows that the uplift differs by ${shared} (${p}): the overall uplift is the best word for each of them.`;
  return `Explored, not proven: the uplift differs by ${shared} (${p}). ${effects.map((effect) => told(by, effect)).join('; ')}.`;
}

function told(by: SegmentBy, { segment, relative }: ToldSegments['effects'][number]): string {
  const name = by === 'PROFILE' ? segment.toLowerCase().replaceAll('_', ' ') : segment;
  return relative === null
    ? `${name}: no percentage can be told`
    : `${name}: ${percent(relative.estimate)} (${relative.interval.map((end) => (end === null ? 'unbounded' : percent(end))).join(' to ')})`;
}

function percent(share: number): string {
  return `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)} %`;
}

function figure(p: number): string {
  return p < 0.0001 ? 'below .0001' : p.toPrecision(2);
}

import { mondayOf } from '../platform/days.js';
import { Random } from '../statistics/index.js';
import { uniform } from './company.rules.js';
import type { SampleDeal, Span } from './deals.rules.js';

export interface SampleUse {
  readonly salesperson: string;
  readonly weekStartsOn: string;
  readonly eligible: number;
  readonly used: number;
}

/** Who used the play, week by week: every deal created in the span is eligible, and used with the person's share. */
export function weeksOfUse(
  deals: readonly SampleDeal[],
  { from, to }: Span,
  { seed, shareOf }: { seed: number; shareOf: (personKey: string) => number },
): SampleUse[] {
  const random = new Random(seed);
  const weeks = new Map<string, { salesperson: string; weekStartsOn: string; eligible: number; used: number }>();
  for (const { ownerKey, createdOn } of deals) {
    if (createdOn < from || createdOn > to) continue;
    const weekStartsOn = mondayOf(createdOn);
    const key = `${ownerKey} ${weekStartsOn}`;
    const week = weeks.get(key) ?? { salesperson: ownerKey, weekStartsOn, eligible: 0, used: 0 };
    week.eligible += 1;
    if (uniform(random) < shareOf(ownerKey)) week.used += 1;
    weeks.set(key, week);
  }
  return [...weeks.values()];
}

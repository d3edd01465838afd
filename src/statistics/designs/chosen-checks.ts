import { pValueOf } from '../comparison/fitted-arms.js';
import type { ObservedArms } from '../comparison/observed-arms.js';
import type { CheckFinding } from '../finding.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';
import { type ArmsHistory, armsHistory } from './arms-history.js';
import { contrastShares, PAST_LEVEL } from './contrast-shares.js';
import { leadsTest } from './leads-test.js';
import { placeboDate } from './placebo-date.js';
import { preTrend } from './pre-trend.js';
import { trendBound } from './trend-bound.js';

/**
 * What the time before the pilot tells about arms that were chosen: whether they went apart already, what a pilot that never
 * was would have "shown", and how much of a drift would explain a significant uplift away.
 */
export function chosenChecks(arms: ObservedArms, { level, significant }: Judged): CheckFinding[] {
  const { arm, scale } = arms;
  const history = armsHistory(arms);
  if (history === null || history.kind === 'refused') return [{ code: 'NO_HISTORY', severity: 'WARN', arm }];
  const trend = preTrend(history);
  const placebo = placeboDate(history);
  if (trend.kind === 'refused' || placebo.kind === 'refused') return [{ code: 'NO_HISTORY', severity: 'WARN', arm }];
  const leads = leadsTest(history);
  const about = { units: history.units, windows: history.windows.length };
  const look = (code: CheckFinding['code'], contrast: ContrastEstimate, joint = 1): CheckFinding => {
    const pValue = pValueOf(contrast);
    const values = {
      ...about,
      ...contrastShares(contrast, { level: history.level, scale }),
      pValue,
      ...(joint < 1 && { jointP: joint }),
    };
    return { code, severity: Math.min(pValue, joint) <= PAST_LEVEL ? 'WARN' : 'INFO', arm, values };
  };
  return [
    look('PRE_TREND', trend, leads.kind === 'refused' ? 1 : leads.pValue),
    look('PLACEBO_DATE', placebo),
    ...(significant ? boundCheck(history, arm, level) : []),
  ];
}

interface Judged {
  /** Two-sided, of the look. */
  readonly level: number;
  /** Whether the uplift's own interval leaves zero out. */
  readonly significant: boolean;
}

function boundCheck(history: ArmsHistory, arm: string, level: number): CheckFinding[] {
  const bound = trendBound(history, level);
  if (bound.kind === 'refused') return [];
  const severity = bound.times < 1 ? 'WARN' : 'INFO';
  const { times } = bound;
  return [{ code: 'TREND_BOUND', severity, arm, ...(Number.isFinite(times) && { values: { times } }) }];
}

import { inNameOrder } from '../../../src/statistics/comparison/assigned-units.js';
import { observedArms } from '../../../src/statistics/comparison/observed-arms.js';
import { type ArmsHistory, armsHistory } from '../../../src/statistics/designs/arms-history.js';
import type { ComparisonScale, Interval, ObservedUnit } from '../../../src/statistics/index.js';
import { golden } from '../golden.js';

export interface Contrast {
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  readonly interval: Interval;
}

export interface View {
  readonly estimate: number;
  readonly interval: Interval;
}

export interface Leads {
  readonly fStatistic: number;
  readonly numeratorFreedom: number;
  readonly denominatorFreedom: number;
  readonly pValue: number;
}

export interface Before {
  readonly trend: Contrast;
  readonly placebo: Contrast;
  readonly leads: Leads;
  readonly bound: { readonly times: number; readonly largestDrift: number };
}

/** t.test and lm of R 4.2.2, Wald_test and coef_test of clubSandwich 0.5.8. */
export const CHOSEN = golden<{
  readonly log: Contrast & {
    readonly data: readonly ObservedUnit[];
    readonly control: number;
    readonly relative: View;
    readonly before: Before;
  };
  readonly raw: Contrast & {
    readonly adjustedMeans: { readonly control: number; readonly pilot: number };
    readonly relative: View;
    readonly before: Before;
  };
  readonly apart: { readonly data: readonly ObservedUnit[]; readonly before: Before };
  readonly ratio: Contrast & {
    readonly data: readonly ObservedUnit[];
    readonly relative: View;
    readonly before: Before;
  };
  readonly teams: Contrast & { readonly data: readonly ObservedUnit[]; readonly leads: Leads };
}>('chosen-arms');

/** The past of two chosen arms, as the functions about it take it. */
export function pastOf(data: readonly ObservedUnit[], scale: ComparisonScale): ArmsHistory {
  const arms = observedArms(inNameOrder(data), { control: 'control', arm: 'pilot', chosen: true }, scale);
  if (arms.kind === 'refused') throw new Error(arms.code);
  const history = armsHistory(arms);
  if (history?.kind !== 'history') throw new Error('These units have no history.');
  return history;
}

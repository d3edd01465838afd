import { marginOf, pValueOf } from '../comparison/fitted-arms.js';
import { COLUMN, type Interval, type StatisticalRefusal, refused } from '../finding.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';
import type { SwitchEffect } from './switch-finding.js';

/** A contrast with its p-value and the interval of two-sided error `level`. An effect without an error is refused: NO_VARIANCE. */
export function switchEffect(contrast: ContrastEstimate | StatisticalRefusal, level: number): SwitchEffect {
  if (contrast.kind === 'refused') return refusedEffect(contrast);
  const { estimate, standardError, degreesOfFreedom } = contrast;
  if (!(standardError > 0)) return refusedEffect(refused('NO_VARIANCE', { column: COLUMN.outcome }));
  const margin = marginOf(contrast, level);
  const interval: Interval = [finite(estimate - margin), finite(estimate + margin)];
  return { estimate, standardError, degreesOfFreedom, pValue: pValueOf(contrast), interval, refusal: null };
}

export function refusedEffect(refusal: StatisticalRefusal): SwitchEffect {
  return {
    estimate: null,
    standardError: null,
    degreesOfFreedom: null,
    pValue: null,
    interval: null,
    refusal,
  };
}

function finite(end: number): number | null {
  return Number.isFinite(end) ? end : null;
}

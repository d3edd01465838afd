import type { Comparison, Interval } from '../finding.js';

/** What is claimed about a metric that must not suffer. */
export type GuardrailJudgement = 'NON_INFERIOR' | 'HARMFUL' | 'UNDECIDED';

export interface Guardrail {
  /** How much worse, as a share of the control mean, would still be accepted: 0.05 is 5 %. */
  readonly marginShare: number;
  readonly goodIs: 'UP' | 'DOWN';
  /** Whether the arms were drawn: then nothing is non-inferior without the randomisation interval. */
  readonly randomised: boolean;
}

/**
 * Judges a guardrail by the interval of its comparison (the repeated interval of the look), the good side up: NON_INFERIOR where
 * its lower end lies above -margin, HARMFUL where its upper end lies below 0 and it is not non-inferior, otherwise UNDECIDED.
 * Where the randomisation test was inverted, both intervals must say so: its ends are the margins at which the test on y + margin T
 * (ratio: y + margin d T) turns. Its ends become shares of the control mean by division, while the model's own interval
 * already counts that mean as uncertain (Fieller). A refused comparison is UNDECIDED.
 */
export function guardrailJudgement(comparison: Comparison, guardrail: Guardrail): GuardrailJudgement {
  const { interval, relative, randomisation } = comparison;
  const drawn = randomisation?.interval ?? null;
  if (interval === null) return 'UNDECIDED';
  const share = relative && lower(relative.interval, guardrail);
  const drawnShare = drawn ? lower(asShare(drawn, comparison), guardrail) : guardrail.randomised ? -Infinity : Infinity;
  if (share !== null && Math.min(share, drawnShare) > -guardrail.marginShare) return 'NON_INFERIOR';
  const best = Math.max(upper(interval, guardrail), drawn ? upper(drawn, guardrail) : -Infinity);
  return best < 0 ? 'HARMFUL' : 'UNDECIDED';
}

/** From the scale of the model to shares of the control mean. */
function asShare(interval: Interval, { scale, adjustedMeans }: Comparison): Interval {
  const control = adjustedMeans?.control ?? NaN;
  const share = (end: number | null): number | null => end && (scale === 'log' ? Math.expm1(end) : end / control);
  return [share(interval[0]), share(interval[1])];
}

function lower([low, high]: Interval, { goodIs }: Guardrail): number {
  return goodIs === 'UP' ? (low ?? -Infinity) : -(high ?? Infinity);
}

function upper([low, high]: Interval, { goodIs }: Guardrail): number {
  return goodIs === 'UP' ? (high ?? Infinity) : -(low ?? -Infinity);
}

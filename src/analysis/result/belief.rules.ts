import type { Direction } from '../../metrics/metric.rules.js';
import {
  chanceToBeatControl,
  type Comparison,
  effectPrior,
  normalQuantile,
  PRIOR_SOURCES,
  shrunkenEffect,
} from '../../statistics/index.js';
import type { BeliefResult } from './analysis-result.js';
import { commonEffect, type PastEffect } from '../observation/past-effect.rules.js';

/** Where a prior comes from, for GraphQL. */
export const PriorSource = Object.fromEntries(PRIOR_SOURCES.map((source) => [source, source]));

/** How far 95 % of a normal belief reaches, in standard deviations. */
const REACH = -normalQuantile(0.025);

/**
 * What to believe of a comparison, given the earlier pilots of the same metric. Only those on its scale count.
 * null where it has no relative uplift to speak of.
 */
export function beliefOf(
  comparison: Comparison,
  direction: Direction,
  past: readonly PastEffect[],
): BeliefResult | null {
  const effect = commonEffect(comparison);
  const control = comparison.adjustedMeans?.control;
  if (effect === null || control === undefined) return null;
  const prior = effectPrior(past.filter(({ scale }) => scale === comparison.scale));
  const shrunken = shrunkenEffect(effect, prior);
  const ends = [-REACH, 0, REACH].map((reach) => shrunken.estimate + reach * shrunken.deviation);
  const [low, middle, high] = comparison.scale === 'log' ? ends.map(Math.expm1) : ends;
  return {
    chance: chanceToBeatControl(shrunken, direction),
    relative: { estimate: middle, interval: [low, high] },
    absolute: { estimate: middle * control, interval: [low * control, high * control] },
    weight: shrunken.weight,
    prior,
  };
}

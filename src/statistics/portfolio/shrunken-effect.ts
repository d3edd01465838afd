import { normalCdf } from '../numbers/distributions.js';
import type { EffectPrior } from './effect-prior.js';
import { type PilotEffect, knownEffect } from './pilot-effect.js';

/** What to expect of an effect once it is measured, given what was believed before. Normal, on the scale of the prior. */
export interface ShrunkenEffect {
  readonly estimate: number;
  readonly deviation: number;
  /** Share of the measured effect in it, 0-1; the rest is the prior's mean. */
  readonly weight: number;
}

/**
 * A measured effect drawn towards the prior's mean, the further the less is known of it: m + B (e - m) with
 * B = tau^2 / (tau^2 + v). Its variance counts that the prior's mean, too, was only estimated.
 * Against the winner's curse: what was called significant for being large was in part luck.
 * Efron & Morris 1973, doi:10.1080/01621459.1973.10481350; Raudenbush & Bryk 1985, doi:10.3102/10769986010002075.
 */
export function shrunkenEffect(effect: Omit<PilotEffect, 'label'>, prior: EffectPrior): ShrunkenEffect {
  const { estimate, variance } = knownEffect(effect);
  const between = prior.deviation ** 2;
  const weight = between / (between + variance);
  return {
    estimate: prior.mean + weight * (estimate - prior.mean),
    deviation: Math.sqrt(weight * variance + ((1 - weight) * prior.meanError) ** 2),
    weight,
  };
}

/** The probability that the play does better than control at all, under the prior the effect was shrunken with. */
export function chanceToBeatControl({ estimate, deviation }: ShrunkenEffect, direction: 'UP' | 'DOWN'): number {
  return normalCdf((direction === 'UP' ? estimate : -estimate) / deviation);
}

import type { PilotEffect } from './pilot-effect.js';
import { portfolioEstimate } from './portfolio-estimate.js';

export const PRIOR_SOURCES = [
  /** A stated convention: most plays change little, 95 % of them less than about a third. */
  'CONVENTION',
  /** What pilots before this one came to. */
  'PORTFOLIO',
] as const;

export type PriorSource = (typeof PRIOR_SOURCES)[number];

/** What is believed of a pilot's effect before it is seen: normal, on the scale that pilots share. */
export interface EffectPrior {
  readonly source: PriorSource;
  /** Results it could have been learned from. */
  readonly pilots: number;
  readonly mean: number;
  /** What is not known about that mean: its standard error; 0 of a convention. */
  readonly meanError: number;
  /** How far true effects lie from it: a standard deviation. */
  readonly deviation: number;
}

const CONVENTIONAL_DEVIATION = 0.15;
/** From here on pilots tell how effects vary; where they seem not to vary at all, only from the second number on. */
const FEWEST_PILOTS = 5;
const FEWEST_WITHOUT_VARIATION = 10;

/**
 * The prior of the next pilot. Log coefficients or shares of the control mean; results as for portfolioEstimate. With fewer
 * than 5 of them (10, where they do not vary beyond chance) it is the convention N(0, .15^2), whatever they came to.
 */
export function effectPrior(effects: readonly PilotEffect[]): EffectPrior {
  const pilots = effects.length;
  const conventional: EffectPrior = {
    source: 'CONVENTION',
    pilots,
    mean: 0,
    meanError: 0,
    deviation: CONVENTIONAL_DEVIATION,
  };
  if (pilots < FEWEST_PILOTS) return conventional;
  const pooled = portfolioEstimate(effects);
  if (pooled.kind === 'refused' || (pooled.deviation === 0 && pilots < FEWEST_WITHOUT_VARIATION)) return conventional;
  const { estimate: mean, standardError: meanError, deviation } = pooled;
  return { source: 'PORTFOLIO', pilots, mean, meanError, deviation };
}

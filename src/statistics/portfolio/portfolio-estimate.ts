import { type Interval, type StatisticalRefusal, refused } from '../finding.js';
import { tUpperQuantile } from '../numbers/distributions.js';
import { pauleMandelVariance } from './paule-mandel.js';
import { type KnownEffect, type PilotEffect, effectRefusal, knownEffect } from './pilot-effect.js';
import { restrictedLikelihoodVariance } from './restricted-likelihood.js';
import { weightedMean } from './weighted-mean.js';

export const VARIANCE_METHODS = ['REML', 'PAULE_MANDEL'] as const;
export type VarianceMethod = (typeof VARIANCE_METHODS)[number];

/** What pilots together say, on their common scale. */
export interface PortfolioEstimate {
  readonly kind: 'estimate';
  readonly pilots: number;
  /** The mean effect of pilots like these. */
  readonly estimate: number;
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly interval: Interval;
  /** Where the true effect of the next pilot like these lies. */
  readonly predictionInterval: Interval;
  /** How far true effects vary from pilot to pilot: a standard deviation. */
  readonly deviation: number;
  readonly method: VarianceMethod;
}

/** Below this many there is no claim about all of them. */
const FEWEST_PILOTS = 3;

/**
 * Random effects over pilots: their mean with the interval of Hartung, Knapp, Sidik & Jonkman (its factor never below 1,
 * so that it is never narrower than the ordinary one) on k - 1 degrees of freedom, and a prediction interval on the same.
 * `level` is the two-sided error of both. Assumes that pilots are independent and none is left out for what it came to.
 * Refuses TOO_FEW_RESULTS below 3, NOT_FINITE with the pilot.
 * Hartung & Knapp 2001, doi:10.1002/sim.1009; Sidik & Jonkman 2002, doi:10.1002/sim.1262; Rover, Knapp & Friede 2015,
 * doi:10.1186/s12874-015-0091-1; Higgins, Thompson & Spiegelhalter 2009, doi:10.1111/j.1467-985X.2008.00552.x.
 */
export function portfolioEstimate(
  effects: readonly PilotEffect[],
  level = 0.05,
): PortfolioEstimate | StatisticalRefusal {
  const refusal = effectRefusal(effects);
  if (refusal) return refusal;
  const pilots = effects.length;
  if (pilots < FEWEST_PILOTS) return refused('TOO_FEW_RESULTS', { unit: effects.at(0)?.label });
  const known = effects.map(knownEffect);
  const { between, method } = varianceBetween(known);
  const { mean: estimate, total, spread } = weightedMean(known, between);
  const degreesOfFreedom = pilots - 1;
  const standardError = Math.sqrt(Math.max(1, spread / degreesOfFreedom) / total);
  const critical = tUpperQuantile(level / 2, degreesOfFreedom);
  const around = (error: number): Interval => [estimate - critical * error, estimate + critical * error];
  return {
    kind: 'estimate',
    pilots,
    estimate,
    standardError,
    degreesOfFreedom,
    interval: around(standardError),
    predictionInterval: around(Math.hypot(standardError, Math.sqrt(between))),
    deviation: Math.sqrt(between),
    method,
  };
}

function varianceBetween(effects: readonly KnownEffect[]): { between: number; method: VarianceMethod } {
  const between = restrictedLikelihoodVariance(effects);
  return between === null
    ? { between: pauleMandelVariance(effects), method: 'PAULE_MANDEL' }
    : { between, method: 'REML' };
}

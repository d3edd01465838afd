import type { AnalysisResult } from '../analysis/result/analysis-result.js';
import { firstComparison, type PastEffect, pastEffect } from '../analysis/observation/past-effect.rules.js';
import { Verdict } from '../analysis/verdict/verdict.rules.js';
import {
  type ComparisonScale,
  type EffectPrior,
  effectPrior,
  type Estimate,
  type Interval,
  type PortfolioEstimate,
  portfolioEstimate,
  shrunkenEffect,
  type StatisticalRefusal,
  VARIANCE_METHODS,
} from '../statistics/index.js';

/** How the variance between pilots was estimated, for GraphQL. */
export const VarianceMethod = Object.fromEntries(VARIANCE_METHODS.map((method) => [method, method]));

/** Why a completed pilot is counted, but not pooled. None of these depends on what it came to. */
export const PortfolioGap = {
  NOT_DRAWN: 'NOT_DRAWN',
  NO_ESTIMATE: 'NO_ESTIMATE',
  OTHER_SCALE: 'OTHER_SCALE',
} as const;
export type PortfolioGap = (typeof PortfolioGap)[keyof typeof PortfolioGap];

/** The official result of a completed pilot. */
export interface CompletedPilot {
  readonly pilotId: string;
  readonly analysisId: string;
  readonly verdict: Verdict | null;
  readonly cutOffOn: string;
  readonly result: AnalysisResult;
}

export interface PortfolioPilot extends Omit<CompletedPilot, 'result'> {
  /** Uplift of the first pilot arm as a share of control, with the interval of its look. */
  readonly relative: Estimate | null;
  /** The same, drawn towards what the pilots say together. */
  readonly shrunken: number | null;
  /** Share of its own result in that. */
  readonly weight: number | null;
  readonly gap: PortfolioGap | null;
}

/** What the pooled pilots say, as shares of control. */
export interface PooledUplift extends Pick<PortfolioEstimate, 'pilots' | 'method' | 'deviation'> {
  readonly relative: Estimate;
  readonly predictionInterval: Interval;
}

export interface Portfolio {
  /** null where no pilot has an estimate. */
  readonly scale: ComparisonScale | null;
  readonly verdicts: readonly { readonly verdict: Verdict; readonly pilots: number }[];
  readonly pooled: PooledUplift | null;
  /** Why there is no pooled uplift. */
  readonly refusal: StatisticalRefusal | null;
  /** What the next pilot of this metric starts from. */
  readonly prior: EffectPrior;
  readonly pilots: readonly PortfolioPilot[];
}

/** What all completed pilots of one metric teach together. Each of them goes in, whatever its verdict. */
export function portfolioOf(completed: readonly CompletedPilot[]): Portfolio {
  const found = completed.map(({ result }) => pastEffect(result));
  const scale = commonestScale(found);
  const pooledEffects = found.filter((effect): effect is PastEffect => effect !== null && effect.scale === scale);
  const prior = effectPrior(pooledEffects);
  const pooled = portfolioEstimate(pooledEffects);
  return {
    scale,
    verdicts: Object.values(Verdict).flatMap((verdict) => {
      const pilots = completed.filter((pilot) => pilot.verdict === verdict).length;
      return pilots === 0 ? [] : [{ verdict, pilots }];
    }),
    pooled: pooled.kind === 'refused' || scale === null ? null : pooledUplift(pooled, scale),
    refusal: pooled.kind === 'refused' ? { kind: 'refused', code: pooled.code } : null,
    prior,
    pilots: completed.map((pilot, i) => portfolioPilot(pilot, found[i], { scale, prior })),
  };
}

/** Of equally many the one that was used last. */
function commonestScale(effects: readonly (PastEffect | null)[]): ComparisonScale | null {
  const scales = effects.flatMap((effect) => effect?.scale ?? []);
  const times = (scale: ComparisonScale): number => scales.filter((one) => one === scale).length;
  return scales.reduce<ComparisonScale | null>(
    (best, scale) => (best === null || times(scale) >= times(best) ? scale : best),
    null,
  );
}

/** Log coefficients as shares of control; the others are shares already. */
function asShare(scale: ComparisonScale): (effect: number) => number {
  return scale === 'log' ? Math.expm1 : (effect) => effect;
}

function pooledUplift(pooled: PortfolioEstimate, scale: ComparisonScale): PooledUplift {
  const share = asShare(scale);
  const shares = ([low, high]: Interval): Interval => [
    low === null ? null : share(low),
    high === null ? null : share(high),
  ];
  const { pilots, method, deviation, estimate, interval, predictionInterval } = pooled;
  return {
    ...{ pilots, method, deviation },
    relative: { estimate: share(estimate), interval: shares(interval) },
    predictionInterval: shares(predictionInterval),
  };
}

interface Pool {
  readonly scale: ComparisonScale | null;
  readonly prior: EffectPrior;
}

function portfolioPilot(
  { result, ...pilot }: CompletedPilot,
  effect: PastEffect | null,
  { scale, prior }: Pool,
): PortfolioPilot {
  const relative = firstComparison(result.primary)?.relative ?? null;
  const gap = gapOf(result, effect, scale);
  if (effect === null || gap !== null) return { ...pilot, relative, shrunken: null, weight: null, gap };
  const { estimate, weight } = shrunkenEffect(effect, prior);
  return { ...pilot, relative, shrunken: asShare(effect.scale)(estimate), weight, gap };
}

function gapOf(
  { seed }: AnalysisResult,
  effect: PastEffect | null,
  scale: ComparisonScale | null,
): PortfolioGap | null {
  if (seed === null) return PortfolioGap.NOT_DRAWN;
  if (effect === null) return PortfolioGap.NO_ESTIMATE;
  return effect.scale === scale ? null : PortfolioGap.OTHER_SCALE;
}

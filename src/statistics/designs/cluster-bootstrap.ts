import type { Interval } from '../finding.js';
import { mean } from '../numbers/least-squares.js';
import { Random } from '../numbers/random.js';
import { type Combination, combinedEffect } from './callaway-santanna.js';
import { refusedEffect } from './switch-effect.js';
import type { SwitchEffect } from './switch-finding.js';

const DRAWS = 9_999;
/** A resample whose squares keep less than this share about their mean is one cluster several times. */
const ALL_ALIKE = 1e-12;

/**
 * An effect with an interval by the cluster bootstrap: the clusters of every wave are drawn again with replacement, the effect
 * is studentised each time by its own error, and the equal-tailed quantiles of that t stand in for Student's. Where a wave is so
 * small that too many resamples have no error at all, an end is null. p counts both tails and is never 0.
 * Assumes independent clusters. Refuses as `combinedEffect` does.
 * Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 12.5; Cameron, Gelbach & Miller 2008, doi:10.1162/rest.90.3.414.
 */
export function clusterBootstrap(combination: Combination, level: number, seed: number): SwitchEffect {
  const observed = combinedEffect(combination);
  if (observed.kind === 'refused') return refusedEffect(observed);
  const { estimate, standardError, degreesOfFreedom } = observed;
  const studentised = resampledT(combination, new Random(seed));
  const t = Math.abs(ratio(estimate, standardError));
  const pValue = (1 + studentised.filter((value) => Math.abs(value) >= t).length) / (DRAWS + 1);
  const sorted = studentised.sort();
  const tail = Math.max(1, Math.floor((level / 2) * (DRAWS + 1)));
  const end = (quantile: number): number | null =>
    Number.isFinite(quantile) ? estimate - quantile * standardError : null;
  const interval: Interval = [end(sorted[DRAWS - tail]), end(sorted[tail - 1])];
  return { estimate, standardError, degreesOfFreedom, pValue, interval, refusal: null };
}

/** By draw: what the resampled effect deviates from the effect, in its own standard errors. */
function resampledT({ values }: Combination, random: Random): Float64Array {
  const centred = values.map(({ clusters }) => {
    const centre = mean(clusters);
    return clusters.map((value) => value - centre);
  });
  return Float64Array.from({ length: DRAWS }, () => {
    let deviation = 0;
    let variance = 0;
    for (const own of centred) {
      const n = own.length;
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < n; i += 1) {
        const value = own[random.below(n)];
        sum += value;
        squares += value * value;
      }
      const left = squares - (sum * sum) / n;
      deviation += sum / n;
      if (left > ALL_ALIKE * squares) variance += left / (n - 1) / n;
    }
    return ratio(deviation, Math.sqrt(variance));
  });
}

/** 0 over 0 is no deviation; anything else over 0 is beyond every bound. */
function ratio(difference: number, error: number): number {
  return difference === 0 ? 0 : difference / error;
}

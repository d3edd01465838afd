import { normalUpperTail } from './distributions.js';
import { gammaKernel } from './incomplete-gamma.js';

/** e^-745 is the smallest double: where the density of ln S falls below it, nothing is left to add up. */
const FADED = 745;
const AGREEMENT = 1e-13;
const HALVINGS = 10;

/**
 * P(T <= t) of the non-central t distribution: T = (Z + noncentrality) / S, where S^2 is a chi-square over its degrees of
 * freedom, which may be fractional. What power is computed from. Far tails keep their relative accuracy, because every
 * term of the integral is positive.
 */
export function noncentralTCdf(t: number, df: number, noncentrality: number): number {
  return averageOverScale(df, (scale) => normalUpperTail(noncentrality - t * scale));
}

export function noncentralTUpperTail(t: number, df: number, noncentrality: number): number {
  return averageOverScale(df, (scale) => normalUpperTail(t * scale - noncentrality));
}

/**
 * The mean of chance(S), by the trapezoidal rule over ln S: it converges geometrically where the integrand fades at both
 * ends (Trefethen & Weideman 2014, doi:10.1137/130932132). The step is halved until two sums agree.
 */
function averageOverScale(df: number, chance: (scale: number) => number): number {
  if (!(df > 0)) return NaN;
  const integrand = (logScale: number): number => {
    const scale = Math.exp(logScale);
    return 2 * gammaKernel(df / 2, (df / 2) * scale * scale) * chance(scale);
  };
  // The density of ln S is exp(-df/2 (S^2 - 1 - 2 ln S)) but for a constant; beyond these ends it has faded.
  const reach = (2 * FADED) / df;
  const low = -(1 + reach) / 2;
  const width = Math.log1p(Math.sqrt(reach)) - low;
  let points = Math.ceil(width * Math.sqrt(2 * df + 1));
  let mean = meanOfNodes(integrand, low, width, points);
  for (let halving = 0; halving < HALVINGS; halving++) {
    const finer = (mean + meanOfNodes(integrand, low + width / (2 * points), width, points)) / 2;
    const agree = Math.abs(finer - mean) <= AGREEMENT * finer;
    mean = finer;
    points *= 2;
    if (agree) break;
  }
  return width * mean;
}

function meanOfNodes(integrand: (x: number) => number, low: number, width: number, points: number): number {
  let sum = 0;
  for (let i = 0; i < points; i++) sum += integrand(low + (width * i) / points);
  return sum / points;
}

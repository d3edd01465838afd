import type { Tails } from './incomplete-beta.js';
import { deviance, stirlingRemainder } from './stirling.js';

/** Series and fraction need some multiples of the square root of a. */
const ITERATIONS = 100_000;

/** x^a e^-x / Gamma(a), for a, x > 0: the gamma density times x. */
export function gammaKernel(a: number, x: number): number {
  return Math.sqrt(a / (2 * Math.PI)) * Math.exp(-stirlingRemainder(a) - deviance(a, x));
}

/** The regularised incomplete gamma functions P(a, x) and Q(a, x), for a > 0 and x >= 0 (DLMF 8.11.4, 8.9.2). */
export function incompleteGamma(a: number, x: number): Tails {
  if (!(a > 0 && x >= 0)) return { lower: NaN, upper: NaN };
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const kernel = gammaKernel(a, x);
  if (x < a + 1) {
    const lower = (kernel / a) * risingSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = kernel / legendreFraction(a, x);
  return { lower: 1 - upper, upper };
}

function risingSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; n < ITERATIONS; n++) {
    term *= x / (a + n);
    sum += term;
    if (term <= sum * (Number.EPSILON / 4)) return sum;
  }
  return NaN;
}

function legendreFraction(a: number, x: number): number {
  let base = x + 1 - a;
  let value = base;
  let forward = base;
  let backward = 0;
  for (let n = 1; n < ITERATIONS; n++) {
    base += 2;
    const numerator = n * (a - n);
    backward = 1 / (base + numerator * backward);
    forward = base + numerator / forward;
    const change = forward * backward;
    value *= change;
    if (Math.abs(change - 1) <= Number.EPSILON) return value;
  }
  return NaN;
}

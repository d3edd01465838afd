import { deviance, stirlingRemainder } from './stirling.js';

/** Both tails of a distribution at one point, each computed directly so that neither is 1 minus a rounded number. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

/** The fractions need about the square root of their larger parameter. */
const ITERATIONS = 100_000;

/** x^a y^b / B(a, b) with y = 1 - x: the beta density times x y, which is also the density of ln(x/y). */
export function betaKernel(a: number, b: number, x: number, y: number): number {
  const n = a + b;
  const exponent =
    stirlingRemainder(n) - stirlingRemainder(a) - stirlingRemainder(b) - deviance(a, n * x) - deviance(b, n * y);
  return Math.sqrt((a * b) / (2 * Math.PI * n)) * Math.exp(exponent);
}

/**
 * The regularised incomplete beta function I_x(a, b) and its complement, for a, b > 0.
 * Both x and y = 1 - x are asked for: a far tail has lost its digits in one of them.
 * Even part of the continued fraction DLMF 8.17.22 (DiDonato & Morris 1992, doi:10.1145/131766.131776).
 */
export function incompleteBeta(a: number, b: number, x: number, y: number): Tails {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return { lower: NaN, upper: NaN };
  if (x === 0) return { lower: 0, upper: 1 };
  if (y === 0) return { lower: 1, upper: 0 };
  const kernel = betaKernel(a, b, x, y);
  if (x * (a + b) < a) {
    const lower = kernel / betaFraction(a, b, x, y);
    return { lower, upper: 1 - lower };
  }
  const upper = kernel / betaFraction(b, a, y, x);
  return { lower: 1 - upper, upper };
}

function betaFraction(a: number, b: number, x: number, y: number): number {
  const drift = a * y - b * x + 1;
  const denominator = (m: number): number =>
    m + (m * (b - m) * x) / (a + 2 * m - 1) + ((a + m) * (drift + m * (1 + y))) / (a + 2 * m + 1);
  let value = (a * drift) / (a + 1);
  let forward = value;
  let backward = 0;
  for (let m = 1; m < ITERATIONS; m++) {
    const scale = a + 2 * m - 1;
    const numerator = ((((a + m - 1) * (a + b + m - 1)) / scale) * (m * (b - m)) * x * x) / scale;
    const base = denominator(m);
    backward = 1 / (base + numerator * backward);
    forward = base + numerator / forward;
    const change = forward * backward;
    value *= change;
    if (Math.abs(change - 1) <= Number.EPSILON) return value;
  }
  return NaN;
}

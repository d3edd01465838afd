/**
 * The only door to the classical distribution functions. Every upper tail is computed directly, never as 1 - cdf, and
 * every quantile has an upper twin, so that a p-value of 1e-300 is as exact as one of .3.
 * Degrees of freedom may be fractional, those of t also infinite. Arguments outside the domain give NaN.
 * Accuracy against 40-digit truth: better than 1e-10 relative (test/statistics/distributions.test.ts).
 */
import { betaKernel, incompleteBeta } from './incomplete-beta.js';
import { gammaKernel, incompleteGamma } from './incomplete-gamma.js';

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);

// Normal

export function normalDensity(z: number): number {
  return Math.exp(-0.5 * z * z) / SQRT_TWO_PI;
}

export function normalCdf(z: number): number {
  return normalUpperTail(-z);
}

export function normalUpperTail(z: number): number {
  if (z < 0) return 1 - normalUpperTail(-z);
  return z < 2.5 ? 0.5 - normalCentralMass(z) : normalDensity(z) * millsRatio(z);
}

export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  const density = (z: number): number => z * normalDensity(z);
  if (p > 0.25)
    return p === 0.5 ? 0 : -solve({ target: 0.5 - p, start: 0.5, tail: normalCentralMass, density, rises: true });
  return -solve({ target: p, start: roughNormalDeviate(p), tail: normalUpperTail, density, rises: false });
}

/** P(0 < Z < z) for moderate z >= 0, DLMF 7.6.2. */
function normalCentralMass(z: number): number {
  const square = z * z;
  let term = z;
  let sum = z;
  for (let odd = 3; term > sum * (Number.EPSILON / 4); odd += 2) {
    term *= square / odd;
    sum += term;
  }
  return sum * normalDensity(z);
}

/** (1 - Phi(z)) / phi(z) for z >= 2.5: Laplace's continued fraction (DLMF 7.9.2), taken backwards from a safe depth. */
function millsRatio(z: number): number {
  let tail = z;
  for (let n = Math.ceil(12 + 450 / (z * z)); n > 0; n--) tail = z + n / tail;
  return 1 / tail;
}

// Student's t

export function tCdf(t: number, df: number): number {
  return tUpperTail(-t, df);
}

export function tUpperTail(t: number, df: number): number {
  if (t < 0) return 1 - tUpperTail(-t, df);
  if (df === Infinity) return normalUpperTail(t);
  // Beyond this point the tail is a pure power, and t * t would overflow.
  if (t > 1e60) return tUpperTail(1e60, df) * (t / 1e60) ** -df;
  const odds = (t * t) / df;
  return incompleteBeta(0.5, df / 2, odds / (1 + odds), 1 / (1 + odds)).upper / 2;
}

/** The two-sided p-value of a t statistic. */
export function tTwoSidedP(t: number, df: number): number {
  return 2 * tUpperTail(Math.abs(t), df);
}

export function tQuantile(p: number, df: number): number {
  return -tUpperQuantile(p, df);
}

/** The t that is exceeded with probability p: the critical value of a two-sided test at alpha is `tUpperQuantile(alpha / 2, df)`. */
export function tUpperQuantile(p: number, df: number): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN;
  if (p > 0.5) return -tUpperQuantile(1 - p, df);
  if (df === Infinity) return -normalQuantile(p);
  if (p === 0) return Infinity;
  if (p === 0.5) return 0;
  const density = (t: number): number => {
    const odds = (t * t) / df;
    return t > 1e60 ? df * tUpperTail(t, df) : betaKernel(0.5, df / 2, odds / (1 + odds), 1 / (1 + odds));
  };
  if (p > 0.25) return solve({ target: 0.5 - p, start: 0.5, tail: (t) => tCentralMass(t, df), density, rises: true });
  const start = Math.sqrt(df * Math.expm1(roughNormalDeviate(p) ** 2 / df));
  return solve({ target: p, start, tail: (t) => tUpperTail(t, df), density, rises: false });
}

/** P(0 < T < t). */
function tCentralMass(t: number, df: number): number {
  const odds = (t * t) / df;
  return incompleteBeta(0.5, df / 2, odds / (1 + odds), 1 / (1 + odds)).lower / 2;
}

// Beta and F: both are the odds x / (1 - x) of a beta variate

export function betaCdf(x: number, a: number, b: number): number {
  return incompleteBeta(a, b, x, 1 - x).lower;
}

export function betaQuantile(p: number, a: number, b: number): number {
  const odds = betaOdds(p, a, b);
  return odds === Infinity ? 1 : odds / (1 + odds);
}

export function fCdf(f: number, df1: number, df2: number): number {
  return fTails(f, df1, df2).lower;
}

export function fUpperTail(f: number, df1: number, df2: number): number {
  return fTails(f, df1, df2).upper;
}

export function fUpperQuantile(p: number, df1: number, df2: number): number {
  return ((1 / betaOdds(p, df2 / 2, df1 / 2)) * df2) / df1;
}

function fTails(f: number, df1: number, df2: number): { readonly lower: number; readonly upper: number } {
  if (f <= 0) return { lower: 0, upper: 1 };
  const odds = (f * df1) / df2;
  return incompleteBeta(df1 / 2, df2 / 2, odds / (1 + odds), 1 / (1 + odds));
}

/** The odds x / (1 - x) at which the lower tail of a beta(a, b) variate is p. */
function betaOdds(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1 && a > 0 && b > 0)) return NaN;
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  const upper = p > 0.5;
  return solve({
    target: upper ? 1 - p : p,
    start: a / b,
    tail: (odds) => incompleteBeta(a, b, odds / (1 + odds), 1 / (1 + odds))[upper ? 'upper' : 'lower'],
    density: (odds) => betaKernel(a, b, odds / (1 + odds), 1 / (1 + odds)),
    rises: !upper,
  });
}

// Chi-square

export function chiSquareCdf(x: number, df: number): number {
  return x <= 0 ? 0 : incompleteGamma(df / 2, x / 2).lower;
}

export function chiSquareUpperTail(x: number, df: number): number {
  return x <= 0 ? 1 : incompleteGamma(df / 2, x / 2).upper;
}

export function chiSquareQuantile(p: number, df: number): number {
  return p > 0.5 ? chiSquareAt(1 - p, df, 'upper') : chiSquareAt(p, df, 'lower');
}

export function chiSquareUpperQuantile(p: number, df: number): number {
  return p > 0.5 ? chiSquareAt(1 - p, df, 'lower') : chiSquareAt(p, df, 'upper');
}

function chiSquareAt(p: number, df: number, side: 'lower' | 'upper'): number {
  if (!(p >= 0 && p <= 1 && df > 0)) return NaN;
  if (p === 0) return side === 'lower' ? 0 : Infinity;
  // Wilson & Hilferty 1931: the cube root is nearly normal.
  const deviate = p >= 0.5 ? 0 : roughNormalDeviate(p);
  const root = 1 - 2 / (9 * df) + (side === 'lower' ? -deviate : deviate) * Math.sqrt(2 / (9 * df));
  return solve({
    target: p,
    start: root > 0.1 ? df * root ** 3 : df / 1000,
    tail: (x) => incompleteGamma(df / 2, x / 2)[side],
    density: (x) => gammaKernel(df / 2, x / 2),
    rises: side === 'lower',
  });
}

// Quantiles

interface TailEquation {
  readonly target: number;
  readonly start: number;
  /** The probability to bring to the target, as a function of x > 0; `rises` says in which direction it is monotone. */
  readonly tail: (x: number) => number;
  /** x times the density at x: the slope of the tail in ln x. */
  readonly density: (x: number) => number;
  readonly rises: boolean;
}

/**
 * The x > 0 with tail(x) = target, by Newton's rule on the logarithms of both, where tails are nearly straight lines,
 * kept inside a shrinking bracket. Answers 0 or Infinity where the root leaves the range of normal doubles.
 */
function solve({ target, start, tail, density, rises }: TailEquation): number {
  let low = 0;
  let high = Infinity;
  let x = start > 0 && start < 1e150 ? start : 1;
  for (let iteration = 0; iteration < 400; iteration++) {
    const value = tail(x);
    const miss = Math.log(value / target);
    if (rises === miss > 0) high = x;
    else low = x;
    if (high < 1e-307) return 0;
    if (low > 1e307) return Infinity;
    const step = ((rises ? miss : -miss) * value) / density(x);
    const newton = x + x * Math.expm1(-step);
    // Newton doubles the digits: the step after one of 1e-8 would change nothing.
    if (Math.abs(step) < 1e-8) return newton;
    x = newton > low && newton < high ? newton : middle(low, high);
  }
  return x;
}

/** The geometric middle of a bracket that may still reach to 0 or Infinity. */
function middle(low: number, high: number): number {
  const floor = low === 0 ? -746 : Math.log(low);
  const ceiling = high === Infinity ? 711 : Math.log(high);
  return Math.exp((floor + ceiling) / 2);
}

/** z with P(Z > z) = p to about two digits, p < .5: a place to start from. */
function roughNormalDeviate(p: number): number {
  const twice = -2 * Math.log(2 * p);
  return Math.sqrt(Math.max(twice - Math.log1p(twice), 0.01));
}

import { readFileSync } from 'node:fs';
import {
  betaCdf,
  betaQuantile,
  chiSquareCdf,
  chiSquareQuantile,
  chiSquareUpperQuantile,
  chiSquareUpperTail,
  fCdf,
  fUpperQuantile,
  fUpperTail,
  normalCdf,
  normalQuantile,
  normalUpperTail,
  tCdf,
  tQuantile,
  tUpperTail,
} from '../../../src/statistics/numbers/distributions.js';

/** 40-digit truth computed with mpmath; columns dist, fn, a, b, x, r (what R 4.2 answers), truth. */
const TRUTH = readFileSync('test/data/distribution-truth.csv', 'utf8').trim().split(/\r?\n/).slice(1).map(parse);

type Evaluate = (x: number, a: number, b: number) => number;

const FUNCTIONS: Readonly<Record<string, Evaluate>> = {
  'norm cdf': normalCdf,
  'norm sf': normalUpperTail,
  'norm q': normalQuantile,
  't cdf': tCdf,
  't sf': tUpperTail,
  't q': tQuantile,
  'chisq cdf': chiSquareCdf,
  'chisq sf': chiSquareUpperTail,
  'chisq q': chiSquareQuantile,
  'chisq isf': chiSquareUpperQuantile,
  'f cdf': fCdf,
  'f sf': fUpperTail,
  'f isf': fUpperQuantile,
  'beta cdf': betaCdf,
  'beta q': betaQuantile,
};

function parse(line: string): { name: string; a: number; b: number; x: number; truth: number } {
  const [dist, fn, a, b, x, , truth] = line.split(',');
  return { name: `${dist} ${fn}`, a: Number(a), b: Number(b), x: Number(x), truth: infinite(truth) };
}

function infinite(text: string): number {
  return text === '+inf' ? Infinity : text === '-inf' ? -Infinity : Number(text);
}

function relativeError(actual: number, truth: number): number {
  if (actual === truth) return 0;
  return Math.abs(actual - truth) / Math.abs(truth);
}

describe('infinitely many degrees of freedom', () => {
  it('make t normal', () => {
    expect(tUpperTail(1.96, Infinity)).toBe(normalUpperTail(1.96));
    expect(tQuantile(0.025, Infinity)).toBe(normalQuantile(0.025));
    expect(relativeError(tUpperTail(1.96, 1e12), normalUpperTail(1.96))).toBeLessThan(1e-11);
  });
});

describe('distribution functions against 40-digit truth', () => {
  it('are all that the truth is known of', () => {
    expect([...new Set(TRUTH.map(({ name }) => name))].sort()).toEqual(Object.keys(FUNCTIONS).sort());
  });

  it.each(Object.keys(FUNCTIONS))('%s is right to 1e-10 from p = 1e-300 to .5', (name) => {
    const rows = TRUTH.filter((row) => row.name === name);
    const evaluate = FUNCTIONS[name];
    const wrong = rows
      .map((row) => ({ ...row, actual: evaluate(row.x, row.a, row.b) }))
      .filter((row) => !(relativeError(row.actual, row.truth) < 1e-10));
    expect(rows.length).toBeGreaterThanOrEqual(10);
    expect(wrong).toEqual([]);
  });
});

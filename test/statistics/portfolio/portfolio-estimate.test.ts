import fc from 'fast-check';
import { type PilotEffect, type PortfolioEstimate, portfolioEstimate } from '../../../src/statistics/index.js';
import { pauleMandelVariance } from '../../../src/statistics/portfolio/paule-mandel.js';
import { knownEffect } from '../../../src/statistics/portfolio/pilot-effect.js';
import { golden, largestRelativeError } from '../golden.js';

interface Expected {
  readonly data: readonly PilotEffect[];
  readonly estimate: number;
  readonly standardError: number;
  readonly pauleMandel: number;
}

interface ExpectedByReml extends Expected {
  readonly deviation: number;
  readonly factorBelowOne: boolean;
  readonly interval: readonly number[];
  readonly predictionInterval: readonly number[];
}

/** metafor 3.8.1 on R 4.2.2. */
const EXPECTED = golden<
  Readonly<Record<'vaccine' | 'seven' | 'three' | 'alike', ExpectedByReml>> & { readonly restless: Expected }
>('portfolio');

function pooled(effects: readonly PilotEffect[], level?: number): PortfolioEstimate {
  const found = portfolioEstimate(effects, level);
  if (found.kind === 'refused') throw new Error(found.code);
  return found;
}

const pilots = (...estimates: number[]): PilotEffect[] =>
  estimates.map((estimate, i) => ({ label: `pilot ${i}`, estimate, standardError: 0.1, degreesOfFreedom: 20 }));

describe('what all pilots say together, held against metafor', () => {
  it.each(['vaccine', 'seven', 'three', 'alike'] as const)('%s: REML with Hartung and Knapp', (name) => {
    const expected = EXPECTED[name];
    const found = pooled(expected.data);
    expect(found).toMatchObject({
      pilots: expected.data.length,
      degreesOfFreedom: expected.data.length - 1,
      method: 'REML',
    });
    const actual = [found.estimate, found.standardError, ...found.interval, ...found.predictionInterval] as number[];
    const wanted = [expected.estimate, expected.standardError, ...expected.interval, ...expected.predictionInterval];
    expect(largestRelativeError(actual, wanted)).toBeLessThan(1e-8);
    expect(Math.abs(found.deviation - expected.deviation)).toBeLessThan(1e-8);
  });

  it('holds the factor at 1 where results lie nearer to each other than chance allows', () => {
    expect(EXPECTED.alike.factorBelowOne).toBe(true);
    expect(pooled(EXPECTED.alike.data).deviation).toBe(0);
  });

  it.each(['vaccine', 'seven', 'three', 'alike', 'restless'] as const)('%s: Paule and Mandel', (name) => {
    const { data, pauleMandel } = EXPECTED[name];
    expect(Math.abs(pauleMandelVariance(data.map(knownEffect)) - pauleMandel)).toBeLessThan(
      1e-8 * Math.max(1, pauleMandel),
    );
  });

  it('takes the variance of Paule and Mandel where the likelihood finds no rest', () => {
    const { data, estimate, standardError } = EXPECTED.restless;
    const found = pooled(data);
    expect(found.method).toBe('PAULE_MANDEL');
    expect(largestRelativeError([found.estimate, found.standardError], [estimate, standardError])).toBeLessThan(1e-8);
  });
});

describe('what may be said of all pilots', () => {
  it('nothing of fewer than three', () => {
    expect(portfolioEstimate(pilots(0.1, 0.2))).toEqual({ kind: 'refused', code: 'TOO_FEW_RESULTS', unit: 'pilot 0' });
    expect(portfolioEstimate([])).toMatchObject({ code: 'TOO_FEW_RESULTS' });
    expect(pooled(pilots(0.1, 0.2, 0.3)).estimate).toBeCloseTo(0.2, 12);
  });

  it.each([
    [{ estimate: NaN }, 'outcome'],
    [{ estimate: Infinity }, 'outcome'],
    [{ standardError: 0 }, 'standardError'],
    [{ standardError: NaN }, 'standardError'],
    [{ degreesOfFreedom: 0 }, 'standardError'],
  ])('nothing where a pilot has no number: %p', (broken, column) => {
    const effects = pilots(0.1, 0.2, 0.3, 0.1).map((effect, i) => (i === 2 ? { ...effect, ...broken } : effect));
    expect(portfolioEstimate(effects)).toEqual({ kind: 'refused', code: 'NOT_FINITE', unit: 'pilot 2', column });
  });

  it('predicts the next pilot less surely than it knows the mean of all', () => {
    const { interval, predictionInterval } = pooled(pilots(0.5, -0.4, 0.1, 0.3, -0.2));
    expect(predictionInterval[0]).toBeLessThan(interval[0] ?? NaN);
    expect(predictionInterval[1]).toBeGreaterThan(interval[1] ?? NaN);
  });

  const effects = fc.array(
    fc.record({
      label: fc.constant('pilot'),
      estimate: fc.double({ min: -1, max: 1, noNaN: true }),
      standardError: fc.double({ min: 0.02, max: 0.5, noNaN: true }),
      degreesOfFreedom: fc.double({ min: 3, max: 60, noNaN: true }),
    }),
    { minLength: 3, maxLength: 12 },
  );

  it('does not depend on the order of the pilots, and turns its sign with theirs', () => {
    fc.assert(
      fc.property(effects, (found) => {
        const plain = pooled(found);
        expect(pooled([...found].reverse()).estimate).toBeCloseTo(plain.estimate, 8);
        const turned = pooled(found.map((effect) => ({ ...effect, estimate: -effect.estimate })));
        expect(turned.estimate).toBeCloseTo(-plain.estimate, 8);
        expect(turned.deviation).toBeCloseTo(plain.deviation, 8);
      }),
    );
  });

  it('lies between the smallest and the largest of them', () => {
    fc.assert(
      fc.property(effects, (found) => {
        const estimates = found.map(({ estimate }) => estimate);
        const { estimate } = pooled(found);
        expect(estimate).toBeGreaterThanOrEqual(Math.min(...estimates) - 1e-12);
        expect(estimate).toBeLessThanOrEqual(Math.max(...estimates) + 1e-12);
      }),
    );
  });
});

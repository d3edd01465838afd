import fc from 'fast-check';
import {
  type EffectPrior,
  type PilotEffect,
  chanceToBeatControl,
  effectPrior,
  shrunkenEffect,
} from '../../../src/statistics/index.js';
import { golden, largestRelativeError } from '../golden.js';

interface Expected {
  readonly data: readonly PilotEffect[];
  readonly shrunken: readonly { readonly estimate: number; readonly deviation: number }[];
}

/** blup of metafor 3.8.1 on R 4.2.2. */
const EXPECTED = golden<Readonly<Record<'vaccine' | 'seven' | 'alike', Expected>>>('portfolio');

const CONVENTION: EffectPrior = { source: 'CONVENTION', pilots: 0, mean: 0, meanError: 0, deviation: 0.15 };

/** 1e9 degrees of freedom: a variance that is known. */
const effect = (estimate: number, standardError: number): Omit<PilotEffect, 'label'> => ({
  estimate,
  standardError,
  degreesOfFreedom: 1e9,
});

describe('what to expect of an effect once it is measured', () => {
  it.each(['vaccine', 'seven', 'alike'] as const)('%s: every pilot shrunken as metafor does', (name) => {
    const { data, shrunken } = EXPECTED[name];
    const prior = effectPrior(data);
    expect(prior).toMatchObject({ source: 'PORTFOLIO', pilots: data.length });
    const found = data.map((one) => shrunkenEffect(one, prior));
    for (const figure of ['estimate', 'deviation'] as const)
      expect(
        largestRelativeError(
          found.map((one) => one[figure]),
          shrunken.map((one) => one[figure]),
        ),
      ).toBeLessThan(1e-8);
  });

  it('halves an effect that is known as well as effects are believed to vary', () => {
    const { estimate, weight, deviation } = shrunkenEffect(effect(0.2, 0.15), CONVENTION);
    expect(weight).toBeCloseTo(0.5, 8);
    expect(estimate).toBeCloseTo(0.1, 8);
    expect(deviation).toBeCloseTo(0.15 / Math.sqrt(2), 8);
  });

  it('never turns a sign under a prior around 0, and shrinks the more the less is known', () => {
    const estimates = fc.double({ min: 0.01, max: 2, noNaN: true });
    fc.assert(
      fc.property(estimates, fc.double({ min: 0.01, max: 1, noNaN: true }), (size, error) => {
        const [sure, unsure] = [error, 2 * error].map((one) => shrunkenEffect(effect(size, one), CONVENTION).estimate);
        expect(unsure).toBeGreaterThan(0);
        expect(sure).toBeGreaterThan(unsure);
        expect(size).toBeGreaterThan(sure);
      }),
    );
  });
});

describe('the chance to beat control', () => {
  it('is an even chance where nothing was seen', () => {
    expect(chanceToBeatControl(shrunkenEffect(effect(0, 0.1), CONVENTION), 'UP')).toBe(0.5);
  });

  it('is that of a normal quantile: .975 at 1.96 standard deviations', () => {
    expect(chanceToBeatControl({ estimate: 1.959963984540054, deviation: 1, weight: 1 }, 'UP')).toBeCloseTo(0.975, 12);
  });

  it('looks down where down is good, and both directions share the whole', () => {
    const shrunken = shrunkenEffect(effect(-0.1, 0.05), CONVENTION);
    const [up, down] = [chanceToBeatControl(shrunken, 'UP'), chanceToBeatControl(shrunken, 'DOWN')];
    expect(down).toBeGreaterThan(0.9);
    expect(up + down).toBeCloseTo(1, 12);
  });
});

describe('the prior of the next pilot', () => {
  const results = (count: number, spread: number): PilotEffect[] =>
    Array.from({ length: count }, (_, i) => ({
      label: `pilot ${i}`,
      estimate: 0.05 + (i % 2 === 0 ? spread : -spread),
      standardError: 0.05,
      degreesOfFreedom: 20,
    }));

  it.each([0, 1, 4])('is the convention with %i results, whatever they came to', (count) => {
    expect(effectPrior(results(count, 0.4))).toEqual({ ...CONVENTION, pilots: count });
  });

  it('is learned from five results or more', () => {
    const prior = effectPrior(results(6, 0.3));
    expect(prior).toMatchObject({ source: 'PORTFOLIO', pilots: 6 });
    expect(prior.mean).toBeCloseTo(0.05, 10);
    expect(prior.deviation).toBeGreaterThan(0.2);
  });

  it('stays the convention where fewer than ten do not vary beyond chance', () => {
    expect(effectPrior(results(9, 0))).toEqual({ ...CONVENTION, pilots: 9 });
    expect(effectPrior(results(10, 0))).toMatchObject({ source: 'PORTFOLIO', pilots: 10, deviation: 0 });
  });

  it('is not certain of itself where ten agree: a measured effect gives way to their mean, with its error', () => {
    const prior = effectPrior(results(10, 0));
    const { estimate, deviation, weight } = shrunkenEffect(effect(0.5, 0.1), prior);
    expect(weight).toBe(0);
    expect(estimate).toBeCloseTo(0.05, 10);
    expect(deviation).toBe(prior.meanError);
    expect(deviation).toBeGreaterThan(0);
  });
});

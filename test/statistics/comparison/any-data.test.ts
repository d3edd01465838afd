import fc from 'fast-check';
import { type ComparisonPlan, type ObservedUnit, compareArms } from '../../../src/statistics/index.js';

const amount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 40 }) },
  { weight: 2, arbitrary: fc.double({ min: 0.1, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1e-300, 1e69, 1e71, Infinity, NaN) },
);
const perhaps = fc.option(amount, { freq: 8 });
const sound = fc.option(fc.integer({ min: 1, max: 60 }), { freq: 20 });

/** A roster of one kind throughout (ratio or not, clustered or not ...), of sound or of any numbers. */
const rosters = fc
  .record({
    number: fc.constantFrom(sound, perhaps),
    ratio: fc.boolean(),
    baseline: fc.boolean(),
    clusters: fc.boolean(),
    strata: fc.boolean(),
    covariate: fc.boolean(),
  })
  .chain(({ number, ...kind }) =>
    fc
      .array(
        fc.record({ place: fc.nat({ max: 29 }), numbers: fc.tuple(number, number, number, number), covariate: amount }),
        { minLength: 2, maxLength: 36 },
      )
      .map((rows) =>
        rows.map(
          ({ place, numbers: [outcome, denominator, baseline, baselineDenominator], covariate }, i): ObservedUnit => ({
            unit: `unit ${i}`,
            arm: ['control', 'pilot', 'tool'][place % 3],
            outcome,
            ...(kind.ratio && { denominator, baselineDenominator }),
            ...(kind.baseline && { baseline }),
            ...(kind.clusters && { cluster: `team ${place % 12}` }),
            ...(kind.strata && { stratum: `stratum ${kind.clusters ? (place % 12) % 2 : i % 3}` }),
            ...(kind.covariate && { covariates: { visits: covariate } }),
          }),
        ),
      ),
  );

const plans = fc.record({
  control: fc.constant('control'),
  scale: fc.constantFrom('auto', 'log', 'raw'),
  alpha: fc.constantFrom(0.05, 0.2),
  randomisation: fc.option(fc.constant({ seed: 1, draws: 19, always: true, interval: true }), { nil: undefined }),
}) as fc.Arbitrary<ComparisonPlan>;

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

describe('whatever the data', () => {
  it('the engine answers with finite numbers or with a refusal, and never throws', () => {
    let compared = 0;
    fc.assert(
      fc.property(rosters, plans, (rows, { randomisation, ...plan }) => {
        // Larger rosters would have all their assignments enumerated, a thousand times over.
        const redrawn = rows.length <= 12 ? randomisation : undefined;
        const answer = compareArms(rows, { ...plan, randomisation: redrawn });
        expect(numbersIn(answer).filter((value) => !Number.isFinite(value))).toEqual([]);
        for (const { refusal, estimate, pValue, standardError, significant } of answer.comparisons) {
          expect(refusal === null).toBe(estimate !== null);
          if (refusal !== null) expect(significant).toBe(false);
          if (pValue === null || standardError === null) continue;
          compared += 1;
          expect(standardError).toBeGreaterThan(0);
          expect(pValue).toBeGreaterThanOrEqual(0);
          expect(pValue).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 800, seed: 11 },
    );
    expect(compared).toBeGreaterThan(150);
  });
});

import fc from 'fast-check';
import { SWITCH_DESIGNS, type SwitchPlan, type SwitchRow, compareSwitches } from '../../../src/statistics/index.js';

const amount = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 40 }) },
  { weight: 2, arbitrary: fc.double({ min: 0.1, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1e-300, 1e69, 1e71, Infinity, NaN) },
);
const perhaps = fc.option(amount, { freq: 8 });
const sound = fc.option(fc.integer({ min: 1, max: 60 }), { freq: 20 });

/** Up to nine clusters of up to two units over up to five periods, some rows away, of sound or of any numbers. */
const rollouts = fc
  .record({
    number: fc.constantFrom(sound, sound, perhaps),
    waves: fc.array(fc.option(fc.integer({ min: 0, max: 4 })), { minLength: 1, maxLength: 9 }),
    units: fc.integer({ min: 1, max: 2 }),
    periods: fc.integer({ min: 1, max: 5 }),
    ratio: fc.boolean(),
    strata: fc.boolean(),
    broken: fc.boolean(),
  })
  .chain(({ number, waves, units, periods, ratio, strata, broken }) =>
    fc
      .array(fc.tuple(number, number, fc.nat({ max: broken ? 9 : 0 })), {
        minLength: waves.length * units * periods,
        maxLength: waves.length * units * periods,
      })
      .map((cells) =>
        cells.flatMap(([outcome, denominator, fate], i): SwitchRow[] => {
          const g = i % waves.length;
          const unit = Math.floor(i / waves.length) % units;
          const period = 1 + Math.floor(i / waves.length / units);
          const row = {
            unit: `unit ${g}-${unit}`,
            period,
            wave: waves[g],
            outcome,
            ...(units > 1 && { cluster: `team ${g}` }),
            ...(ratio && { denominator }),
            ...(strata && { stratum: `stratum ${g % 2}` }),
          };
          return fate === 9 ? [] : [row];
        }),
      ),
  );

const plans = fc.record({
  design: fc.constantFrom(...SWITCH_DESIGNS),
  scale: fc.constantFrom('auto', 'log', 'raw'),
  alpha: fc.constantFrom(0.05, 0.2),
  seed: fc.constant(1),
  draws: fc.constant(19),
}) as fc.Arbitrary<SwitchPlan>;

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

describe('whatever a rollout looks like', () => {
  it('the engine answers with finite numbers or with a refusal, and never throws', () => {
    let compared = 0;
    fc.assert(
      fc.property(rollouts, plans, (rows, plan) => {
        const answer = compareSwitches(rows, plan);
        const odd = numbersIn(answer).filter((value) => !Number.isFinite(value));
        expect(odd).toEqual([]);
        expect(answer.refusal === null).toBe(answer.headline !== null);
        for (const effect of [answer.headline, ...answer.sinceSwitch, ...answer.sensitivity]) {
          if (effect === null) continue;
          expect(effect.refusal === null).toBe(effect.estimate !== null);
          if (effect.pValue === null || effect.standardError === null) continue;
          compared += 1;
          expect(effect.standardError).toBeGreaterThan(0);
          expect(effect.pValue).toBeGreaterThanOrEqual(0);
          expect(effect.pValue).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 1500, seed: 11 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});

import fc from 'fast-check';
import { type ObservedUnit, Random, compareArms } from '../../../src/statistics/index.js';

const PILOTS = 600;
/** Kolmogorov's distance that uniform p-values of so many pilots exceed once in 10,000 times: sqrt(ln(2 / .0001) / 2n). */
const FARTHEST = Math.sqrt(Math.log(2e4) / (2 * PILOTS));

interface Field {
  readonly units: number;
  readonly inPilot: number;
  readonly persistence: number;
}

/** Log-normal revenue whose level persists from the baseline, and an arm that changes nothing. */
function pilotWithoutEffect({ units, inPilot, persistence }: Field, random: Random): ObservedUnit[] {
  const uniform = (): number => (random.word() + 0.5) / 2 ** 32;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const order = Int32Array.from({ length: units }, (_, i) => i);
  random.sampleToFront(order, 0, units, inPilot);
  const drawn = new Set(order.subarray(0, inPilot));
  return Array.from({ length: units }, (_, i) => {
    const skill = normal();
    const revenue = (): number => Math.exp(persistence * skill + Math.sqrt(1 - persistence ** 2) * normal());
    return {
      unit: `unit ${String(i + 10)}`,
      arm: drawn.has(i) ? 'pilot' : 'control',
      baseline: revenue(),
      outcome: revenue(),
    };
  });
}

describe('a play that changes nothing', () => {
  it('has p-values of the model that are spread evenly between 0 and 1, whatever the design', () => {
    const fields = fc.record({
      units: fc.constantFrom(14, 20, 30),
      inPilot: fc.constantFrom(7, 10),
      persistence: fc.constantFrom(0, 0.5, 0.9),
    });
    fc.assert(
      fc.property(fields, fc.nat(), (field, seed) => {
        const random = new Random(seed);
        const found = Array.from({ length: PILOTS }, () => {
          const rows = pilotWithoutEffect(field, random);
          return compareArms(rows, { control: 'control', scale: 'log', alpha: 0.05 }).comparisons[0].pValue ?? NaN;
        }).sort((a, b) => a - b);
        const distance = Math.max(...found.map((p, i) => Math.max(p - i / PILOTS, (i + 1) / PILOTS - p)));
        expect(distance).toBeLessThan(FARTHEST);
      }),
      { numRuns: 5, seed: 5 },
    );
  });
});

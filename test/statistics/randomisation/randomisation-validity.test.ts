import fc from 'fast-check';
import { type Assignment, Redraws } from '../../../src/statistics/randomisation/redraws.js';
import { randomisationTest } from '../../../src/statistics/randomisation/randomisation-test.js';

interface Field {
  readonly design: Assignment;
  readonly assigned: Int32Array;
  readonly outcome: Float64Array;
  readonly denominator?: Float64Array;
  readonly baseline: Float64Array | null;
}

/** p of each assignment that could have been drawn, had the play changed nothing for anybody. A refusal claims nothing. */
function pValues({ design, assigned, outcome, denominator, baseline }: Field): number[] {
  const redraws = new Redraws(design);
  const found: number[] = [];
  for (const at of redraws.all()) {
    const pilot = Uint8Array.from(redraws.slot, (slot) => redraws.treatment[slot]);
    const finding = randomisationTest(
      {
        assignment: { pilot, stratum: design.stratum },
        assigned,
        outcome,
        ...(denominator && { denominator }),
        covariates: baseline ? [{ name: 'baseline', values: baseline }] : [],
      },
      { seed: 1, level: 0.05 },
    );
    found[at] = 'kind' in finding ? 1 : finding.pValue;
  }
  return found;
}

const field = fc
  .record({
    rowsEach: fc.constantFrom(1, 2),
    strata: fc.constantFrom(1, 2),
    missing: fc.integer({ min: 0, max: 3 }),
    ratio: fc.boolean(),
    baseline: fc.boolean(),
    values: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 48, maxLength: 48 }),
  })
  .map(({ rowsEach, strata, missing, ratio, baseline, values }): Field => {
    const assigned = Int32Array.from({ length: 8 * rowsEach - missing }, (_, row) => (row * 3) % 8);
    return {
      design: {
        pilot: Uint8Array.of(1, 0, 1, 0, 1, 0, 0, 1),
        stratum: Int32Array.from({ length: 8 }, (_, unit) => Math.floor((unit * strata) / 8)),
      },
      assigned,
      outcome: Float64Array.from(assigned, (_, row) => values[row]),
      ...(ratio && { denominator: Float64Array.from(assigned, (_, row) => values[16 + row] + 1) }),
      baseline: baseline ? Float64Array.from(assigned, (_, row) => values[32 + row]) : null,
    };
  });

describe('a play that changes nothing', () => {
  it('comes out significant at any level in no more than that share of all possible draws, however odd the data', () => {
    fc.assert(
      fc.property(field, (data) => {
        const found = pValues(data);
        for (const level of found) {
          const passing = found.filter((p) => p <= level + 1e-12).length;
          expect(passing / found.length).toBeLessThanOrEqual(level + 1e-12);
        }
      }),
      { numRuns: 60 },
    );
  });
});

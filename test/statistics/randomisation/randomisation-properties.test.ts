import fc from 'fast-check';
import type { RandomisationFinding } from '../../../src/statistics/finding.js';
import {
  type RandomisationQuestion,
  randomisationTest,
} from '../../../src/statistics/randomisation/randomisation-test.js';

const LEVEL = 0.1;
const settings = { seed: 5, level: LEVEL, draws: 199, interval: true };

/** Arms with at most 462 assignments, all enumerated, and arms with more than 200,000. */
const arms = fc.oneof(
  fc.record({ control: fc.integer({ min: 2, max: 6 }), pilot: fc.integer({ min: 2, max: 5 }) }),
  fc.record({ control: fc.integer({ min: 11, max: 12 }), pilot: fc.integer({ min: 11, max: 12 }) }),
);

/** Small designs, of units or clusters, in one stratum or two, some of them degenerate. */
const design = fc
  .record({
    arms,
    twoStrata: fc.boolean(),
    baseline: fc.boolean(),
    rowsEach: fc.integer({ min: 1, max: 3 }),
    values: fc.array(fc.integer({ min: -400, max: 400 }), { minLength: 144, maxLength: 144 }),
    effect: fc.integer({ min: -300, max: 300 }),
  })
  .map(({ arms: { control, pilot }, twoStrata, baseline, rowsEach, values, effect }): RandomisationQuestion => {
    const units = control + pilot;
    const inPilot = Uint8Array.from({ length: units }, (_, unit) => (unit < pilot ? 1 : 0));
    const assigned = Int32Array.from({ length: units * rowsEach }, (_, row) => row % units);
    const x = Float64Array.from(assigned, (_, row) => values[row] / 7);
    return {
      assignment: {
        pilot: inPilot,
        stratum: Int32Array.from({ length: units }, (_, unit) => (twoStrata ? unit % 2 : 0)),
      },
      assigned,
      outcome: Float64Array.from(assigned, (unit, row) => values[72 + row] / 3 + x[row] + (inPilot[unit] * effect) / 2),
      covariates: baseline ? [{ name: 'baseline', values: x }] : [],
    };
  });

function expectSame(
  question: RandomisationQuestion,
  changed: RandomisationQuestion,
  interval: (ends: NonNullable<RandomisationFinding['interval']>) => readonly (number | null)[] = (ends) => ends,
): void {
  const before = randomisationTest(question, settings);
  const after = randomisationTest(changed, settings);
  if ('kind' in before || 'kind' in after) {
    expect(after).toEqual(before);
    return;
  }
  expect(after.pValue).toBe(before.pValue);
  if (before.interval === null || after.interval === null) throw new Error('an interval was asked for');
  const wanted = interval(before.interval);
  after.interval.forEach((end, side) => {
    const want = wanted[side];
    if (want === null) expect(end).toBeNull();
    else expect(Math.abs((end ?? NaN) - want)).toBeLessThanOrEqual(1e-7 * (1 + Math.abs(want)));
  });
}

const mirrored = ([low, high]: readonly (number | null)[]): (number | null)[] => [
  high === null ? null : -high,
  low === null ? null : -low,
];

describe('whatever the design', () => {
  it('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(design, fc.integer({ min: 1, max: 70 }), (question, turn) => {
        const rotated = <T extends Float64Array | Int32Array>(values: T): T =>
          values.map((_, row) => values[(row + turn) % values.length]) as T;
        expectSame(question, {
          ...question,
          assigned: rotated(question.assigned),
          outcome: rotated(question.outcome),
          covariates: question.covariates.map(({ name, values }) => ({ name, values: rotated(values) })),
        });
      }),
    );
  });

  it('money may be counted in cents or in millions, and from any zero', () => {
    fc.assert(
      fc.property(
        design,
        fc.constantFrom(0.01, 1e-6, 1e9, 3),
        fc.constantFrom(0, 50, -1_000),
        (question, unit, zero) => {
          const outcome = question.outcome.map((value) => (value + zero) * unit);
          expectSame(question, { ...question, outcome }, (ends) => ends.map((end) => end && end * unit));
        },
      ),
    );
  });

  it('a metric turned upside down mirrors the interval and keeps p', () => {
    fc.assert(
      fc.property(design, (question) => {
        expectSame(question, { ...question, outcome: question.outcome.map((value) => -value) }, mirrored);
      }),
    );
  });

  it('swapping the names of the arms mirrors the interval and keeps p', () => {
    fc.assert(
      fc.property(design, (question) => {
        const { pilot, stratum } = question.assignment;
        expectSame(question, { ...question, assignment: { pilot: pilot.map((arm) => 1 - arm), stratum } }, mirrored);
      }),
    );
  });

  it('interval and p never contradict each other, at no effect or at a margin', () => {
    fc.assert(
      fc.property(design, fc.constantFrom(0, -20, 15), (question, nullEffect) => {
        const finding = randomisationTest({ ...question, nullEffect }, settings);
        if ('kind' in finding) return;
        const [low, high] = finding.interval ?? [null, null];
        const leftOut = (low ?? -Infinity) > nullEffect || (high ?? Infinity) < nullEffect;
        expect(leftOut).toBe(finding.pValue <= LEVEL);
        expect(finding.pValue).toBeGreaterThanOrEqual(finding.smallestPossible * (1 - 1e-12));
      }),
    );
  });

  it('an effect of one more moves the interval by one', () => {
    fc.assert(
      fc.property(design, (question) => {
        const { pilot } = question.assignment;
        const outcome = question.outcome.map((value, row) => value + pilot[question.assigned[row]]);
        expectSame({ ...question, nullEffect: -1 }, { ...question, outcome, nullEffect: 0 }, (ends) =>
          ends.map((end) => (end === null ? null : end + 1)),
        );
      }),
    );
  });
});

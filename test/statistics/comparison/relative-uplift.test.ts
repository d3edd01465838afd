import type { FittedArms } from '../../../src/statistics/comparison/fitted-arms.js';
import { relativeUplift } from '../../../src/statistics/comparison/relative-uplift.js';
import { tUpperQuantile } from '../../../src/statistics/numbers/distributions.js';

/** Two independent means with known variances of the mean and 20 degrees of freedom throughout. */
function arms(
  control: number,
  pilot: number,
  variances: { readonly control: number; readonly pilot: number },
): FittedArms {
  return {
    kind: 'fitted',
    method: 'WELCH',
    value: ({ pilot: p, control: c }) => p * pilot + c * control,
    combine: ({ pilot: p, control: c }) => ({
      kind: 'estimate',
      estimate: p * pilot + c * control,
      standardError: Math.sqrt(p * p * variances.pilot + c * c * variances.control),
      degreesOfFreedom: 20,
    }),
  };
}

/** Fieller's closed form for independent means: the roots of (m1 - r m0)^2 = t^2 (v1 + r^2 v0). */
function closedForm(
  control: number,
  pilot: number,
  variances: { control: number; pilot: number },
  level: number,
): number[] {
  const t2 = tUpperQuantile(level / 2, 20) ** 2;
  const a = control ** 2 - t2 * variances.control;
  const b = -2 * control * pilot;
  const c = pilot ** 2 - t2 * variances.pilot;
  const root = Math.sqrt(b * b - 4 * a * c);
  return [(-b - root) / (2 * a) - 1, (-b + root) / (2 * a) - 1];
}

describe('relative uplift', () => {
  it.each([
    [100, 120, { control: 40, pilot: 50 }],
    [100, 120, { control: 1e-6, pilot: 1e-6 }],
    [3, -2, { control: 0.5, pilot: 0.4 }],
    [1e9, 1.3e9, { control: 1e14, pilot: 1e14 }],
  ])("has Fieller's closed form where the degrees of freedom do not change: %d, %d", (control, pilot, variances) => {
    const answer = relativeUplift(arms(control, pilot, variances), { alpha: 0.05, level: 0.05 });
    const [low, high] = closedForm(control, pilot, variances, 0.05);
    if ('kind' in answer) throw new Error(answer.code);
    expect(answer.estimate).toBeCloseTo(pilot / control - 1, 12);
    expect(answer.interval[0]).toBeCloseTo(low, 10);
    expect(answer.interval[1]).toBeCloseTo(high, 10);
  });

  it('is unbounded above at an early look whose level the control mean does not meet, and still tells the lower end', () => {
    const wide = { control: 900, pilot: 400 };
    const early = relativeUplift(arms(100, 300, wide), { alpha: 0.05, level: 0.0001 });
    if ('kind' in early) throw new Error(early.code);
    expect(early.interval[1]).toBeNull();
    expect(early.interval[0]).toBeCloseTo(Math.max(...closedForm(100, 300, wide, 0.0001)), 10);
  });

  it('has no end at all where neither mean can be told from zero at that level', () => {
    const early = relativeUplift(arms(100, 110, { control: 900, pilot: 900 }), { alpha: 0.05, level: 0.0001 });
    expect(early).toMatchObject({ interval: [null, null] });
  });

  it.each([0, -100, 60])('is refused where the control mean (%d, error 30) is not positive beyond doubt', (control) => {
    const answer = relativeUplift(arms(control, 300, { control: 900, pilot: 400 }), { alpha: 0.05, level: 0.05 });
    expect(answer).toEqual({ kind: 'refused', code: 'CONTROL_NEAR_ZERO' });
  });
});

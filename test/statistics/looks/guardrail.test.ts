import { compareArms } from '../../../src/statistics/comparison/compare-arms.js';
import type { Comparison, Interval, ObservedUnit } from '../../../src/statistics/finding.js';
import { type Guardrail, guardrailJudgement } from '../../../src/statistics/looks/guardrail.js';
import { randomisationTest } from '../../../src/statistics/randomisation/randomisation-test.js';

const up: Guardrail = { marginShare: 0.05, goodIs: 'UP', randomised: false };
const down: Guardrail = { ...up, goodIs: 'DOWN' };

/** A comparison of two means around 200, with the interval of their difference and that of the test by re-drawing. */
function difference(interval: Interval, redrawn: Interval | null = null): Comparison {
  const share = interval.map((end) => end && end / 200);
  return {
    arm: 'pilot',
    method: 'ANCOVA_HC2',
    scale: 'raw',
    estimate: 0,
    standardError: 1,
    degreesOfFreedom: 20,
    pValue: 0.5,
    interval,
    adjustedMeans: { control: 200, pilot: 200 },
    adjustedIntervals: null,
    absolute: { estimate: 0, interval },
    relative: { estimate: 0, interval: [share[0], share[1]] },
    randomisation: redrawn && {
      pValue: 0.5,
      draws: 9_999,
      exact: false,
      smallestPossible: 1e-4,
      seed: 1,
      interval: redrawn,
    },
    clustering: null,
    significant: false,
    withheld: null,
    refusal: null,
  };
}

describe('a metric that must not suffer', () => {
  it.each([
    ['stays within its margin', [-9, 30], 'NON_INFERIOR'],
    ['is a little worse for sure, but within the margin', [-9, -2], 'NON_INFERIOR'],
    ['may have lost more than the margin', [-11, 30], 'UNDECIDED'],
    ['has lost, perhaps more than the margin', [-30, -2], 'HARMFUL'],
    ['has an open lower end', [null, 30], 'UNDECIDED'],
    ['has an open upper end', [-9, null], 'NON_INFERIOR'],
  ] as const)('%s', (_, interval, judgement) => {
    const [low, high] = interval;
    const mirrored: Interval = [high === null ? null : -high, low === null ? null : -low];
    expect(guardrailJudgement(difference(interval), up)).toBe(judgement);
    expect(guardrailJudgement(difference(mirrored), down)).toBe(judgement);
  });

  it('is safe only where the re-drawn interval says so too', () => {
    const drawn = { ...up, randomised: true };
    expect(guardrailJudgement(difference([-9, 30], [-9.5, 31]), drawn)).toBe('NON_INFERIOR');
    expect(guardrailJudgement(difference([-9, 30], [-10.5, 31]), drawn)).toBe('UNDECIDED');
    expect(guardrailJudgement(difference([-9, 30]), drawn)).toBe('UNDECIDED');
  });

  it('is harmed only where both say so, and where only the model could be had, by that', () => {
    const drawn = { ...up, randomised: true };
    expect(guardrailJudgement(difference([-30, -2], [-31, -1]), drawn)).toBe('HARMFUL');
    expect(guardrailJudgement(difference([-30, -2], [-31, 1]), drawn)).toBe('UNDECIDED');
    expect(guardrailJudgement(difference([-30, -2]), drawn)).toBe('HARMFUL');
  });

  it('is undecided where it could not be compared', () => {
    const refused = compareArms(
      [
        { unit: 'a', arm: 'control', outcome: 1 },
        { unit: 'b', arm: 'pilot', outcome: 1 },
      ],
      {
        control: 'control',
        scale: 'raw',
        alpha: 0.05,
      },
    ).comparisons[0];
    expect(refused.refusal?.code).toBe('TOO_FEW_UNITS');
    expect(guardrailJudgement(refused, up)).toBe('UNDECIDED');
  });
});

describe('a guardrail on the log scale', () => {
  const outcomes = [81, 92, 74, 88, 103, 79, 95, 90, 84, 99, 77, 91];
  const rows = outcomes.map((outcome, i): ObservedUnit => ({
    unit: `u${i + 10}`,
    arm: i % 2 ? 'pilot' : 'control',
    outcome,
  }));
  const plan = { control: 'control', scale: 'auto', alpha: 0.05 } as const;
  const [comparison] = compareArms(rows, {
    ...plan,
    randomisation: { seed: 1, interval: true, always: true },
  }).comparisons;

  it('is non-inferior at the very margins at which both tests of y + margin T reject', () => {
    const seen = new Set<string>();
    for (let marginShare = 0.01; marginShare < 0.2; marginShare += 0.01) {
      const nullEffect = Math.log1p(-marginShare);
      const finding = randomisationTest(
        {
          assignment: { pilot: Uint8Array.from(outcomes, (_, i) => i % 2), stratum: new Int32Array(12) },
          assigned: Int32Array.from(outcomes.keys()),
          outcome: Float64Array.from(outcomes, Math.log),
          covariates: [],
          nullEffect,
        },
        { seed: 1, level: 0.05 },
      );
      if ('kind' in finding) throw new Error(finding.code);
      const bothReject = finding.pValue <= 0.05 && (comparison.interval?.[0] ?? NaN) > nullEffect;
      const judgement = guardrailJudgement(comparison, { marginShare, goodIs: 'UP', randomised: true });
      expect(judgement).toBe(bothReject ? 'NON_INFERIOR' : 'UNDECIDED');
      seen.add(judgement);
    }
    expect(seen.size).toBe(2);
  });
});

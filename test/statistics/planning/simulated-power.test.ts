import { simulatedGuardrails } from '../../../src/statistics/planning/simulated-guardrails.js';
import {
  type SimulatedDesign,
  type SimulatedPower,
  simulatedPower,
  simulatedShare,
} from '../../../src/statistics/planning/simulated-power.js';
import type { PastUnit } from '../../../src/statistics/planning/unit-history.js';
import { golden } from '../golden.js';

interface Enumerated {
  readonly uplift: number;
  readonly draws: number;
  readonly byModel: number;
  readonly significant: number;
}
type Rows = (Omit<PastUnit, 'unit'> & { readonly cluster: string })[];
const expected =
  golden<Record<'totals' | 'ratios' | 'teams', { readonly rows: Rows; readonly power: Enumerated[] }>>(
    'simulated-power',
  );

/** What R calls a cluster is the unit itself where each has one row. */
const pastOf = (name: 'totals' | 'ratios' | 'teams'): PastUnit[] =>
  expected[name].rows.map(({ cluster, ...row }, at) =>
    name === 'teams' ? { ...row, cluster, unit: `p${at}` } : { ...row, unit: cluster },
  );

const HALVES: SimulatedDesign = {
  arms: [
    { arm: 'control', share: 0.5 },
    { arm: 'pilot', share: 0.5 },
  ],
  control: 'control',
  scale: 'auto',
  alpha: 0.05,
};
const SIMULATIONS = 400;
const FEW_SIMULATIONS = 100;

function powerOf(
  past: readonly PastUnit[],
  uplift: number,
  design: Partial<SimulatedDesign> = {},
  simulations = FEW_SIMULATIONS,
): SimulatedPower {
  const found = simulatedPower(past, { ...HALVES, ...design }, { uplift, simulations, seed: 11 });
  if (found.kind === 'refused') throw new Error(found.code);
  return found;
}

describe('the power of a pilot that is tried out on the past', () => {
  const cases = (['totals', 'ratios', 'teams'] as const).flatMap((name) =>
    expected[name].power.map((power) => ({ name, ...power })),
  );

  it.each(cases)('is that of every draw in R, but for chance: $name, uplift $uplift', ({ name, uplift, ...power }) => {
    const [arm] = powerOf(pastOf(name), uplift, {}, SIMULATIONS).arms;
    expect(arm).toMatchObject({ arm: 'pilot', refused: 0 });
    // three and a half Monte Carlo errors; none where R counts no draw at all
    const near = (share: number) => 3.5 * Math.sqrt((share * (1 - share)) / SIMULATIONS);
    expect(Math.abs(arm.significant.share - power.significant)).toBeLessThanOrEqual(near(power.significant));
    expect(Math.abs(arm.byModel.share - power.byModel)).toBeLessThanOrEqual(near(power.byModel));
  });

  it('has a Monte Carlo error that does not vanish where all pilots agree', () => {
    // R 4.2.2: p <- (c(0, 50, 100) + 2) / 104; sqrt(p * (1 - p) / 104)
    const errors = [0, 50, 100].map((count) => simulatedShare(count, 100).error);
    expect(errors[0]).toBeCloseTo(0.0134668206, 9);
    expect(errors[1]).toBeCloseTo(0.0490290338, 9);
    expect(errors[2]).toBeCloseTo(0.0134668206, 9);
  });

  it('is the same for the same seed, whatever the order of the rows', () => {
    const past = pastOf('ratios');
    expect(powerOf([...past].reverse(), 0.6)).toEqual(powerOf(past, 0.6));
  });

  it('counts an uplift in the wrong direction as not found, a fall as found where a fall is meant', () => {
    const past = pastOf('totals');
    const [none] = powerOf(past, 0, {}, SIMULATIONS).arms;
    const [barely] = powerOf(past, 1e-9, {}, SIMULATIONS).arms;
    const [down] = powerOf(past, -0.8).arms;
    // every draw has its mirror, so that half of the false alarms point upwards
    expect(barely.byModel.share).toBeLessThan(none.byModel.share);
    expect(barely.byModel.share).toBeGreaterThan(0);
    expect(down.significant.share).toBeGreaterThan(0.6);
  });

  it('is told by arm, and shared out among several', () => {
    const arms = ['control', 'first', 'second'].map((arm) => ({ arm, share: 1 / 3 }));
    const past = Array.from({ length: 24 }, (_, i): PastUnit => {
      const level = 100 * 1.05 ** (i % 12);
      return { unit: `u${i}`, outcome: level * (1 + ((i * 7) % 5) / 50), baseline: level };
    });
    const found = powerOf(past, 0.15, { arms });
    expect(found.arms.map(({ arm }) => arm)).toEqual(['first', 'second']);
    const [alone] = powerOf(past, 0.15, { arms: arms.slice(0, 2) }).arms;
    expect(found.arms[0].significant.share).toBeLessThan(alone.significant.share);
  });

  it('lets a unit without a past live that of another of its stratum', () => {
    const past = pastOf('ratios');
    const known = past.map(({ unit, stratum }) => ({ unit, stratum }));
    const more = Array.from({ length: 30 }, (_, i) => ({ unit: `new${i}`, stratum: i % 2 ? 'North' : 'South' }));
    const [few] = powerOf(past, 0.3).arms;
    const [many] = powerOf(past, 0.3, { roster: [...known, ...more] }).arms;
    expect(many.refused).toBe(0);
    expect(many.significant.share).toBeGreaterThan(few.significant.share + 0.2);
  });

  it('is refused without a past, and for a stratum that is smaller than the number of arms', () => {
    const run = { uplift: 0.1, simulations: 10, seed: 1 };
    expect(simulatedPower([], HALVES, run)).toMatchObject({ code: 'TOO_FEW_UNITS' });
    const past = pastOf('totals').map((row, at) => ({ ...row, stratum: at === 0 ? 'alone' : 'rest' }));
    expect(simulatedPower(past, HALVES, run)).toMatchObject({ code: 'TOO_FEW_UNITS', unit: past[0].unit });
  });
});

describe('the chance that guardrails come out as not harmed', () => {
  const past = pastOf('totals');
  const wide = { past, marginShare: 0.6, goodIs: 'UP' } as const;
  const run = { simulations: 150, seed: 5 };

  it('is told for each and for all of them in the same pilots: it is no product', () => {
    const found = simulatedGuardrails([wide, wide], HALVES, run);
    if (found.kind === 'refused') throw new Error(found.code);
    const [one, other] = found.each;
    expect(one.share).toBeGreaterThan(0.2);
    expect(one.share).toBeLessThan(0.95);
    // the same metric twice passes exactly when it passes once
    expect(other).toEqual(one);
    expect(found.together).toEqual(one);
  });

  it('falls with the margin, and is refused where there is none to judge', () => {
    const found = simulatedGuardrails([{ ...wide, marginShare: 0.01 }, wide], HALVES, run);
    if (found.kind === 'refused') throw new Error(found.code);
    const [tight, loose] = found.each;
    expect(tight.share).toBeLessThan(0.1);
    expect(loose.share).toBeGreaterThan(tight.share);
    // the same comparison: who passes the tight margin passes the wide one
    expect(found.together).toEqual(tight);
    expect(simulatedGuardrails([], HALVES, run)).toMatchObject({ code: 'TOO_FEW_UNITS' });
  });
});

import { atDistance, groupTimes } from '../../../src/statistics/designs/callaway-santanna.js';
import { clusterBootstrap } from '../../../src/statistics/designs/cluster-bootstrap.js';
import { compareSwitches } from '../../../src/statistics/designs/compare-switches.js';
import type {
  SwitchComparison,
  SwitchEffect,
  SwitchPlan,
  SwitchRow,
} from '../../../src/statistics/designs/switch-finding.js';
import { EXPECTED, type Expected, switchRows } from './switches.golden.js';

const PLAN: SwitchPlan = { design: 'STEPPED_WEDGE', scale: 'auto', alpha: 0.05, seed: 1, draws: 199 };

function relativeErrors(actual: SwitchEffect, { estimate, se, df }: Expected): number[] {
  const found = [actual.estimate, actual.standardError, actual.degreesOfFreedom];
  return [estimate, se, df].map((value, j) => Math.abs((found[j] ?? NaN) - value) / Math.abs(value));
}

function expectAgreement(actual: SwitchEffect | null | undefined, expected: Expected, within = 1e-8): void {
  expect(actual?.refusal).toBeNull();
  for (const error of relativeErrors(actual!, expected)) expect(error).toBeLessThan(within);
}

function sensitivityOf(answer: SwitchComparison, code: string): SwitchEffect | undefined {
  return answer.sensitivity.find((row) => row.code === code);
}

describe('a stepped wedge', () => {
  const { wedge } = EXPECTED;
  const rows = switchRows(wedge.data);

  test('takes cluster and period effects out, with the error and degrees of freedom of clubSandwich', () => {
    expectAgreement(compareSwitches(rows, PLAN).headline, wedge.log);
    expectAgreement(compareSwitches(rows, { ...PLAN, scale: 'raw' }).headline, wedge.raw);
  });

  test('linearises a ratio of sums at one ratio for all', () => {
    const ratios = wedge.data.map(({ unit, cluster, period, wave, sales = NaN, offers = NaN }): SwitchRow => ({
      unit,
      cluster,
      period,
      wave,
      outcome: sales,
      denominator: offers,
    }));
    const { headline } = compareSwitches(ratios, PLAN);
    expectAgreement(headline, wedge.ratio);
    expect(headline?.scale).toBe('ratio');
  });

  test('tells the effect by the time since the switch, and its average', () => {
    const answer = compareSwitches(rows, PLAN);
    expect(answer.sinceSwitch.map(({ since }) => since)).toEqual([0, 1, 2, 3]);
    answer.sinceSwitch.forEach((effect, at) => {
      const { estimate, se, df } = wedge.since;
      expectAgreement(effect, { estimate: estimate[at], se: se[at], df: df[at] });
    });
    expectAgreement(sensitivityOf(answer, 'AVERAGE_SINCE_SWITCH'), wedge.average);
  });

  test('shows the mixed model of Hussey and Hughes as lme4 fits it, with the degrees of freedom of nlme', () => {
    // both programs stop their search a little short of the optimum
    expectAgreement(sensitivityOf(compareSwitches(rows, PLAN), 'HUSSEY_HUGHES'), wedge.mixed, 1e-6);
    const raw = compareSwitches(rows, { ...PLAN, scale: 'raw' });
    expectAgreement(sensitivityOf(raw, 'HUSSEY_HUGHES'), wedge.mixedRaw, 1e-6);
    const { nlmeEstimate, nlmeSe, df } = wedge.mixed;
    const nlme = { estimate: nlmeEstimate, se: nlmeSe, df };
    expectAgreement(sensitivityOf(compareSwitches(rows, PLAN), 'HUSSEY_HUGHES'), nlme, 1e-6);
  });

  test('draws the order again: every order, as R enumerates them', () => {
    const { data, count, p } = EXPECTED.orders;
    const { headline } = compareSwitches(switchRows(data), { ...PLAN, scale: 'log' });
    expect(headline?.randomisation).toMatchObject({ exact: true, draws: count, smallestPossible: 1 / count });
    expect(headline?.randomisation?.pValue).toBeCloseTo(p, 12);
  });

  test('gives by inversion the effects that drawing the order again does not reject', () => {
    const { data, shifted } = EXPECTED.orders;
    for (const { tau, p } of shifted) {
      // a level between two attainable p-values, so that the end of the interval is no tie
      const at = (level: number) =>
        compareSwitches(switchRows(data), { ...PLAN, scale: 'log', level }).headline?.randomisation?.interval;
      expect(isInside(tau, at(p - 1e-6))).toBe(true);
      expect(isInside(tau, at(p + 1e-6))).toBe(false);
    }
  });
});

function isInside(value: number, interval: readonly [number | null, number | null] | null | undefined): boolean {
  return interval != null && value >= (interval[0] ?? -Infinity) && value <= (interval[1] ?? Infinity);
}

describe('a crossover', () => {
  const { crossover } = EXPECTED;
  const plan = { ...PLAN, design: 'CROSSOVER', scale: 'raw' } as const;

  test('compares the differences of the clusters by sequence', () => {
    const answer = compareSwitches(switchRows(crossover.data), plan);
    expectAgreement(answer.headline, crossover.plain);
    expect(answer.headline?.method).toBe('CROSSOVER_HC2');
    const { estimate } = crossover.plain;
    expect(answer.headline?.adjustedMeans?.control).toBeCloseTo(crossover.mean - crossover.share * estimate, 9);
  });

  test('keeps the strata that the sequences were drawn in', () => {
    const rows = crossover.data.map((row) => ({ ...switchRows([row])[0], stratum: row.stratum }));
    expectAgreement(compareSwitches(rows, plan).headline, crossover.strata);
  });

  test('draws the sequences again, all of them', () => {
    const drawn = compareSwitches(switchRows(crossover.data), plan).headline?.randomisation;
    expect(drawn).toMatchObject({ exact: true, draws: 462 });
    expect(drawn?.pValue).toBeCloseTo(crossover.p, 12);
  });

  test('names carry-over as what it supposes, and says who was seen once only', () => {
    const { checks } = compareSwitches(switchRows(crossover.data), plan);
    expect(checks.find(({ code }) => code === 'CARRY_OVER_ASSUMED')?.severity).toBe('WARN');
    expect(checks.find(({ code }) => code === 'INCOMPLETE_LEFT_OUT')?.values).toEqual({ number: 1, of: 21 });
  });
});

describe('a staged rollout in a chosen order', () => {
  const { staged } = EXPECTED;
  const plan = { ...PLAN, design: 'STAGED', scale: 'raw' } as const;
  const answer = compareSwitches(switchRows(staged.data), plan);

  test('compares changes with those who have not switched yet, by size of the wave', () => {
    expectAgreement(answer.headline, staged.overall);
    expect(answer.headline).toMatchObject({ method: 'CALLAWAY_SANTANNA', randomisation: null });
    expect(answer.randomised).toBe(false);
  });

  test('tells it by the time since the switch, and before it', () => {
    expect(answer.sinceSwitch.map(({ since, clusters }) => ({ since, clusters }))).toEqual(
      staged.byDistance.map(({ since, clusters }) => ({ since, clusters })),
    );
    answer.sinceSwitch.forEach((effect, at) => expectAgreement(effect, staged.byDistance[at]));
  });

  test('shows two-way fixed effects beside it, never instead of it', () => {
    expectAgreement(sensitivityOf(answer, 'TWO_WAY_FIXED_EFFECTS'), staged.twoWay);
  });

  test('agrees with the cluster bootstrap of R, within what random draws can tell', () => {
    const responses = new Map<string, number[]>();
    for (const { unit, outcome } of staged.data)
      responses.set(unit, [...(responses.get(unit) ?? []), outcome ?? Number.NaN]);
    const waveOf = new Map(staged.data.map(({ unit, wave }) => [unit, wave === null ? 6 : wave - 1]));
    const cohorts = [2, 3, 5, 6].map((wave) => ({
      wave,
      responses: [...responses].filter(([unit]) => waveOf.get(unit) === wave).map(([, own]) => Float64Array.from(own)),
    }));
    const combination = atDistance(groupTimes(cohorts, 6), 1);
    const { estimate, standardError, pValue, interval } = clusterBootstrap(combination, 0.2, 7);
    const { p, quantiles } = staged.bootstrap;
    // three standard errors of 9,999 draws for p; quantiles of t to a tenth
    expect(Math.abs((pValue ?? NaN) - p)).toBeLessThan(3 * Math.sqrt(p / 9_999));
    const t = (interval ?? []).map((end) => ((estimate ?? NaN) - (end ?? NaN)) / (standardError ?? NaN));
    expect(Math.abs(t[1] - quantiles[0])).toBeLessThan(0.1);
    expect(Math.abs(t[0] - quantiles[1])).toBeLessThan(0.1);
  });

  test('leaves out clusters that had the play from the start, and says so', () => {
    const found = answer.checks.find(({ code }) => code === 'SWITCHED_BEFORE_THE_FIRST_PERIOD');
    expect(found?.values).toEqual({ number: 1 });
    expect(answer.waves).toEqual([
      { wave: 1, clusters: 1 },
      { wave: 3, clusters: 4 },
      { wave: 4, clusters: 3 },
      { wave: 6, clusters: 2 },
      { wave: null, clusters: 4 },
    ]);
  });
});

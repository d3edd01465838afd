import {
  type ComparisonPlan,
  type ObservedUnit,
  STATISTICAL_REFUSAL_CODES,
  type StatisticalRefusal,
  type StatisticalRefusalCode,
  type SwitchRow,
  compareArms,
  compareSwitches,
  portfolioEstimate,
  segmentEffects,
  sensitivity,
  usersEffect,
} from '../../src/statistics/index.js';
import { drawBalancedCohorts } from '../../src/statistics/randomisation/draw-balanced-cohorts.js';

/** Twelve units whose outcomes and baselines vary, six in each arm, changed one by one. */
function units(change: (unit: ObservedUnit, i: number) => Partial<ObservedUnit> = () => ({})): ObservedUnit[] {
  return Array.from({ length: 12 }, (_, i) => {
    const unit: ObservedUnit = {
      unit: `rep ${String(i + 1)}`,
      arm: i % 2 === 0 ? 'control' : 'pilot',
      outcome: 40 + ((i * i * 7) % 23),
      baseline: 35 + ((i * 11) % 17),
    };
    return { ...unit, ...change(unit, i) };
  });
}

/** Four territories over four months, one more of them with the play each month. */
function rollout(change: (row: SwitchRow) => Partial<SwitchRow> = () => ({})): SwitchRow[] {
  return ['East', 'North', 'South', 'West'].flatMap((unit, i) =>
    [1, 2, 3, 4].map((period) => {
      const row: SwitchRow = { unit, period, outcome: 50 + ((i * 5 + period * period * 3) % 11), wave: i + 2 };
      return { ...row, ...change(row) };
    }),
  );
}

function ofArms(rows: readonly ObservedUnit[], plan: Partial<ComparisonPlan> = {}): StatisticalRefusal | null {
  const { refusal, comparisons } = compareArms(rows, { control: 'control', scale: 'auto', alpha: 0.05, ...plan });
  return refusal ?? comparisons[0].refusal;
}

function ofSwitches(rows: readonly SwitchRow[], design: 'STEPPED_WEDGE' | 'CROSSOVER' = 'STEPPED_WEDGE') {
  const { refusal, headline } = compareSwitches(rows, { design, scale: 'raw', alpha: 0.05, seed: 1 });
  return refusal ?? headline?.refusal ?? null;
}

function ofUse(used: (unit: ObservedUnit, i: number) => number): StatisticalRefusal | null {
  const found = usersEffect(
    units((unit, i) => ({ used: used(unit, i) })),
    { control: 'control', scale: 'raw', alpha: 0.05 },
  );
  return 'kind' in found ? found : found[0].refusal;
}

function ofOtherMethod(rows: readonly ObservedUnit[], code: string): StatisticalRefusal | null {
  const found = sensitivity(rows, { control: 'control', scale: 'raw', alpha: 0.05 }, 'pilot');
  return found.kind === 'refused' ? found : (found.rows.find((row) => row.code === code)?.refusal ?? null);
}

/** For each code one way to it. A new code does not compile without one. */
const WAYS: Readonly<Record<StatisticalRefusalCode, () => StatisticalRefusal | null>> = {
  TOO_FEW_UNITS: () => ofArms(units(({ arm, outcome }, i) => ({ outcome: arm === 'pilot' && i > 1 ? null : outcome }))),
  NOT_FINITE: () => ofArms(units((_, i) => (i === 3 ? { outcome: NaN } : {}))),
  NO_VARIANCE: () => ofArms(units(() => ({ outcome: 12 }))),
  COLLINEAR: () => ofArms(units(({ arm }) => ({ baseline: arm === 'pilot' ? 7 : 5 }))),
  ZERO_DENOMINATOR: () => ofArms(units((_, i) => ({ denominator: i === 4 ? 0 : 90 }))),
  NON_POSITIVE_LOG: () =>
    ofArms(
      units((_, i) => (i === 6 ? { outcome: 0 } : {})),
      { scale: 'log' },
    ),
  CLUSTER_IN_TWO_ARMS: () => ofArms(units((_, i) => ({ cluster: `team ${String(i < 2 ? 0 : i)}` }))),
  UNIT_IN_TWO_ARMS: () => ofArms([...units(), { unit: 'rep 1', arm: 'pilot', outcome: 5 }]),
  CLUSTER_IN_TWO_STRATA: () =>
    ofArms(units((_, i) => ({ cluster: `team ${String(i % 4)}`, stratum: i < 8 ? 'a' : 'b' }))),
  NOT_IDENTIFIED_BY_REPLICATION: () =>
    ofArms(
      units((_, i) => ({
        arm: i === 1 || i === 11 ? 'pilot' : 'control',
        stratum: i === 11 ? 'alone' : 'together',
        baseline: null,
      })),
    ),
  CONTROL_NEAR_ZERO: () =>
    ofOtherMethod(
      units(({ arm, outcome }) => ({ outcome: (arm === 'control' ? -1 : 1) * (outcome ?? 0) })),
      'RATIO_OF_MEANS',
    ),
  TOO_FEW_GROUPS: () =>
    segmentEffects(units(), new Map(units().map(({ unit }) => [unit, 'all'])), {
      control: 'control',
      arm: 'pilot',
      scale: 'raw',
      alpha: 0.05,
    }).refusal,
  NO_BASELINE: () =>
    ofArms(
      units(() => ({ baseline: null })),
      { chosen: true },
    ),
  UNEVEN_HISTORY: () =>
    ofArms(
      units((_, i) => ({ history: i === 5 ? [1] : [30 + i, 31 + ((i * 7) % 5)] })),
      { chosen: true },
    ),
  NOT_A_SHARE: () => ofUse((_, i) => (i === 5 ? 1.2 : 0.5)),
  WEAK_FIRST_STAGE: () => ofUse((_, i) => 0.3 + ((i * 5) % 7) / 20),
  TOO_FEW_RESULTS: () => refusalIn(portfolioEstimate([PILOT])),
  PAIR_BROKEN: () => ofArms(units((_, i) => (i === 3 ? {} : { pair: `pair ${String(Math.floor(i / 2))}` }))),
  UNIT_IN_TWO_PAIRS: () =>
    ofArms(
      units((_, i) => ({
        cluster: `team ${String(i % 4)}`,
        pair: i === 0 ? 'another' : `pair ${String(Math.floor((i % 4) / 2))}`,
      })),
    ),
  TOO_FEW_FOR_METHOD: () => ofOtherMethod(units(), 'LIN_INTERACTED'),
  CLUSTER_IN_TWO_WAVES: () =>
    ofSwitches(rollout(({ unit, period }) => (unit === 'South' && period === 2 ? { wave: 2 } : {}))),
  UNIT_IN_TWO_CLUSTERS: () =>
    ofSwitches(rollout(({ unit, period }) => (unit === 'South' && period === 2 ? { cluster: 'Else' } : {}))),
  UNIT_TWICE_IN_A_PERIOD: () =>
    ofSwitches(rollout(({ unit, period }) => (unit === 'South' && period === 2 ? { period: 3 } : {}))),
  NOT_A_CROSSOVER: () => ofSwitches(rollout(), 'CROSSOVER'),
  NO_CONTRAST: () => ofSwitches(rollout(() => ({ wave: 2 }))),
  BALANCE_NOT_MET: () =>
    ofArms(
      units((_, i) => (i === 3 ? {} : { balance: { before: i } })),
      { randomisation: { seed: 1, balance: { threshold: 0.25 } } },
    ),
  TOO_FEW_ACCEPTABLE_ASSIGNMENTS: () =>
    refusalIn(
      drawBalancedCohorts(
        units().map(({ unit }, i) => ({ unit, balance: { before: i * i } })),
        [
          { arm: 'control', share: 0.5 },
          { arm: 'pilot', share: 0.5 },
        ],
        { seed: 1, threshold: 1e-6 },
      ),
    ),
};

const PILOT = { label: 'pilot 1', estimate: 0.1, standardError: 0.05, degreesOfFreedom: 20 };

function refusalIn(answer: object): StatisticalRefusal | null {
  return 'kind' in answer && answer.kind === 'refused' ? (answer as StatisticalRefusal) : null;
}

/** About the draw as a whole: no arm, unit or column alone is to blame. */
const ABOUT_THE_WHOLE: readonly StatisticalRefusalCode[] = ['TOO_FEW_ACCEPTABLE_ASSIGNMENTS'];

describe('every refusal', () => {
  it.each(STATISTICAL_REFUSAL_CODES)('%s says which arm, which unit or which column', (code) => {
    const refusal = WAYS[code]();
    expect(refusal?.code).toBe(code);
    const place = [refusal?.arm, refusal?.unit, refusal?.column].filter((part) => part !== undefined);
    expect(place.length > 0).toBe(!ABOUT_THE_WHOLE.includes(code));
    expect(place.every((part) => part !== '')).toBe(true);
  });
});

import type { AnalysisResult, ArmValue, MetricResult } from '../../src/analysis/result/analysis-result.js';
import type { Verdict } from '../../src/analysis/verdict/verdict.rules.js';
import type { StoryMaterial } from '../../src/stories/story-material.js';

/*
 * Material for the words of stories. Its numbers are invented: what is tested is that a story says these numbers and
 * no others, in the right words; whether numbers are right is tested where they are computed.
 */

type Estimate = readonly [estimate: number, low: number | null, high: number | null];

interface MetricWishes {
  readonly metric: string;
  readonly unit: MetricResult['unit'];
  readonly direction?: 'UP' | 'DOWN';
  readonly control: number;
  readonly pilot: number;
  readonly absolute: Estimate | null;
  readonly relative?: Estimate | null;
  readonly pValue?: number | null;
  readonly randomised?: number | null;
  readonly significant?: boolean;
}

export function inventedMetric(wishes: MetricWishes): MetricResult {
  const { metric, unit, direction = 'UP', control, pilot, absolute } = wishes;
  const isKnown = absolute !== null;
  return {
    metric,
    name: metric,
    unit,
    direction,
    comparison: inventedComparison(wishes),
    otherArms: [],
    arms: [arm('control', control, isKnown), arm('pilot', pilot, isKnown)],
    openShare: [
      { armKey: 'control', share: 0.13 },
      { armKey: 'pilot', share: 0.12 },
    ],
  };
}

function inventedComparison(wishes: MetricWishes): MetricResult['comparison'] {
  const {
    unit,
    control,
    pilot,
    absolute,
    relative = null,
    pValue = null,
    randomised = null,
    significant = false,
  } = wishes;
  const estimate = (one: Estimate | null): MetricResult['comparison']['absolute'] =>
    one && { estimate: one[0], interval: [one[1], one[2]] };
  return {
    arm: 'pilot',
    method: 'ANCOVA_HC2',
    scale: unit === 'SHARE' || unit === 'DAYS' ? 'ratio' : 'log',
    estimate: absolute?.[0] ?? null,
    standardError: absolute && 0.02,
    degreesOfFreedom: absolute && 19.3,
    pValue,
    interval: absolute && [absolute[1], absolute[2]],
    adjustedMeans: absolute && { control, pilot },
    adjustedIntervals: null,
    absolute: estimate(absolute),
    relative: estimate(relative),
    randomisation: randomised === null ? null : inventedRandomisation(randomised),
    clustering: null,
    significant,
    withheld: null,
    refusal: absolute ? null : { kind: 'refused', code: 'NO_VARIANCE' },
  };
}

function inventedRandomisation(pValue: number): NonNullable<MetricResult['comparison']['randomisation']> {
  return { pValue, draws: 9999, exact: false, smallestPossible: 0.0001, seed: 7, interval: null };
}

function arm(armKey: 'control' | 'pilot', value: number, isKnown: boolean): ArmValue {
  return {
    armKey,
    name: armKey === 'control' ? 'As before' : 'Line-stop question',
    isControl: armKey === 'control',
    units: 12,
    people: 12,
    value: isKnown ? value : null,
    interval: isKnown ? [value * 0.88, value * 1.13] : null,
  };
}

const winRate = (wishes: Partial<MetricWishes>): MetricResult =>
  inventedMetric({
    metric: 'win_rate@1',
    unit: 'SHARE',
    control: 0.3312,
    pilot: 0.4218,
    absolute: [0.0906, 0.0394, 0.1471],
    relative: [0.2736, 0.1102, 0.4611],
    pValue: 0.0038,
    randomised: 0.0046,
    significant: true,
    ...wishes,
  });

const discount = (wishes: Partial<MetricWishes> = {}): MetricResult =>
  inventedMetric({
    metric: 'discount_rate@1',
    unit: 'SHARE',
    direction: 'DOWN',
    control: 0.1124,
    pilot: 0.1097,
    absolute: [-0.0027, -0.0093, 0.0039],
    relative: [-0.024, -0.083, 0.035],
    pValue: 0.41,
    ...wishes,
  });

const FULL_USE = {
  estimate: 0.1306,
  interval: [0.0561, 0.2051],
  andersonRubin: { shape: 'INTERVAL', low: 0.0568, high: 0.2119 },
} as const;

const USERS: NonNullable<AnalysisResult['users']> = {
  arm: 'pilot',
  scale: 'ratio',
  units: { control: 12, pilot: 11 },
  use: { control: 0.02, pilot: 0.714 },
  firstStage: { estimate: 0.694, standardError: 0.05, f: 192.7 },
  estimate: 0.1306,
  standardError: 0.0356,
  degreesOfFreedom: 19.3,
  interval: FULL_USE.interval,
  andersonRubin: FULL_USE.andersonRubin,
  relative: null,
  absolute: FULL_USE,
  refusal: null,
};

const BELIEF: NonNullable<AnalysisResult['belief']> = {
  chance: 0.97,
  relative: { estimate: 0.1932, interval: [0.0023, 0.3841] },
  absolute: { estimate: 0.064, interval: [0.0008, 0.1272] },
  weight: 0.7,
  prior: { source: 'CONVENTION', pilots: 2, mean: 0, meanError: 0, deviation: 0.15 },
};

const BETWEEN: Partial<MetricWishes> = {
  pilot: 0.3641,
  absolute: [0.0329, -0.0532, 0.1187],
  relative: [0.0993, -0.1606, 0.3584],
  pValue: 0.437,
  randomised: null,
  significant: false,
};

/** What differs from the proven case, by verdict. */
const CASES: Readonly<Record<Verdict, () => Partial<AnalysisResult>>> = {
  PROVEN: () => ({}),
  PROMISING: () => ({
    primary: winRate({
      pilot: 0.3899,
      absolute: [0.0587, -0.0098, 0.1271],
      relative: [0.1772, -0.0296, 0.3838],
      pValue: 0.089,
      randomised: null,
      significant: false,
    }),
  }),
  NO_MEANINGFUL_EFFECT: () => ({
    primary: winRate({
      pilot: 0.3327,
      absolute: [0.0015, -0.0161, 0.0192],
      relative: [0.0045, -0.0486, 0.058],
      pValue: 0.862,
      randomised: null,
      significant: false,
    }),
  }),
  INCONCLUSIVE: () => ({ primary: winRate(BETWEEN) }),
  HARMFUL: () => ({
    guardrails: [
      {
        ...discount({
          pilot: 0.1476,
          absolute: [0.0352, 0.0181, 0.0523],
          relative: [0.313, 0.161, 0.465],
          pValue: 0.0007,
        }),
        marginShare: 0.1,
        judgement: 'HARMFUL',
      },
    ],
  }),
  NOT_TESTED: () => ({
    primary: winRate(BETWEEN),
    adoption: {
      known: true,
      thresholdShare: 0.6,
      arms: [
        { armKey: 'control', isControl: true, known: true, share: 0.01, eligible: 201, used: 2 },
        { armKey: 'pilot', isControl: false, known: true, share: 0.1735, eligible: 196, used: 34 },
      ],
    },
  }),
  INVALID: () => ({
    primary: winRate(BETWEEN),
    checks: [
      {
        code: 'SAMPLE_RATIO_MISMATCH',
        severity: 'BLOCK',
        message: 'Data came for 12 of 12 pilot but only 5 of 12 control salespeople.',
      },
    ],
  }),
  DESCRIPTIVE: () => ({ primary: winRate(BETWEEN) }),
};

function inventedAnalysis<Kind extends Verdict>(
  verdict: Kind,
  changes: Partial<AnalysisResult> = {},
): AnalysisResult & { verdict: Kind } {
  return {
    engine: 'fieldproof-statistics/2.0.0',
    pilotId: '01997f00-0000-7000-8000-000000000001',
    planHash: '3f9ac0d1e5b74a62883e0c1d9f6a27b4f0e8d3c5a1967b2e4d8f3a6c9b0e7d15',
    asOf: '2026-05-12T06:00:00.000Z',
    simulated: false,
    inputsSha256: '9'.repeat(64),
    seed: 7,
    look: { number: 1, of: 1, level: 0.05, standing: 'OFFICIAL' },
    primary: winRate({}),
    minimumEffectShare: 0.1,
    secondary: [],
    guardrails: [{ ...discount(), marginShare: 0.1, judgement: 'NON_INFERIOR' }],
    adoption: {
      known: true,
      thresholdShare: 0.6,
      arms: [
        { armKey: 'control', isControl: true, known: true, share: 0.02, eligible: 201, used: 4 },
        { armKey: 'pilot', isControl: false, known: true, share: 0.714, eligible: 196, used: 140 },
      ],
    },
    users: USERS,
    belief: BELIEF,
    sensitivity: null,
    checks: [
      { code: 'ADOPTION', severity: 'INFO', message: 'Arm "pilot" used the play in 71 % of the eligible deals.' },
    ],
    verdictReasons: [],
    weekly: weeks(),
    ...CASES[verdict](),
    ...changes,
    verdict,
  };
}

const PILOT = [0.31, 0.35, 0.32, 0.36, 0.33, 0.34, 0.33, 0.35, 0.36, 0.39, 0.38, 0.43, 0.41, 0.45, 0.42, 0.44];
const CONTROL = [0.32, 0.33, 0.34, 0.35, 0.31, 0.35, 0.33, 0.34, 0.32, 0.35, 0.34, 0.31, 0.34, 0.33, 0.35, 0.32];

/** Six weeks before, two of practice, eight measured. */
function weeks(): AnalysisResult['weekly'] {
  const monday = Date.parse('2026-01-05T00:00:00Z');
  return PILOT.map((value, week) => ({
    weekStartsOn: new Date(monday + week * 7 * 86_400_000).toISOString().slice(0, 10),
    phase: week < 6 ? 'BASELINE' : week < 8 ? 'RAMP' : 'MEASUREMENT',
    arms: [
      { armKey: 'control', people: 12, value: CONTROL[week] ?? null },
      { armKey: 'pilot', people: 12, value },
    ],
  }));
}

export function inventedMaterial(
  verdict: Verdict,
  changes: Partial<AnalysisResult> = {},
  others: Partial<Omit<StoryMaterial, 'analysis'>> = {},
): StoryMaterial {
  const isChosen = verdict === 'DESCRIPTIVE';
  return {
    analysis: inventedAnalysis(verdict, changes),
    analysisId: '01997f00-0000-7000-8000-000000000002',
    plan: {
      name: 'Line-stop question, spring',
      kind: isChosen ? 'FEASIBILITY' : 'IMPACT',
      hypothesis: 'Buyers who have put a price on a stopped line buy on value.',
      play: { name: 'Asking the costly question first', kind: 'ARGUMENT', version: 2, cardSha256: '8'.repeat(64) },
      unit: 'SALESPERSON',
      population: { regions: ['North', 'South'], teams: [] },
      arms: [
        { key: 'control', name: 'As before', isControl: true, share: 0.5 },
        { key: 'pilot', name: 'Line-stop question', isControl: false, share: 0.5 },
      ],
      assignment: isChosen
        ? { mechanism: 'CHOSEN', stratifyBy: null, chosenUnits: [] }
        : { mechanism: 'STRATIFIED', stratifyBy: 'REGION', chosenUnits: [] },
      windows: {
        baseline: { from: '2026-01-05', to: '2026-02-15' },
        ramp: { from: '2026-02-16', to: '2026-03-01' },
        measurement: { from: '2026-03-02', to: '2026-04-26' },
        maturationDays: 14,
      },
      primary: { metric: 'win_rate@1', scale: 'AUTO', minimumEffectShare: 0.1 },
      secondary: [],
      guardrails: [{ metric: 'discount_rate@1', marginShare: 0.1 }],
      alpha: 0.05,
      looks: [{ number: 1, on: '2026-05-11' }],
      adoption: { thresholdShare: 0.6 },
      decision: { owner: 'Anna Lindqvist', dueOn: '2026-05-29', options: ['ROLL_OUT', 'EXTEND', 'STOP'] },
      earlierDraws: [],
      simulated: false,
      currency: 'EUR',
    },
    playName: 'Asking the costly question first',
    card: {
      customerSituation:
        'Buyers of wire harness compare part prices. The cost of a stopped line is three budgets away and rarely on the table.',
      before: 'Let me show you our new range, and we’ll find a price.',
      after: 'Last year one in four lines like yours stopped for want of a harness. What does an hour cost you?',
      steps: [
        'Take the line-stop card.',
        'Ask the cost question before showing any product.',
        'Note the figure in the opportunity.',
      ],
      notFor: 'Not for spare parts that are ordered through the shop.',
    },
    drawnAt: isChosen ? null : '2026-02-12T09:30:00.000Z',
    amendments: [],
    decision: null,
    minimumCohort: 5,
    metricNames: {},
    ...others,
  };
}

import type { AnalysisInputs, MetricInputs } from '../../src/analysis/analysis-inputs.js';
import type { AnalysisResult } from '../../src/analysis/result/analysis-result.js';
import { analysisResult, analysisTask } from '../../src/analysis/result/analysis-result.rules.js';
import analyse from '../../src/analysis/analysis.worker.js';
import { type ObservedUnit, Random } from '../../src/statistics/index.js';

export const CONTROL = { key: 'control', name: 'As before', isControl: true, share: 0.5 };
export const PILOT = { key: 'pilot', name: 'With the play', isControl: false, share: 0.5 };
const HEAD = { pilotId: 'p', asOf: '2026-05-01T00:00:00.000Z', simulated: true, inputsSha256: 'hash' };
export const LOOK = { number: 1, on: '2026-05-01' };

/** Twenty salespeople an arm whose outcome follows their baseline, times `uplift` in the pilot arms. */
export function rows(uplift: Readonly<Record<string, number>>, seed = 1): ObservedUnit[] {
  const random = new Random(seed);
  const noise = (): number => (random.below(1_000) + random.below(1_000)) / 1_000 - 1;
  return ['control', ...Object.keys(uplift)].flatMap((arm) =>
    Array.from({ length: 20 }, (_, i) => {
      const baseline = 100_000 * Math.exp(0.5 * noise());
      return {
        unit: `Secret ${arm} ${String(i)}`,
        arm,
        baseline,
        outcome: baseline * Math.exp(0.1 * noise()) * (uplift[arm] ?? 1),
      };
    }),
  );
}

export function metric(role: MetricInputs['role'], change: Partial<MetricInputs> = {}): MetricInputs {
  return {
    role,
    metric: `${role.toLowerCase()}@1`,
    name: `The ${role.toLowerCase()} metric`,
    unit: 'MONEY',
    direction: 'UP',
    form: 'PER_UNIT',
    scale: 'auto',
    marginShare: role === 'GUARDRAIL' ? 0.1 : null,
    rows: rows({ pilot: role === 'PRIMARY' ? 1.3 : 1 }),
    openDeals: [],
    ...change,
  };
}

export function inputs(change: Partial<AnalysisInputs> = {}): AnalysisInputs {
  return {
    planHash: 'plan',
    kind: 'IMPACT',
    arms: [CONTROL, PILOT],
    alpha: 0.05,
    level: 0.05,
    steps: [0.05],
    looks: 1,
    moment: { look: LOOK, standing: 'OFFICIAL', heldBefore: [], cutOffOn: LOOK.on, pastLastLook: false },
    seed: 7,
    metrics: [metric('PRIMARY'), metric('SECONDARY'), metric('GUARDRAIL')],
    segments: [],
    minimumEffectShare: 0.05,
    adoption: {
      known: true,
      thresholdShare: 0.5,
      arms: [
        { armKey: 'control', isControl: true, known: true, share: 0, eligible: 50, used: 0 },
        { armKey: 'pilot', isControl: false, known: true, share: 0.8, eligible: 50, used: 40 },
      ],
    },
    attrition: [],
    past: [],
    weekly: [],
    baselineReachesIn: false,
    readableOn: null,
    ...change,
  };
}

export function resultOf(given: AnalysisInputs): AnalysisResult {
  return analysisResult(given, analyse(analysisTask(given)), HEAD);
}

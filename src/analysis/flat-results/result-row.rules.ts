import type { PilotPlan } from '../../pilots/plan.rules.js';
import type { Estimate } from '../../statistics/index.js';
import type { AnalysisResult, GuardrailResult, MetricResult } from '../result/analysis-result.js';
import { MetricRole } from '../metric-role.rules.js';
import type { Result } from './result.entity.js';
import type { Verdict } from '../verdict/verdict.rules.js';

/** The columns of the flat table, in the order of the CSV file. */
export const RESULT_COLUMNS = [
  'pilotId',
  'pilotName',
  'playName',
  'playKind',
  'playVersion',
  'analysisId',
  'look',
  'standing',
  'verdict',
  'cutOffOn',
  'simulated',
  'metric',
  'role',
  'unit',
  'direction',
  'method',
  'scale',
  'controlUnits',
  'pilotUnits',
  'controlMean',
  'pilotMean',
  'estimate',
  'standardError',
  'degreesOfFreedom',
  'pValue',
  'randomisationPValue',
  'absoluteUplift',
  'absoluteLow',
  'absoluteHigh',
  'relativeUplift',
  'relativeLow',
  'relativeHigh',
  'level',
  'significant',
  'marginShare',
  'judgement',
  'refusal',
] as const satisfies readonly (keyof Result)[];

type Row = Omit<Result, 'id' | 'workspaceId' | 'analysisId' | 'analysis' | 'smallestCohort'>;

/** One row for each metric of an analysis that has a verdict: the primary one, the secondary ones, the guardrails, those explored. */
export function resultRows(result: AnalysisResult, verdict: Verdict, { plan, cutOffOn }: Registered): Row[] {
  const about = {
    pilotId: result.pilotId,
    pilotName: plan.name,
    playName: plan.play.name,
    playKind: plan.play.kind,
    playVersion: plan.play.version,
    look: result.look.number,
    standing: result.look.standing,
    level: result.look.level,
    simulated: result.simulated,
    verdict,
    cutOffOn,
  };
  const { PRIMARY, SECONDARY, GUARDRAIL, EXPLORATORY } = MetricRole;
  return [
    { ...about, role: PRIMARY, ...figures(result.primary) },
    ...result.secondary.map((metric) => ({ ...about, role: SECONDARY, ...figures(metric) })),
    ...result.guardrails.map((metric) => ({ ...about, role: GUARDRAIL, ...figures(metric) })),
    ...(result.exploratory ?? []).map((metric) => ({ ...about, role: EXPLORATORY, ...figures(metric) })),
  ];
}

interface Registered {
  readonly plan: Pick<PilotPlan, 'name' | 'play'>;
  readonly cutOffOn: string;
}

function figures(metric: MetricResult | GuardrailResult) {
  const { comparison, arms } = metric;
  const { control = null, pilot = null } = comparison.adjustedMeans ?? {};
  const [absoluteUplift, absoluteLow, absoluteHigh] = withBounds(comparison.absolute);
  const [relativeUplift, relativeLow, relativeHigh] = withBounds(comparison.relative);
  return {
    metric: metric.metric,
    unit: metric.unit,
    direction: metric.direction,
    method: comparison.method,
    scale: comparison.scale,
    controlUnits: arms.find(({ isControl }) => isControl)?.units ?? 0,
    pilotUnits: arms.find(({ armKey }) => armKey === comparison.arm)?.units ?? 0,
    controlMean: control,
    pilotMean: pilot,
    estimate: comparison.estimate,
    standardError: comparison.standardError,
    degreesOfFreedom: comparison.degreesOfFreedom,
    pValue: comparison.pValue,
    randomisationPValue: comparison.randomisation?.pValue ?? null,
    ...{ absoluteUplift, absoluteLow, absoluteHigh, relativeUplift, relativeLow, relativeHigh },
    significant: comparison.significant,
    marginShare: 'marginShare' in metric ? metric.marginShare : null,
    judgement: 'judgement' in metric ? metric.judgement : null,
    refusal: comparison.refusal?.code ?? null,
  };
}

function withBounds(view: Estimate | null): [number | null, number | null, number | null] {
  return view === null ? [null, null, null] : [view.estimate, ...view.interval];
}

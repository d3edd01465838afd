import { controlOf } from '../../pilots/plan.rules.js';
import { type CheckFinding, type Comparison, openDealsCheck, seedFrom } from '../../statistics/index.js';
import { adoptionChecks } from './adoption.rules.js';
import { movedChecks } from '../observation/attrition.rules.js';
import type { AnalysisInputs } from '../analysis-inputs.js';
import type { AnalysisResult, CheckResult, GuardrailResult, MetricResult } from './analysis-result.js';
import type { AnalysisFindings, AnalysisTask } from '../analysis-task.js';
import { beliefOf } from './belief.rules.js';
import { checkSentence } from '../verdict/check-sentence.rules.js';
import { evidenceOf, headline } from '../verdict/evidence.rules.js';
import { explored } from './explored.rules.js';
import { Standing } from '../look.rules.js';
import { MetricRole } from '../metric-role.rules.js';
import { switchesResult } from './switches-result.rules.js';
import { comparisonsOf, heldAgainst, metricResult, watched } from './metric-result.rules.js';
import { hangsOnMethod, withoutNames } from './sensitivity.rules.js';
import { shownUsers } from '../observation/users.rules.js';
import { Verdict, verdictOf } from '../verdict/verdict.rules.js';
import { type VerdictFacts, verdictSentence } from '../verdict/verdict-sentence.rules.js';

/** Which pilot it is and when it was analysed; nothing of it changes a number. */
export interface AnalysisHead {
  readonly pilotId: string;
  readonly asOf: string;
  readonly simulated: boolean;
  readonly inputsSha256: string;
}

const BASELINE_REACHES_IN: CheckResult = {
  code: 'BASELINE_REACHES_IN',
  severity: 'INFO',
  message:
    'Deals of the baseline had days to close in which the pilot had begun, as many as the deals of the measurement have. Where the play moved them too, the uplift is understated.',
};

const MONITORING_ONLY = 'This is monitoring, not a result: significance may be judged at a registered look only.';

/** These are made of significant uplifts only, so that they would give the p-value away. */
const TELLS_P: readonly CheckFinding['code'][] = [
  'SIGN_HANGS_ON_ONE_UNIT',
  'SIGNIFICANCE_HANGS_ON_ONE_UNIT',
  'TREND_BOUND',
];

/** What the worker thread is asked. */
export function analysisTask(inputs: AnalysisInputs): AnalysisTask {
  const { arms, chosen, alpha, level, steps, looks, moment, seed, balance, metrics, segments, planHash } = inputs;
  return {
    control: controlOf(arms)?.key ?? '',
    chosen,
    alpha,
    level,
    steps,
    isLastLook: moment.look.number === looks,
    seed: moment.standing === Standing.MONITORING ? null : seed,
    otherMethods: moment.standing !== Standing.MONITORING,
    ...(balance && { balance }),
    metrics: metrics.map(({ role, direction, scale, marginShare, rows, switches }) => ({
      role,
      direction,
      scale,
      marginShare,
      rows,
      ...(switches ? { switches: { ...switches, seed: seed ?? seedFrom(planHash) } } : {}),
    })),
    segments: segments.map(({ by, of }) => ({ by, of })),
  };
}

/** Puts an analysis together from what went in and what the statistics found. */
export function analysisResult(
  inputs: AnalysisInputs,
  { engine, metrics: found, segments, users, sensitivity }: AnalysisFindings,
  head: AnalysisHead,
): AnalysisResult {
  const { moment, metrics, level, minimumEffectShare, adoption, weekly } = inputs;
  const isMonitoring = moment.standing === Standing.MONITORING;
  const { arm } = headline(comparisonsOf(found[0].found, inputs), metrics[0].direction);
  const results = found.map((one, i) => metricResult(metrics[i], one.found, { inputs, arm }));
  const primary = isMonitoring ? watched(results[0]) : results[0];
  const guardrails = guardrailResults(results, inputs, (i) => found[i].judgements[arm]);
  const hanging = hangsOnMethod(primary.comparison, sensitivity, level);
  const checks = checksOf(inputs, [...found[0].found.checks, ...hanging], arm).filter(
    ({ code }) => !isMonitoring || !TELLS_P.includes(code),
  );
  const held = heldAgainst(results[0], inputs.steps);
  const judged = isMonitoring ? null : judgement(inputs, { primary, guardrails, checks, level: held ?? level });
  return {
    ...head,
    engine,
    planHash: inputs.planHash,
    seed: inputs.seed,
    look: {
      number: moment.look.number,
      of: Math.max(inputs.looks, moment.look.number),
      level,
      ...(held === null ? {} : { heldAgainst: held }),
      standing: moment.standing,
    },
    primary,
    minimumEffectShare,
    secondary: results.filter((_, i) => metrics[i].role === MetricRole.SECONDARY),
    guardrails,
    ...explored(
      results.filter((_, i) => metrics[i].role === MetricRole.EXPLORATORY),
      segments,
      inputs,
    ),
    adoption,
    attrition: inputs.attrition,
    users: shownUsers(users, arm, adoption),
    belief:
      judged && mayBelieve(inputs, judged.verdict, checks)
        ? beliefOf(primary.comparison, primary.direction, inputs.past)
        : null,
    sensitivity: isMonitoring ? null : sensitivity.map(withoutNames),
    checks: [
      ...checks.map((check): CheckResult => checkSentence(check)),
      ...(inputs.baselineReachesIn ? [BASELINE_REACHES_IN] : []),
      ...adoptionChecks(adoption),
      ...movedChecks(inputs.attrition),
    ],
    verdict: judged?.verdict ?? null,
    verdictReasons: judged?.sentences ?? [MONITORING_ONLY],
    weekly,
    ...(isMonitoring ? {} : switchesResult(metrics[0].switches, found[0].found.switches)),
  };
}

function guardrailResults(
  results: readonly MetricResult[],
  { metrics }: AnalysisInputs,
  judgementOf: (index: number) => GuardrailResult['judgement'] | undefined,
): GuardrailResult[] {
  return results.flatMap((result, i): GuardrailResult[] => {
    const { role, marginShare } = metrics[i];
    if (role !== MetricRole.GUARDRAIL) return [];
    return [{ ...result, marginShare: marginShare ?? 0, judgement: judgementOf(i) ?? 'UNDECIDED' }];
  });
}

/** Whether there is anything to believe: cohorts that were drawn, and data that can be read. */
function mayBelieve({ seed }: AnalysisInputs, verdict: Verdict, checks: readonly CheckFinding[]): boolean {
  return seed !== null && verdict !== Verdict.DESCRIPTIVE && !checks.some(({ severity }) => severity === 'BLOCK');
}

/** Of the primary metric and the arm the verdict is about. Results are not about people. */
function checksOf({ arms, metrics }: AnalysisInputs, found: readonly CheckFinding[], arm: string): CheckFinding[] {
  const others = arms.filter(({ key, isControl }) => !isControl && key !== arm).map(({ key }) => key);
  const open = metrics[0].openDeals.filter(({ armKey }) => !others.includes(armKey));
  return distinct(
    [
      ...found.filter((check) => check.arm === undefined || !others.includes(check.arm)),
      ...openDealsCheck(open.map(({ armKey, deals, open: still }) => ({ arm: armKey, deals, open: still }))),
    ].map(anonymous),
  );
}

/** Without its name one lost pair is told like another: once is enough. */
function distinct(checks: readonly CheckFinding[]): CheckFinding[] {
  return [...new Map(checks.map((check) => [JSON.stringify(check), check])).values()];
}

/** Neither who it was nor how much: with the arm's mean a share would tell what a single unit sold. */
function anonymous({ values, ...check }: CheckFinding): CheckFinding {
  return {
    ...check,
    unit: undefined,
    pair: undefined,
    values: check.code === 'ONE_UNIT_DOMINATES' ? undefined : values,
  };
}

interface ToJudge {
  readonly primary: MetricResult;
  readonly guardrails: readonly GuardrailResult[];
  readonly checks: readonly CheckFinding[];
  /** What the p-values of the primary metric were held against. */
  readonly level: number;
}

function judgement(inputs: AnalysisInputs, { primary, guardrails, checks, level }: ToJudge) {
  const { comparison, direction } = primary;
  // Guardrails that are not judged yet are undecided.
  const registered = inputs.metrics.filter(({ role }) => role === MetricRole.GUARDRAIL);
  const judgements = registered.map((_, i) => guardrails[i]?.judgement ?? ('UNDECIDED' as const));
  const { verdict, reasons } = verdictOf(
    evidenceOf({
      kind: inputs.kind,
      randomised: inputs.seed !== null,
      comparison,
      direction,
      minimumEffectShare: inputs.minimumEffectShare,
      guardrails: judgements,
      adoption: inputs.adoption,
      checks,
      pastLastLook: inputs.moment.pastLastLook,
    }),
  );
  const named = (judgement: string): string[] =>
    registered.filter((_, i) => judgements[i] === judgement).map(({ name }) => name);
  const facts: VerdictFacts = {
    level,
    minimumEffectShare: inputs.minimumEffectShare,
    adoptionShare: adoptionShare(inputs, comparison),
    adoptionThresholdShare: inputs.adoption.thresholdShare,
    readableOn: inputs.readableOn,
    harmed: named('HARMFUL'),
    undecided: named('UNDECIDED'),
  };
  return { verdict, sentences: reasons.map((reason) => verdictSentence(reason, facts)) };
}

function adoptionShare({ adoption }: AnalysisInputs, { arm }: Comparison): number | null {
  return adoption.arms.find(({ armKey }) => armKey === arm)?.share ?? null;
}

import type { Direction } from '../../metrics/metric.rules.js';
import type { CheckFinding, Comparison, GuardrailJudgement } from '../../statistics/index.js';
import { adoptionOf } from '../result/adoption.rules.js';
import type { AdoptionResult } from '../result/analysis-result.js';
import type { Evidence } from './verdict.rules.js';

export interface EvidenceQuestion {
  readonly kind: 'IMPACT' | 'FEASIBILITY';
  readonly randomised: boolean;
  /** The primary metric, the pilot arm against control. */
  readonly comparison: Comparison;
  readonly direction: Direction;
  readonly minimumEffectShare: number;
  /** Of every registered guardrail. */
  readonly guardrails: readonly GuardrailJudgement[];
  readonly adoption: AdoptionResult;
  /** Of the primary metric and this arm. */
  readonly checks: readonly CheckFinding[];
  readonly pastLastLook: boolean;
}

/** The interval of 80 % lies on one side of zero where the two-sided p-value is at or below this. */
const LEANING_P = 0.2;

/** What says that data are missing: of arms, of pairs, of observations before and after a switch, of those without every period. */
const MISSING = ['OUTCOMES_MISSING', 'PAIR_DROPPED', 'OBSERVATIONS_MISSING', 'INCOMPLETE_LEFT_OUT'] as const;

/** What the verdict is read from. */
export function evidenceOf(question: EvidenceQuestion): Evidence {
  const { comparison, direction, guardrails, checks } = question;
  const has = (code: CheckFinding['code'], ...severities: CheckFinding['severity'][]): boolean =>
    checks.some((check) => check.code === code && (severities.length === 0 || severities.includes(check.severity)));
  const isGood = isGoodEffect(comparison, direction);
  return {
    dataAlarm: has('SAMPLE_RATIO_MISMATCH', 'BLOCK') || MISSING.some((code) => has(code, 'BLOCK')),
    design: designOf(question),
    openDealsBlock: has('DEALS_OPEN', 'BLOCK'),
    guardrails: worst(guardrails),
    significant: comparison.significant ? (isGood ? 'GOOD' : 'BAD') : 'NO',
    insideMinimumEffect: isInside(comparison, question.minimumEffectShare),
    leansGood: isGood && (comparison.pValue ?? 1) <= LEANING_P,
    adoption: adoptionOf(question.adoption, comparison.arm),
    // "Significant" must not hang on one unit, nor have been on its way; anything that blocks is no clean check either.
    checksClean:
      !has('SIGN_HANGS_ON_ONE_UNIT') &&
      !has('PRE_TREND', 'WARN') &&
      !has('PLACEBO_DATE', 'WARN') &&
      !has('EFFECT_BEFORE_SWITCH') &&
      !checks.some(({ severity }) => severity === 'BLOCK'),
    missingOutcomes: MISSING.some((code) => has(code, 'WARN')) || has('SIGN_HANGS_ON_MISSING_OUTCOMES'),
    pastLastLook: question.pastLastLook,
  };
}

/** Whether an effect points to where the metric is better. */
function isGoodEffect({ estimate }: Comparison, direction: Direction): boolean {
  return estimate !== null && (direction === 'UP' ? estimate > 0 : estimate < 0);
}

/**
 * Of several pilot arms the one the verdict is about: a significant one before any other, one that is better before one
 * that is worse, then the smallest p-value. Its significance already counts that there were several to choose from.
 */
export function headline(comparisons: readonly Comparison[], direction: Direction): Comparison {
  const rank = (comparison: Comparison): [number, number, number] => [
    comparison.significant ? 0 : 1,
    isGoodEffect(comparison, direction) ? 0 : 1,
    comparison.pValue ?? 1,
  ];
  return [...comparisons].sort((one, other) => {
    const [a, b] = [rank(one), rank(other)];
    return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
  })[0];
}

function designOf({ kind, randomised, comparison }: EvidenceQuestion): Evidence['design'] {
  if (kind === 'FEASIBILITY') return 'FEASIBILITY';
  if (comparison.refusal?.code === 'TOO_FEW_UNITS' && comparison.estimate === null) return 'NO_COMPARISON';
  return randomised ? 'RANDOMISED' : 'CHOSEN';
}

function worst(judgements: readonly GuardrailJudgement[]): GuardrailJudgement {
  if (judgements.includes('HARMFUL')) return 'HARMFUL';
  return judgements.includes('UNDECIDED') ? 'UNDECIDED' : 'NON_INFERIOR';
}

function isInside({ relative }: Comparison, share: number): boolean {
  const [low, high] = relative?.interval ?? [null, null];
  return low !== null && high !== null && low >= -share && high <= share;
}

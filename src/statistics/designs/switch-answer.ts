import type {
  CheckFinding,
  Comparison,
  RandomisationFinding,
  StatisticalRefusal,
  WithholdingCode,
} from '../finding.js';
import { refusedEffect } from './switch-effect.js';
import {
  type EffectSinceSwitch,
  SWITCHED,
  type SwitchEffect,
  type SwitchPlan,
  type SwitchSensitivity,
} from './switch-finding.js';
import type { SwitchPanel } from './switch-panel.js';
import { type ViewedRows, switchViews } from './switch-views.js';

/** What the estimator of one design answers, before the badge. */
export interface DesignAnswer {
  readonly method: Comparison['method'];
  readonly effect: SwitchEffect;
  /** The rows that means are told of. */
  readonly viewed: ViewedRows;
  readonly randomisation: RandomisationFinding | null;
  /** The smallest p that drawing the order again can ever give; null where nothing was drawn. */
  readonly smallestP: number | null;
  /** Clusters in the smallest group that the comparison rests on. */
  readonly fewestClusters: number;
  readonly sinceSwitch: readonly EffectSinceSwitch[];
  readonly sensitivity: readonly SwitchSensitivity[];
  readonly checks: readonly CheckFinding[];
}

/** Below these the badge "significant" is withheld whatever the p-values say. */
const FEWEST_CLUSTERS = 4;
const FEWEST_DEGREES_OF_FREEDOM = 4;

/** The headline: both p-values within the level where the order was drawn, the model's alone where it was chosen. */
export function headline(
  { scale }: SwitchPanel,
  answer: DesignAnswer,
  { plan, isBlocked }: { readonly plan: SwitchPlan; readonly isBlocked: boolean },
): Comparison {
  const { method, effect, viewed, randomisation } = answer;
  const withheld = effect.refusal ? null : withholding(answer, plan, isBlocked);
  const drawn = plan.design === 'STAGED' ? 0 : (randomisation?.pValue ?? 1);
  const passes = Math.max(effect.pValue ?? 1, drawn) <= (plan.level ?? plan.alpha);
  return {
    arm: SWITCHED,
    method,
    scale,
    ...effect,
    ...switchViews(viewed, scale, effect),
    randomisation,
    clustering: null,
    significant: passes && effect.refusal === null && withheld === null,
    withheld,
  };
}

/** The same where the design has no answer. */
export function refusedHeadline(
  panel: SwitchPanel,
  { method, refusal }: { readonly method: Comparison['method']; readonly refusal: StatisticalRefusal },
): Comparison {
  const nothing = new Float64Array(0);
  const effect = refusedEffect(refusal);
  return {
    arm: SWITCHED,
    method,
    scale: panel.scale,
    ...effect,
    ...switchViews({ outcome: nothing, response: nothing, treated: nothing }, panel.scale, effect),
    randomisation: null,
    clustering: null,
    significant: false,
    withheld: null,
  };
}

function withholding(answer: DesignAnswer, plan: SwitchPlan, isBlocked: boolean): WithholdingCode | null {
  if (answer.fewestClusters < FEWEST_CLUSTERS) return 'FEWER_THAN_FOUR_UNITS';
  if ((answer.effect.degreesOfFreedom ?? 0) < FEWEST_DEGREES_OF_FREEDOM) return 'FEWER_THAN_FOUR_DEGREES_OF_FREEDOM';
  if ((answer.smallestP ?? 0) > plan.alpha) return 'SMALLEST_P_ABOVE_ALPHA';
  return isBlocked ? 'BLOCKED_BY_A_CHECK' : null;
}

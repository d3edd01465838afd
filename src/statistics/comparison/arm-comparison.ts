import { smallestAttainableP } from '../randomisation/admissible-assignments.js';
import { assignedName, countByArm, hasOutcome } from './assigned-units.js';
import { baselineColumns } from './baseline.js';
import { BASELINE_WINDOW, type MetricWindow, OUTCOME_WINDOW } from './response.js';
import { chosenChecks } from '../designs/chosen-checks.js';
import { balanceCheck } from '../checks/balance.js';
import { drawnBeside } from './drawn-beside.js';
import { clustering } from './clustering.js';
import {
  COLUMN,
  type CheckFinding,
  type Comparison,
  type ComparisonPlan,
  type ComparisonScale,
  type FittingMethod,
  type ObservedUnit,
  type StatisticalRefusal,
  type WithholdingCode,
} from '../finding.js';
import { UPLIFT } from './fitted-arms.js';
import { mean } from '../numbers/least-squares.js';
import { denominatorsDiffer } from '../checks/denominators-differ.js';
import { leaveOneOut, signOfOneUnit } from '../checks/leave-one-out.js';
import { missingOutcomes } from '../checks/missing-outcomes.js';
import { type ObservedArms, observedArms } from './observed-arms.js';
import { fittedArms, pilotUplift } from './pilot-uplift.js';
import { randomisationQuestion } from '../randomisation/randomisation-question.js';
import { randomisationTest } from '../randomisation/randomisation-test.js';
import { Redraws } from '../randomisation/redraws.js';
import { refusedComparison } from './refused-comparison.js';

/** Below these the badge "significant" is withheld whatever the p-values say. */
export const FEWEST_UNITS = 4;
export const FEWEST_DEGREES_OF_FREEDOM = 4;

/** A comparison before the badge, which several pilot arms share out among them, and what to be wary of. */
export interface ArmFindings {
  readonly comparison: Comparison;
  readonly checks: readonly CheckFinding[];
}

/** One pilot arm against control, on a roster in name order: the model, the randomisation test, and what holds them back. */
export function armComparison(
  roster: readonly ObservedUnit[],
  { arm, scale }: { readonly arm: string; readonly scale: ComparisonScale },
  plan: ComparisonPlan,
): ArmFindings {
  const level = plan.level ?? plan.alpha;
  const refuse = (refusal: StatisticalRefusal): ArmFindings => ({
    comparison: refusedComparison(arm, { scale, method: plannedMethod(roster, plan) }, refusal),
    checks: [],
  });
  const arms = observedArms(roster, { control: plan.control, arm, chosen: plan.chosen }, scale);
  if (arms.kind === 'refused') return refuse(arms);
  const uplift = pilotUplift(arms, { alpha: plan.alpha, level });
  if (uplift.kind === 'refused') return refuse(uplift);
  const drawn = drawnBeside({ arm, modelP: uplift.figures.pValue }, plan, (settings) =>
    randomisationTest(randomisationQuestion(arms, plan.randomisation?.balance), settings),
  );
  const significant = uplift.figures.pValue <= level;
  const alone = significant ? leaveOneOut(arms, level) : [];
  const comparison: Comparison = {
    arm,
    scale,
    ...uplift.figures,
    randomisation: drawn.finding,
    clustering: clustering(arms),
    significant: false,
    withheld: withholding(arms, plan, uplift.figures.degreesOfFreedom) ?? signOfOneUnit(alone),
    refusal: null,
  };
  const checks: CheckFinding[] = [
    ...arms.leftOut,
    ...balance(arms),
    ...(plan.chosen ? chosenChecks(arms, { level, significant }) : []),
    ...missingOutcomes(arms, plan.control),
    ...unlikeDenominators(arms, plan.alpha),
    ...drawn.checks,
    ...alone,
    ...(uplift.figures.relative ? [] : [{ code: 'CONTROL_NEAR_ZERO', severity: 'WARN', arm } as const]),
  ];
  return { comparison, checks };
}

function withholding(arms: ObservedArms, plan: ComparisonPlan, degreesOfFreedom: number): WithholdingCode | null {
  const seen = countByArm(arms.roster, (row) => hasOutcome(row, arms.scale === 'ratio'));
  if (Object.values(seen).some((units) => units < FEWEST_UNITS)) return 'FEWER_THAN_FOUR_UNITS';
  if (degreesOfFreedom < FEWEST_DEGREES_OF_FREEDOM) return 'FEWER_THAN_FOUR_DEGREES_OF_FREEDOM';
  if (!plan.randomisation) return null;
  const redraws = new Redraws(randomisationQuestion(arms, plan.randomisation.balance).assignment);
  return smallestAttainableP(redraws.sizes, redraws.assignments()) > plan.alpha ? 'SMALLEST_P_ABOVE_ALPHA' : null;
}

/** What was known of every unit beforehand; who has no baseline is told by the roster. What people chose is no chance. */
function balance({ roster, scale, pair, planned, arm }: ObservedArms): CheckFinding[] {
  const before = planned.covariates.filter(({ name }) => name !== COLUMN.baselineMissing);
  if (!pair.chosen) return balanceCheck(before, planned.treatment, arm);
  const baseline = baselineColumns(roster, scale, planned);
  const columns = [...(baseline.kind === 'refused' ? [] : baseline.columns), ...before];
  return balanceCheck(columns, planned.treatment, arm).map((check) => ({ ...check, severity: 'WARN' }));
}

/** A ratio may move because its denominators did: the same comparison on the denominators themselves. */
function unlikeDenominators(arms: ObservedArms, alpha: number): CheckFinding[] {
  if (arms.scale !== 'ratio') return [];
  const response = arms.pair.chosen ? denominatorGrowth(arms) : denominators(arms, OUTCOME_WINDOW);
  const fitted = fittedArms({ rows: { ...arms.rows, covariates: [], response } });
  const contrast = fitted.kind === 'refused' ? fitted : fitted.combine(UPLIFT);
  return denominatorsDiffer(contrast, arms.arm, alpha);
}

function denominators({ observed, roster }: ObservedArms, window: MetricWindow): Float64Array {
  return Float64Array.from(observed, (row) => window.denominator(roster[row]) ?? NaN);
}

/** Chosen arms may differ in size from the start; what may have moved the ratio is that one grew more than the other. */
function denominatorGrowth(arms: ObservedArms): Float64Array {
  const [before, after] = [BASELINE_WINDOW, OUTCOME_WINDOW].map((window) => denominators(arms, window));
  const [averageBefore, averageAfter] = [mean(before), mean(after)];
  return after.map((value, row) => value / averageAfter - before[row] / averageBefore);
}

/** The estimator that the roster asks for, known even where its numbers are refused. */
function plannedMethod(roster: readonly ObservedUnit[], { chosen }: ComparisonPlan): FittingMethod {
  if (chosen) return 'DIFFERENCE_IN_DIFFERENCES';
  if (new Set(roster.map(assignedName)).size < roster.length) return 'ANCOVA_CR2';
  const isPlain = roster.every(
    (row) => row.stratum === undefined && typeof row.baseline !== 'number' && !row.covariates,
  );
  return isPlain ? 'WELCH' : 'ANCOVA_HC2';
}

import { FEWEST_DEGREES_OF_FREEDOM, FEWEST_UNITS, type ArmFindings } from './arm-comparison.js';
import { balanceCheck } from '../checks/balance.js';
import { drawnBeside } from './drawn-beside.js';
import { clustering } from './clustering.js';
import { denominatorsDiffer } from '../checks/denominators-differ.js';
import { signOfOneUnit } from '../checks/leave-one-out.js';
import { leaveOnePairOut } from '../checks/leave-one-pair-out.js';
import { lostPairs } from '../checks/lost-pairs.js';
import {
  COLUMN,
  type CheckFinding,
  type ComparisonPlan,
  type ComparisonScale,
  type ObservedUnit,
  type StatisticalRefusal,
  type WithholdingCode,
} from '../finding.js';
import { UPLIFT } from './fitted-arms.js';
import { matchedPairs } from './matched-pairs.js';
import { type PairedArms, pairDifference, pairedArms } from './paired-arms.js';
import { pairedFit } from './paired-fit.js';
import { pilotUplift } from './pilot-uplift.js';
import { pooledRatio } from '../randomisation/randomisation-test.js';
import { refusedComparison } from './refused-comparison.js';
import { signFlipTest } from '../randomisation/sign-flip-test.js';

/**
 * One pilot arm against control where the arms were drawn within matched pairs, on a roster in name order: the model of the
 * differences within complete pairs, the sign-flip test, and what holds them back.
 */
export function pairedComparison(
  roster: readonly ObservedUnit[],
  { arm, scale }: { readonly arm: string; readonly scale: ComparisonScale },
  plan: ComparisonPlan,
): ArmFindings {
  const level = plan.level ?? plan.alpha;
  const armPair = { control: plan.control, arm };
  const refuse = (refusal: StatisticalRefusal): ArmFindings => ({
    comparison: refusedComparison(arm, { scale, method: 'PAIRED_T' }, refusal),
    checks: [],
  });
  const pairs = matchedPairs(roster, armPair, scale);
  if (pairs.kind === 'refused') return refuse(pairs);
  const paired = pairedArms(pairs, armPair, scale);
  if (paired.kind === 'refused') return refuse(paired);
  const uplift = pilotUplift(paired.arms, { alpha: plan.alpha, level }, pairedFit(paired));
  if (uplift.kind === 'refused') return refuse(uplift);
  const { figures } = uplift;
  const drawn = drawnBeside({ arm, modelP: figures.pValue }, plan, (settings) =>
    signFlipTest({ ...differences(paired), covariates: paired.covariates }, settings),
  );
  const alone = figures.pValue <= level ? leaveOnePairOut(pairs, armPair, { scale, level }) : [];
  return {
    comparison: {
      arm,
      scale,
      ...figures,
      randomisation: drawn.finding,
      clustering: clustering(paired.arms),
      significant: false,
      withheld: withholding(paired, plan, figures.degreesOfFreedom) ?? signOfOneUnit(alone),
      refusal: null,
    },
    checks: [
      ...paired.leftOut,
      ...balanceCheck(paired.arms.planned.covariates, paired.arms.planned.treatment, arm).filter(
        ({ column }) => column !== COLUMN.baselineMissing,
      ),
      ...lostPairs(pairs, paired, plan.control),
      ...unlikeDenominators(paired, plan.alpha),
      ...drawn.checks,
      ...alone,
      ...(figures.relative ? [] : [{ code: 'CONTROL_NEAR_ZERO', severity: 'WARN', arm } as const]),
    ],
  };
}

/** What the sign flips act on; a ratio is linearised at the ratio of both arms together, which no flip changes. */
function differences(paired: PairedArms): { difference: Float64Array; shift: Float64Array } {
  const { arms, pilot, control, advance, names } = paired;
  if (arms.scale !== 'ratio') {
    const difference = pilot.map((value, pair) => value - control[pair]);
    return { difference, shift: new Float64Array(names.length).fill(1) };
  }
  const column = (cell: 'outcome' | 'denominator'): Float64Array =>
    Float64Array.from(arms.observed, (row) => arms.roster[row][cell] ?? NaN);
  const linear = pooledRatio(column('outcome'), column('denominator'), arms.rows.treatment);
  const of = (values: Float64Array): Float64Array => pairDifference(paired, values);
  return { difference: of(linear.response).map((value, pair) => value - advance[pair]), shift: of(linear.shift) };
}

function withholding({ names }: PairedArms, plan: ComparisonPlan, degreesOfFreedom: number): WithholdingCode | null {
  if (names.length < FEWEST_UNITS) return 'FEWER_THAN_FOUR_UNITS';
  if (degreesOfFreedom < FEWEST_DEGREES_OF_FREEDOM) return 'FEWER_THAN_FOUR_DEGREES_OF_FREEDOM';
  return plan.randomisation && 2 / 2 ** names.length > plan.alpha ? 'SMALLEST_P_ABOVE_ALPHA' : null;
}

/** A ratio may move because its denominators did: the paired t-test of the denominators themselves. */
function unlikeDenominators(paired: PairedArms, alpha: number): CheckFinding[] {
  const { arms, names } = paired;
  if (arms.scale !== 'ratio') return [];
  const own = pairDifference(
    paired,
    Float64Array.from(arms.observed, (row) => arms.roster[row].denominator ?? NaN),
  );
  const fitted = pairedFit({ ...paired, pilot: own, control: new Float64Array(names.length), covariates: [] });
  const contrast = fitted.kind === 'refused' ? fitted : fitted.combine(UPLIFT);
  return denominatorsDiffer(contrast, arms.arm, alpha);
}

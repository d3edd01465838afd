import { FEWEST_DEGREES_OF_FREEDOM, FEWEST_UNITS, type ArmFindings } from './arm-comparison.js';
import { balanceCheck } from '../checks/balance.js';
import { clustering } from './clustering.js';
import { leaveOnePairOut } from '../checks/leave-one-pair-out.js';
import { lostPairs } from '../checks/lost-pairs.js';
import {
  COLUMN,
  type CheckFinding,
  type ComparisonPlan,
  type ComparisonScale,
  type ObservedUnit,
  type RandomisationFinding,
  type StatisticalRefusal,
  type WithholdingCode,
} from '../finding.js';
import { UPLIFT, pValueOf } from './fitted-arms.js';
import { matchedPairs } from './matched-pairs.js';
import { type PairedArms, pairDifference, pairedArms } from './paired-arms.js';
import { pairedFit } from './paired-fit.js';
import { pilotUplift } from './pilot-uplift.js';
import { drawsFor, pooledRatio } from '../randomisation/randomisation-test.js';
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
  const drawn = signFlips(paired, plan, figures.pValue);
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

interface Drawn {
  readonly finding: RandomisationFinding | null;
  readonly checks: readonly CheckFinding[];
}

/** The test by sign flips, where the pairs were drawn and the model alone would call the uplift significant (or always, if asked). */
function signFlips(paired: PairedArms, plan: ComparisonPlan, modelP: number): Drawn {
  const asked = plan.randomisation;
  const level = plan.level ?? plan.alpha;
  if (!asked || !(asked.always === true || modelP <= level)) return { finding: null, checks: [] };
  const draws = asked.draws ?? drawsFor(plan.steps?.[0] ?? level);
  const question = { ...differences(paired), covariates: paired.covariates };
  const finding = signFlipTest(question, { ...asked, level, draws });
  if (!('kind' in finding)) return { finding, checks: [] };
  const { column, unit } = finding;
  const check: CheckFinding = { code: 'RANDOMISATION_REFUSED', severity: 'WARN', arm: paired.arms.arm, column, unit };
  return { finding: null, checks: [check] };
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

function signOfOneUnit(alone: readonly CheckFinding[]): WithholdingCode | null {
  return alone.some(({ code }) => code === 'SIGN_HANGS_ON_ONE_UNIT') ? 'SIGN_HANGS_ON_ONE_UNIT' : null;
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
  if (contrast.kind === 'refused') return [];
  const pValue = pValueOf(contrast);
  if (!(pValue <= alpha)) return [];
  const values = { difference: contrast.estimate, pValue };
  return [{ code: 'DENOMINATORS_DIFFER', severity: 'WARN', arm: arms.arm, values }];
}

import { assignedName } from '../comparison/assigned-units.js';
import type { CheckFinding, ObservedUnit, WithholdingCode } from '../finding.js';
import { UPLIFT, pValueOf } from '../comparison/fitted-arms.js';
import { factorise, residualise } from '../numbers/least-squares.js';
import { type ObservedArms, observedArms } from '../comparison/observed-arms.js';
import { fittedArms } from '../comparison/pilot-uplift.js';

/** Only units whose removal moves the uplift most towards zero can turn its sign; so many of them are left out in turn. */
const REFITTED = 8;

/**
 * Whether a significant uplift stands when any one assigned unit is left out, with its own baseline and its cluster's rows: an
 * uplift whose sign turns hangs on that unit. Answers sign and verdict only, never who it was: results are not about people.
 */
export function leaveOneOut(arms: ObservedArms, level: number): CheckFinding[] {
  const whole = uplift(arms);
  if (whole === null) return [];
  const without = mostInfluential(arms, Math.sign(whole.estimate)).map((name) => upliftWithout(arms, name));
  const turns = without.some((left) => left !== null && Math.sign(left.estimate) !== Math.sign(whole.estimate));
  if (turns) return [{ code: 'SIGN_HANGS_ON_ONE_UNIT', severity: 'WARN', arm: arms.arm }];
  const falters = without.some((left) => left !== null && left.pValue > level);
  return falters ? [{ code: 'SIGNIFICANCE_HANGS_ON_ONE_UNIT', severity: 'INFO', arm: arms.arm }] : [];
}

interface Uplift {
  readonly estimate: number;
  readonly pValue: number;
}

function uplift(arms: ObservedArms): Uplift | null {
  const fitted = fittedArms(arms);
  const contrast = fitted.kind === 'refused' ? fitted : fitted.combine(UPLIFT);
  return contrast.kind === 'refused' ? null : { estimate: contrast.estimate, pValue: pValueOf(contrast) };
}

/** null where the rest cannot be compared, or what is left is no comparison of this scale. */
function upliftWithout({ roster, pair, scale }: ObservedArms, name: string): Uplift | null {
  const rest: ObservedUnit[] = roster.filter((row) => assignedName(row) !== name);
  const arms = observedArms(rest, pair, scale);
  return arms.kind === 'refused' ? null : uplift(arms);
}

/**
 * The assigned units that hold the uplift away from zero, strongest first: leaving out unit g moves it by about
 * -sum_i d_i e_i / d'd over its rows, d the treatment and e the outcome after everything else is taken out of them.
 * Cook & Weisberg 1982, Residuals and Influence in Regression, ch. 3.
 */
function mostInfluential({ rows }: ObservedArms, sign: number): string[] {
  const { response, treatment, strata, covariates, groups } = rows;
  const others = factorise(response.length, [...strata, ...covariates]);
  if (others.kind === 'refused') return [];
  const direction = residualise(others, treatment);
  const left = residualise(others, response);
  let square = 0;
  let product = 0;
  direction.forEach((value, row) => {
    square += value * value;
    product += value * left[row];
  });
  const pull = new Float64Array(groups.names.length);
  direction.forEach((value, row) => (pull[groups.of[row]] += sign * value * (left[row] - (product / square) * value)));
  return [...pull.keys()]
    .sort((a, b) => pull[b] - pull[a])
    .slice(0, REFITTED)
    .map((group) => groups.names[group]);
}

/** A badge is withheld where without one unit (or pair) the uplift would have the opposite sign. */
export function signOfOneUnit(alone: readonly CheckFinding[]): WithholdingCode | null {
  return alone.some(({ code }) => code === 'SIGN_HANGS_ON_ONE_UNIT') ? 'SIGN_HANGS_ON_ONE_UNIT' : null;
}

import { attrition, CAPPED_SHARE, HIGH, INVALID_SHARE, LOW, percentile } from './missing-outcomes.js';
import type { CheckFinding } from '../finding.js';
import { factorise, leastSquares } from '../numbers/least-squares.js';
import type { MatchedPairs } from '../comparison/matched-pairs.js';
import type { PairedArms } from '../comparison/paired-arms.js';

/**
 * What lost pairs may have done to the comparison: each of them by name, how many outcomes are missing in each arm, and whether
 * the sign of the uplift survives the worst of them: lost pairs that differ as much against it as the 10th percentile of the others
 * (the 90th where the uplift is negative), and as far apart in their covariates as the others are on average.
 */
export function lostPairs(pairs: MatchedPairs, paired: PairedArms, control: string): CheckFinding[] {
  const { arm, scale } = paired.arms;
  const missing = attrition({ roster: pairs.whole, arm, scale }, control);
  if (pairs.lost.length === 0) return missing;
  const severity = severityOf(pairs);
  const dropped = pairs.lost.map((pair): CheckFinding => ({ code: 'PAIR_DROPPED', severity, arm, pair }));
  const worst = worstCaseUplift(paired, pairs.lost.length);
  const survives = worst === null || Math.sign(worst.supposed) === Math.sign(worst.seen);
  const flipped: CheckFinding[] = survives
    ? []
    : [{ code: 'SIGN_HANGS_ON_MISSING_OUTCOMES', severity: 'WARN', arm, values: { ...worst } }];
  return [...dropped, ...missing, ...flipped];
}

/** A pair lost in one arm takes its partner in the other with it: losses of both arms add up, whatever each arm lacks by itself. */
function severityOf({ names, lost }: MatchedPairs): CheckFinding['severity'] {
  const all = names.length + lost.length;
  if (lost.length > INVALID_SHARE * all) return 'BLOCK';
  return lost.length > CAPPED_SHARE * all ? 'WARN' : 'INFO';
}

/** A lost pair supposed at the others' mean covariates moves the intercept by its part of the residual it is given. */
function worstCaseUplift({ names, pilot, control, covariates }: PairedArms, lost: number) {
  const design = factorise(names.length, covariates);
  if (design.kind === 'refused') return null;
  const { coefficients, residuals } = leastSquares(
    design,
    pilot.map((value, pair) => value - control[pair]),
  );
  const seen = coefficients[0];
  const residual = percentile(residuals.toSorted(), seen > 0 ? LOW : HIGH);
  return { seen, supposed: seen + (residual * lost) / (names.length + lost) };
}

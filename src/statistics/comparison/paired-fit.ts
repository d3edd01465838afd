import { COLUMN, type StatisticalRefusal, refused } from '../finding.js';
import type { FittedArms } from './fitted-arms.js';
import { contrastValue, factorise, leastSquares } from '../numbers/least-squares.js';
import type { PairedArms } from './paired-arms.js';
import { contrastEstimate, groupDirections } from '../numbers/robust-variance.js';
import { isRounding } from '../numbers/rounding.js';

/**
 * Matched pairs: the difference of a pair's members on 1 and the differences of their covariates, HC2 with Satterthwaite degrees
 * of freedom; the intercept is the effect. It equals the coefficient of pair fixed effects with the same covariates. Without a
 * covariate it is the paired t-test to the digit. Any other combination of the two members, p y1 + c y0, is regressed on the same
 * columns, so that the adjusted means differ by the effect and Fieller's interval at a ratio of 1 is the absolute test.
 * Another `estimator` takes the place of HC2 for sensitivity. Assumes that pairs are independent. Refuses COLLINEAR with the column, NO_VARIANCE where all pairs differ alike, and
 * NOT_IDENTIFIED_BY_REPLICATION with the pair on which the effect hangs.
 * Imbens & Rubin 2015, Causal Inference, ch. 10; Fogarty 2018, doi:10.1111/rssb.12290; variance: robust-variance.ts.
 */
export function pairedFit(
  { names, pilot, control, covariates }: PairedArms,
  estimator = contrastEstimate,
): FittedArms | StatisticalRefusal {
  const design = factorise(names.length, covariates);
  if (design.kind === 'refused') return design;
  const combined = (p: number, c: number) =>
    leastSquares(
      design,
      pilot.map((value, pair) => p * value + c * control[pair]),
    );
  const difference = combined(1, -1);
  if (isRounding(difference.residuals, pilot)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const groups = { names, of: Int32Array.from(names.keys()) };
  const intercept = Float64Array.from({ length: design.width }, (_, column) => (column === 0 ? 1 : 0));
  return {
    kind: 'fitted',
    method: covariates.length > 0 ? 'PAIRED_ANCOVA' : 'PAIRED_T',
    value: ({ pilot: p, control: c }) => contrastValue(combined(p, c), intercept),
    combine: ({ pilot: p, control: c }) => estimator(groupDirections(combined(p, c), groups), intercept),
  };
}

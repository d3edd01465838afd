import type { ArmRows } from '../comparison/ancova.js';
import type { ArmWeights, FittedArms } from '../comparison/fitted-arms.js';
import { COLUMN, type StatisticalRefusal } from '../finding.js';
import { type Column, factorise, leastSquares, mean } from '../numbers/least-squares.js';
import { contrastEstimate, groupDirections } from '../numbers/robust-variance.js';

/**
 * Lin's analysis of covariance, `response ~ 1 + treatment + (columns - their means) + treatment x (columns - their means)` over
 * strata and covariates: each arm has its own slope, and both are compared at the means of all compared rows. HC2 (CR2 where
 * rows share a group) with Satterthwaite degrees of freedom; worth its columns only where both arms have ten units or more.
 * Assumes independent assigned units. Refuses COLLINEAR with the column, NOT_IDENTIFIED_BY_REPLICATION with the unit.
 * Lin 2013, doi:10.1214/12-AOAS583.
 */
export function interactedAncova({
  response,
  treatment,
  strata,
  covariates,
  groups,
}: ArmRows): Pick<FittedArms, 'combine'> | StatisticalRefusal {
  const centred = [...strata, ...covariates].map(centredColumn);
  const interactions = centred.map(({ name, values }) => ({
    name,
    values: values.map((value, row) => value * treatment[row]),
  }));
  const arm: Column = { name: COLUMN.arm, values: treatment };
  const design = factorise(response.length, [arm, ...centred, ...interactions]);
  if (design.kind === 'refused') return design;
  const fit = leastSquares(design, response);
  const directions = groupDirections(fit, groups);
  // at the means every centred column, and with it every interaction, is 0
  const contrastOf = ({ pilot, control }: ArmWeights): Float64Array => {
    const contrast = new Float64Array(design.width);
    contrast[0] = pilot + control;
    contrast[1] = pilot;
    return contrast;
  };
  return {
    combine: (weights) => contrastEstimate(directions, contrastOf(weights)),
  };
}

function centredColumn({ name, values }: Column): Column {
  const centre = mean(values);
  return { name, values: values.map((value) => value - centre) };
}

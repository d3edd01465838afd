import { COLUMN, type StatisticalRefusal, refused } from '../finding.js';
import type { ArmWeights, FittedArms } from './fitted-arms.js';
import { type Column, type Design, contrastValue, factorise, leastSquares, mean } from '../numbers/least-squares.js';
import { type Grouping, contrastEstimate, groupDirections } from '../numbers/robust-variance.js';
import { isRounding } from '../numbers/rounding.js';

/** Rows of control and one pilot arm, column by column, all of one length. */
export interface ArmRows {
  /** On the scale of the model: outcome, its logarithm, or a linearised ratio. */
  readonly response: Float64Array;
  /** 1 for the pilot arm, 0 for control. */
  readonly treatment: Float64Array;
  /** One 0/1 column for each stratum but the first. */
  readonly strata: readonly Column[];
  readonly covariates: readonly Column[];
  /** What was assigned: the rows of a cluster share a group. */
  readonly groups: Grouping;
}

/**
 * Analysis of covariance, `response ~ 1 + strata + treatment + covariates`, with HC2 (CR2 where rows share a cluster) and
 * Satterthwaite degrees of freedom. Adjusted means are taken at the mean of every other column over both arms, in the
 * strata with two assigned units or more. Another `estimator` takes the place of HC2 and CR2 for sensitivity.
 * Assumes that assigned units are independent; variances may differ. Refuses COLLINEAR with the column, NO_VARIANCE where
 * the model leaves nothing, NOT_IDENTIFIED_BY_REPLICATION with the unit.
 * Yang & Tsiatis 2001, doi:10.1198/000313001753272466; Lin 2013, doi:10.1214/12-AOAS583; variance: robust-variance.ts.
 */
export function ancova(rows: ArmRows, estimator = contrastEstimate): FittedArms | StatisticalRefusal {
  const design = armsDesign(rows);
  if (design.kind === 'refused') return design;
  const fit = leastSquares(design, rows.response);
  if (isRounding(fit.residuals, rows.response)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const directions = groupDirections(fit, rows.groups);
  const clustered = rows.groups.names.length < rows.response.length;
  const contrastOf = meansContrast(design, rows);
  return {
    kind: 'fitted',
    method: clustered ? 'ANCOVA_CR2' : 'ANCOVA_HC2',
    value: (weights) => contrastValue(fit, contrastOf(weights)),
    combine: (weights) => estimator(directions, contrastOf(weights)),
  };
}

/** The design [1, strata, treatment, covariates]. Where the strata determine the treatment, the stratum is to blame. */
export function armsDesign({
  treatment,
  strata,
  covariates,
}: Omit<ArmRows, 'response' | 'groups'>): Design | StatisticalRefusal {
  const arm: Column = { name: COLUMN.arm, values: treatment };
  const design = factorise(treatment.length, [...strata, arm, ...covariates]);
  const blamed = design.kind === 'refused' && design.column === COLUMN.arm && strata.length > 0;
  return blamed ? refused('COLLINEAR', { column: COLUMN.stratum }) : design;
}

/** Where the treatment stands among the coefficients. */
export function treatmentColumn({ strata }: Pick<ArmRows, 'strata'>): number {
  return strata.length + 1;
}

/** The contrast of a combination of adjusted means. */
function meansContrast(design: Design, rows: ArmRows): (weights: ArmWeights) => Float64Array {
  const means = rows.strata.length === 0 ? design.means : sharedMeans(rows);
  const treated = treatmentColumn(rows);
  return ({ pilot, control }) => {
    const contrast = means.map((value) => (pilot + control) * value);
    contrast[0] = pilot + control;
    contrast[treated] = pilot;
    return contrast;
  };
}

/** Means of the design's columns over the rows that carry adjusted means. */
function sharedMeans(rows: ArmRows): Float64Array {
  const carrying = rowsOfSharedStrata(rows);
  const meanOf = (values: Float64Array): number => mean(Float64Array.from(carrying, (row) => values[row]));
  const [strata, covariates] = [rows.strata, rows.covariates].map((columns) =>
    columns.map(({ values }) => meanOf(values)),
  );
  return Float64Array.of(1, ...strata, meanOf(rows.treatment), ...covariates);
}

/** What a stratum of one assigned unit would add to a mean has no replication: such strata stand aside. */
function rowsOfSharedStrata({ strata, groups }: ArmRows): number[] {
  const stratumOf = Array.from(groups.of, (_, row) => strata.findIndex(({ values }) => values[row] === 1));
  const assigned = new Map<number, Set<number>>();
  stratumOf.forEach((stratum, row) => assigned.set(stratum, (assigned.get(stratum) ?? new Set()).add(groups.of[row])));
  return [...stratumOf.keys()].filter((row) => (assigned.get(stratumOf[row])?.size ?? 0) > 1);
}

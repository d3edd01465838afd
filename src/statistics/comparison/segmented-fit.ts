import { COLUMN, type FittingMethod, type StatisticalRefusal, refused } from '../finding.js';
import type { ArmWeights, FittedArms } from './fitted-arms.js';
import { type Column, type Design, contrastValue, factorise, leastSquares, mean } from '../numbers/least-squares.js';
import type { ArmPair } from './arm-pair.js';
import type { ObservedArms } from './observed-arms.js';
import { contrastEstimate, groupDirections } from '../numbers/robust-variance.js';
import { isRounding } from '../numbers/rounding.js';
import { segmentedResponse } from './segmented-response.js';
import { type WaldTest, waldTest } from '../numbers/wald-test.js';

/** Control and one pilot arm, every row with an outcome in one of the segments. */
export interface SegmentedArms {
  readonly arms: ObservedArms;
  /** By row with an outcome: 0 .. segments - 1, each with rows in both arms. */
  readonly segment: Int32Array;
  readonly segments: number;
}

/** One model of all segments together. */
export interface SegmentedFit {
  readonly kind: 'segmented';
  /** Whether the uplift is the same in all of them. */
  interaction(): WaldTest | StatisticalRefusal;
  /** The rows of one segment. */
  armsOf(segment: number): ObservedArms;
  /** Adjusted means of one segment, at the mean of every other column over its own rows. */
  fittedTo(segment: number): FittedArms;
}

interface Layout {
  readonly design: Design;
  /** Before the treatment: strata and segments. */
  readonly fixed: readonly Column[];
  readonly covariates: readonly Column[];
}

/**
 * `response ~ 1 + strata + segment + treatment + covariates + segment x treatment`. Segments that the strata already tell apart
 * have no column of their own. Refuses COLLINEAR with the column, NO_VARIANCE where the model leaves nothing, ZERO_DENOMINATOR.
 */
export function segmentedFit(segmented: SegmentedArms, pair: ArmPair): SegmentedFit | StatisticalRefusal {
  const { arms, segment, segments } = segmented;
  const layout = layoutOf(segmented);
  if ('kind' in layout) return layout;
  const response = segmentedResponse(arms, segment, pair);
  if ('kind' in response) return response;
  const { design, fixed, covariates } = layout;
  const fit = leastSquares(design, response);
  if (isRounding(fit.residuals, response)) return refused('NO_VARIANCE', { column: COLUMN.outcome });
  const directions = groupDirections(fit, arms.rows.groups);
  const treated = fixed.length + 1;
  const firstInteraction = treated + covariates.length + 1;
  const method: FittingMethod = arms.rows.groups.names.length < response.length ? 'ANCOVA_CR2' : 'ANCOVA_HC2';
  const contrastOf = (means: Float64Array, own: number) => (weights: ArmWeights) => {
    const contrast = means.map((value) => (weights.pilot + weights.control) * value);
    contrast[treated] = weights.pilot;
    if (own > 0) contrast[firstInteraction + own - 1] = weights.pilot;
    return contrast;
  };
  return {
    kind: 'segmented',
    interaction: () => {
      const unit = (at: number): Float64Array => new Float64Array(design.width).fill(1, at, at + 1);
      const test = waldTest(
        directions,
        Array.from({ length: segments - 1 }, (_, s) => unit(firstInteraction + s)),
      );
      return test.kind === 'refused' ? { ...test, column: test.column ?? COLUMN.segment } : test;
    },
    armsOf: (own) => rowsOf(arms, (row) => segment[row] === own),
    fittedTo: (own) => {
      const means = segmentMeans({ ...layout, segment, own });
      const contrast = contrastOf(means, own);
      return {
        kind: 'fitted',
        method,
        value: (weights) => contrastValue(fit, contrast(weights)),
        combine: (weights) => contrastEstimate(directions, contrast(weights)),
      };
    },
  };
}

function layoutOf({ arms, segment, segments }: SegmentedArms): Layout | StatisticalRefusal {
  const { treatment, strata, covariates } = arms.rows;
  const rows = treatment.length;
  const marks = Array.from({ length: segments - 1 }, (_, s) =>
    Float64Array.from(segment, (one) => Number(one === s + 1)),
  );
  const fixed = marks.reduce<readonly Column[]>((columns, values) => {
    const wider = [...columns, { name: COLUMN.segment, values }];
    return factorise(rows, wider).kind === 'refused' ? columns : wider;
  }, strata);
  const interactions = marks.map((mark): Column => ({
    name: COLUMN.segment,
    values: mark.map((value, row) => value * treatment[row]),
  }));
  const arm: Column = { name: COLUMN.arm, values: treatment };
  const design = factorise(rows, [...fixed, arm, ...covariates, ...interactions]);
  return design.kind === 'refused' ? design : { design, fixed, covariates };
}

/** Means of the design's columns over one segment; those of the treatment and of the interactions are left at 0. */
function segmentMeans({
  design,
  fixed,
  covariates,
  segment,
  own,
}: Layout & { readonly segment: Int32Array; readonly own: number }): Float64Array {
  const means = new Float64Array(design.width);
  const meanOf = ({ values }: Column): number => mean(values.filter((_, row) => segment[row] === own));
  means[0] = 1;
  fixed.forEach((column, j) => (means[1 + j] = meanOf(column)));
  covariates.forEach((column, j) => (means[fixed.length + 2 + j] = meanOf(column)));
  return means;
}

function rowsOf(arms: ObservedArms, isIn: (row: number) => boolean): ObservedArms {
  const keep = (_: unknown, row: number): boolean => isIn(row);
  const { response, treatment, strata, covariates, groups } = arms.rows;
  const keepColumn = ({ name, values }: Column): Column => ({ name, values: values.filter(keep) });
  const rows = {
    response: response.filter(keep),
    treatment: treatment.filter(keep),
    strata: strata.map(keepColumn),
    covariates: covariates.map(keepColumn),
    groups: { ...groups, of: groups.of.filter(keep) },
  };
  return { ...arms, observed: arms.observed.filter(keep), rows };
}

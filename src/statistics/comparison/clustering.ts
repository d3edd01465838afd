import { armsDesign } from './ancova.js';
import type { Clustering } from '../finding.js';
import { leastSquares } from '../numbers/least-squares.js';
import type { ObservedArms } from './observed-arms.js';
import { intraclassCorrelation } from '../planning/intraclass-correlation.js';

/**
 * Intraclass correlation, design effect and effective number of rows of one comparison, from the residuals of its model: what
 * arm, strata and baseline already explain makes no cluster look alike. null where each assigned unit is one row, or where
 * the model cannot be fitted. Assumes clusters that are alike to the same degree in both arms.
 * Donner & Klar 2000, Design and Analysis of Cluster Randomization Trials, ch. 1; Eldridge, Ashby & Kerry 2006, doi:10.1093/ije/dyl129.
 */
export function clustering({ rows }: Pick<ObservedArms, 'rows'>): Clustering | null {
  const { response, groups } = rows;
  if (groups.names.length === response.length) return null;
  const design = armsDesign(rows);
  if (design.kind === 'refused') return null;
  const found = intraclassCorrelation(leastSquares(design, response).residuals, groups.of);
  if (found.kind === 'refused') return null;
  const { correlation, designEffect, effectiveRows } = found;
  return { rows: response.length, clusters: groups.names.length, correlation, designEffect, effectiveRows };
}

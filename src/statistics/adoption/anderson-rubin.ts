import { tUpperQuantile } from '../numbers/distributions.js';
import type { TwoStages } from './two-stages.js';

export const CONFIDENCE_SHAPES = [
  /** From `low` to `high`. */
  'INTERVAL',
  /** Everything up to `low`, and everything from `high` on: what lies between is rejected. */
  'TWO_RAYS',
  /** Nothing is rejected: the data say nothing. */
  'EVERYTHING',
] as const;

export type ConfidenceShape = (typeof CONFIDENCE_SHAPES)[number];

/** The values a test does not reject, which need not be one stretch. An end is null where there is none on that side. */
export interface ConfidenceSet {
  readonly shape: ConfidenceShape;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * The effects of use that agree with the data at two-sided error `level`: all b for which "outcome less b times use does
 * not differ between the arms" is not rejected. Right however little the assignment moved the use; then it is wide, and
 * may be two rays or everything. It holds 0 exactly where the assignment itself has no significant effect by these
 * variances; two plain arms, whose headline is Welch's test with other degrees of freedom, may differ at the edge.
 * In the outcome's unit per whole unit of use; assumes that the assignment acts through the use alone.
 * Anderson & Rubin 1949, doi:10.1214/aoms/1177730090; Andrews, Stock & Sun 2019, doi:10.1146/annurev-economics-080218-025643.
 */
export function andersonRubinSet(stages: TwoStages, level: number): ConfidenceSet {
  const { reducedForm, firstStage, variance, degreesOfFreedom } = stages;
  const critical = tUpperQuantile(level / 2, degreesOfFreedom) ** 2;
  // (reduced - b first)^2 <= t^2 V(b) is the quadratic a b^2 - 2 h b + c <= 0.
  const a = firstStage ** 2 - critical * variance.use;
  const h = reducedForm * firstStage - critical * variance.both;
  const c = reducedForm ** 2 - critical * variance.outcome;
  const discriminant = h * h - a * c;
  if (a < 0 && discriminant <= 0) return { shape: 'EVERYTHING', low: null, high: null };
  const root = Math.sqrt(Math.max(discriminant, 0));
  const q = h < 0 ? h - root : h + root;
  const [low, high] = [q / a, q === 0 ? 0 : c / q].sort((one, other) => one - other);
  return { shape: a < 0 ? 'TWO_RAYS' : 'INTERVAL', low: finite(low), high: finite(high) };
}

function finite(end: number): number | null {
  return Number.isFinite(end) ? end : null;
}

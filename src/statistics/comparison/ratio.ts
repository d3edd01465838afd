import { type StatisticalRefusal, refused } from '../finding.js';

/** Numerators and denominators by row, with what a refusal calls them. */
export interface RatioRows {
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
  /** Name of each row's unit. */
  readonly units: readonly string[];
  /** What the denominators are called. */
  readonly column: string;
}

export interface LinearisedRatio {
  readonly kind: 'linearised';
  /** Sum of numerators over sum of denominators. */
  readonly ratio: number;
  /** (y - R d) / mean d by row: its mean is 0, and its variance over n is that of R. */
  readonly deviations: Float64Array;
}

/**
 * A ratio of sums turned into one number a row (first-order expansion), so that whatever holds for means holds for it.
 * A row with neither numerator nor denominator deviates by 0 and stays. Refuses ZERO_DENOMINATOR where the denominators
 * do not add up to something positive, and for a unit with a numerator but no denominator.
 * Cochran 1977, Sampling Techniques, ch. 6; Deng, Knoblich & Lu 2018, doi:10.1145/3219819.3219919.
 */
export function linearisedRatio({
  numerator,
  denominator,
  units,
  column,
}: RatioRows): LinearisedRatio | StatisticalRefusal {
  const orphan = denominator.findIndex((value, row) => value === 0 && numerator[row] !== 0);
  if (orphan >= 0) return refused('ZERO_DENOMINATOR', { unit: units[orphan], column });
  const total = sum(denominator);
  if (!(total > 0)) return refused('ZERO_DENOMINATOR', { column });
  const ratio = sum(numerator) / total;
  const average = total / denominator.length;
  return {
    kind: 'linearised',
    ratio,
    deviations: numerator.map((value, row) => (value - ratio * denominator[row]) / average),
  };
}

/**
 * The response of a ratio metric: each row's deviation from its own arm's ratio, added to that ratio. The mean of an arm's
 * responses is the arm's ratio of sums. Rows with `treatment` 1 are the pilot arm, 0 control.
 */
export function ratioResponse(
  rows: RatioRows,
  treatment: Float64Array,
  arms: { readonly pilot: string; readonly control: string },
): Float64Array | StatisticalRefusal {
  const response = new Float64Array(treatment.length);
  for (const side of [0, 1]) {
    const members = Int32Array.from(treatment.keys()).filter((row) => treatment[row] === side);
    // one arm alone has no other side
    if (members.length === 0) continue;
    const linear = linearisedRatio({
      numerator: Float64Array.from(members, (row) => rows.numerator[row]),
      denominator: Float64Array.from(members, (row) => rows.denominator[row]),
      units: Array.from(members, (row) => rows.units[row]),
      column: rows.column,
    });
    if (linear.kind === 'refused') return { ...linear, arm: side === 1 ? arms.pilot : arms.control };
    members.forEach((row, i) => (response[row] = linear.ratio + linear.deviations[i]));
  }
  return response;
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** A hundred units in the last place: what arithmetic on a column of this length of digits may leave behind. */
const ROUNDING = 100 * Number.EPSILON;

/** Whether what is left of `values` is nothing but their rounding: the test for "does not vary", at any scale and offset. */
export function isRounding(left: Float64Array, values: Float64Array): boolean {
  return largest(left) <= ROUNDING * largest(values);
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

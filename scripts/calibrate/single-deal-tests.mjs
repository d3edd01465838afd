// What is usually done: each deal counted as if it had been drawn by lot. Two-sided p-values, for comparison only.
import { normalUpperTail, tTwoSidedP } from '../../dist/statistics/numbers/distributions.js';

/** Two arms by how many of all their deals were won. */
export function twoProportions(one, other) {
  const pooled = (one.won + other.won) / (one.all + other.all);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.all + 1 / other.all));
  return 2 * normalUpperTail(Math.abs(one.won / one.all - other.won / other.all) / error);
}

/** Two arms by the values of their deals. */
export function welch(one, other) {
  const [a, b] = [one, other].map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    return { mean, share: variance / values.length, freedom: values.length - 1 };
  });
  const freedom = (a.share + b.share) ** 2 / (a.share ** 2 / a.freedom + b.share ** 2 / b.freedom);
  return tTwoSidedP((a.mean - b.mean) / Math.sqrt(a.share + b.share), freedom);
}

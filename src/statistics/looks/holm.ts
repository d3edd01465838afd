/**
 * Which of several p-values pass when the chance of any false pass is to stay within `level`: in ascending order, the
 * smallest is held against level/m, the next against level/(m-1), and so on until one fails.
 * Holm 1979, Scandinavian Journal of Statistics 6, 65-70.
 */
export function holm(pValues: readonly number[], level: number): boolean[] {
  return stepDown(pValues, holmLevels(pValues.length, level));
}

/** level/m, level/(m-1), ..., level. */
export function holmLevels(hypotheses: number, level: number): number[] {
  return Array.from({ length: hypotheses }, (_, rank) => level / (hypotheses - rank));
}

/**
 * The same with a level of its own for each rank. At one of several looks these are the levels of boundaries that spend
 * alpha/m, alpha/(m-1), ..., alpha (`steppedLevels`): spending is not linear in alpha, so they are not level/m, level/(m-1), ...
 * Without a level for a rank nothing passes there. Ye, Li, Liu & Yao 2013, doi:10.1002/sim.5700.
 */
export function stepDown(pValues: readonly number[], levels: readonly number[]): boolean[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a] - pValues[b]);
  const passed = pValues.map(() => false);
  for (const [rank, index] of order.entries()) {
    if (!(pValues[index] <= levels[rank])) break;
    passed[index] = true;
  }
  return passed;
}

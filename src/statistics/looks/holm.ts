/**
 * Which of several p-values pass when the chance of any false pass is to stay within `level`: in ascending order, the
 * smallest is held against level/m, the next against level/(m-1), and so on until one fails.
 * Holm 1979, Scandinavian Journal of Statistics 6, 65-70.
 */
export function holm(pValues: readonly number[], level: number): boolean[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a] - pValues[b]);
  const passed = pValues.map(() => false);
  for (const [rank, index] of order.entries()) {
    if (!(pValues[index] <= level / (pValues.length - rank))) break;
    passed[index] = true;
  }
  return passed;
}

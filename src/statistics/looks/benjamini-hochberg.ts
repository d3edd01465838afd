/**
 * Adjusted p-values of several questions asked at once: holding each against a share q keeps the expected share of false
 * findings among all findings at or below q, where the p-values are independent or positively dependent. For what is explored;
 * a claim needs Holm. A p-value that could not be had counts as 1.
 * Benjamini & Hochberg 1995, doi:10.1111/j.2517-6161.1995.tb02031.x; Benjamini & Yekutieli 2001, doi:10.1214/aos/1013699998.
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): number[] {
  const known = pValues.map((p) => (p === null || Number.isNaN(p) ? 1 : p));
  const largestFirst = [...known.keys()].sort((a, b) => known[b] - known[a]);
  const adjusted = known.map(() => 1);
  let least = 1;
  for (const [place, index] of largestFirst.entries()) {
    least = Math.min(least, known[index] * (known.length / (known.length - place)));
    adjusted[index] = least;
  }
  return adjusted;
}

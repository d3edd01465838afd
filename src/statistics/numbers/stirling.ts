/**
 * The two pieces from which densities are built without cancellation: Stirling's remainder and the deviance
 * (C. Loader, "Fast and accurate computation of binomial probabilities", 2000). Written so that
 * x^a e^-x / Gamma(a+1) = exp(-remainder(a) - deviance(a, x)) / sqrt(2 pi a), exact to a few units in the last place
 * even where the factors themselves would overflow.
 */

/** ln Gamma(z+1) - (z + 1/2) ln z + z - ln(2 pi)/2, for z > 0. */
export function stirlingRemainder(z: number): number {
  let shift = 0;
  let at = z;
  // The series needs a large argument; remainder(z) - remainder(z+1) = (z + 1/2) ln(1 + 1/z) - 1 carries it there.
  while (at < 16) {
    shift += (at + 0.5) * Math.log1p(1 / at) - 1;
    at += 1;
  }
  const inverseSquare = 1 / (at * at);
  // Bernoulli terms B_2j / (2j (2j-1) z^(2j-1)), DLMF 5.11.1.
  const series =
    1 / 12 -
    inverseSquare *
      (1 / 360 -
        inverseSquare *
          (1 / 1260 - inverseSquare * (1 / 1680 - inverseSquare * (1 / 1188 - inverseSquare * (691 / 360_360)))));
  return shift + series / at;
}

/** x ln(x / mean) + mean - x, for x, mean > 0: never negative, and 0 only where both agree. */
export function deviance(x: number, mean: number): number {
  const difference = x - mean;
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference;
  // Near the mean the logarithm cancels: expand 2 x artanh(v), v = (x - mean) / (x + mean), instead.
  const v = difference / (x + mean);
  let power = 2 * x * v;
  let sum = difference * v;
  for (let odd = 3; ; odd += 2) {
    power *= v * v;
    const next = sum + power / odd;
    if (next === sum) return sum;
    sum = next;
  }
}

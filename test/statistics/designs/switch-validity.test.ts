import { combinedEffect, groupTimes, overall } from '../../../src/statistics/designs/callaway-santanna.js';
import { switchEffect } from '../../../src/statistics/designs/switch-effect.js';
import { normalQuantile } from '../../../src/statistics/numbers/distributions.js';
import { Random } from '../../../src/statistics/numbers/random.js';

const RUNS = 2_000;

test('the 95 % interval of a staged rollout covers its effect in 95 % of simulated rollouts, with three clusters to a wave', () => {
  const random = new Random(77);
  const normal = (): number => normalQuantile((random.word() + 0.5) / 2 ** 32);
  // outcomes of a cluster hang together: each month keeps six tenths of the last one's deviation
  const responses = (wave: number): Float64Array => {
    const level = 10 * normal();
    let deviation = normal();
    return Float64Array.from({ length: 6 }, (_, period) => {
      deviation = 0.6 * deviation + normal();
      return level + 0.5 * period + deviation + (period >= wave ? 2 : 0);
    });
  };
  let covered = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const cohorts = [2, 3, 6].map((wave) => ({ wave, responses: [wave, wave, wave].map(responses) }));
    const { interval } = switchEffect(combinedEffect(overall(groupTimes(cohorts, 6))), 0.05);
    if ((interval?.[0] ?? -Infinity) <= 2 && (interval?.[1] ?? Infinity) >= 2) covered += 1;
  }
  // Welch's degrees of freedom lean to the safe side. qbinom(c(.0001, .9999), 2000, c(.95, .97)), R 4.2.2.
  expect(covered).toBeGreaterThanOrEqual(1_862);
  expect(covered).toBeLessThanOrEqual(1_966);
});

/**
 * Writes docs/examples/territory-rollout.csv: a simulated rollout of 12 territories that switch in a drawn order over
 * seven months, with a true effect of +15 % and a season that every territory shares. Nothing in it is of a real company.
 * After `npm run build`: node scripts/rollout-example.mjs
 */
import { writeFileSync } from 'node:fs';
import { Random, drawOrder, normalQuantile } from '../dist/statistics/index.js';

const SEED = 20261123;
const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07'];
const SEASON = [0, 0.02, 0.09, 0.05, 0.11, 0.14, 0.03];
const UPLIFT = 0.15;
const NAMES = 'Aare Birs Doubs Emme Inn Limmat Linth Maggia Reuss Rhein Saane Thur'.split(' ');

const random = new Random(SEED);
const normal = (spread) => spread * normalQuantile((random.word() + 0.5) / 2 ** 32);
const waves = [3, 4, 5, 6].map((wave) => ({ wave, share: 1 / 4 }));
const order = drawOrder(
  NAMES.map((unit) => ({ unit })),
  waves,
  SEED,
);
const rows = order.flatMap(({ unit, wave }) => {
  const level = 11 + normal(0.35);
  return MONTHS.map((month, at) => {
    const play = at + 1 >= wave ? Math.log1p(UPLIFT) : 0;
    const revenue = Math.round(Math.exp(level + SEASON[at] + play + normal(0.08)));
    return [unit, month, MONTHS[wave - 1], revenue].join(',');
  });
});
writeFileSync('docs/examples/territory-rollout.csv', ['territory,month,switched,revenue', ...rows, ''].join('\n'));

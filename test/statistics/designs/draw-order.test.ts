import { drawOrder } from '../../../src/statistics/designs/draw-order.js';
import { golden } from '../golden.js';

interface Case {
  readonly seed: number;
  readonly roster: Record<string, string>;
  readonly sizes: Record<string, [arm: string, units: number][]>;
  readonly drawn: Record<string, string>;
}

describe('the order of a rollout', () => {
  it('is the one that Python draws from the same seed, with a wave for each arm', () => {
    for (const { seed, roster, sizes, drawn } of golden<{ cases: Case[] }>('draw-cohorts').cases) {
      const arms = Object.values(sizes)[0].map(([arm]) => arm);
      const waveOf = (arm: string): number | null => (arm === arms[0] ? null : arms.indexOf(arm) + 1);
      const clusters = Object.entries(roster).map(([unit, stratum]) => ({ unit, stratum }));
      const waves = arms.map((arm) => ({ wave: waveOf(arm), share: 1 / arms.length }));
      const order = drawOrder(clusters.reverse(), waves, seed);
      if ('kind' in order) throw new Error(order.code);
      const expected = Object.entries(drawn).map(([unit, arm]) => [unit, waveOf(arm)]);
      expect(Object.fromEntries(order.map(({ unit, wave }) => [unit, wave]))).toEqual(Object.fromEntries(expected));
    }
  });

  it('cannot be drawn with more waves than clusters, or with a cluster named twice', () => {
    const waves = [2, 3, null].map((wave) => ({ wave, share: 1 / 3 }));
    expect(drawOrder([{ unit: 'North' }, { unit: 'South' }], waves, 1)).toMatchObject({
      code: 'TOO_FEW_UNITS',
      unit: 'North',
    });
    const twice = ['North', 'South', 'North'].map((unit) => ({ unit }));
    expect(drawOrder(twice, waves, 1)).toMatchObject({ code: 'UNIT_IN_TWO_ARMS', unit: 'North' });
  });
});

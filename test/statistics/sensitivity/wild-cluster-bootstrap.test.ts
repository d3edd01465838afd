import type { ArmRows } from '../../../src/statistics/comparison/ancova.js';
import { Random } from '../../../src/statistics/numbers/random.js';
import {
  type BootstrapFinding,
  wildClusterBootstrap,
} from '../../../src/statistics/sensitivity/wild-cluster-bootstrap.js';

/** So many clusters of three rows, every other one in the pilot arm, `effect` on top of noise that they share. */
function clustered(clusters: number, effect: number, seed = 1): ArmRows {
  const random = new Random(seed);
  const noise = Array.from({ length: clusters }, () => random.below(1000) / 500);
  const of = Int32Array.from({ length: 3 * clusters }, (_, row) => Math.floor(row / 3));
  const treatment = Float64Array.from(of, (g) => g % 2);
  const response = Float64Array.from(of, (g) => noise[g] + effect * (g % 2) + random.below(1000) / 1000);
  return {
    response,
    treatment,
    strata: [],
    covariates: [],
    groups: { of, names: noise.map((_, g) => `team ${g}`) },
  };
}

function bootstrapped(rows: ArmRows, seed = 1): BootstrapFinding {
  const found = wildClusterBootstrap(rows, { seed, level: 0.05 });
  if (found.kind === 'refused') throw new Error(found.code);
  return found;
}

describe('weighting the residuals of whole clusters', () => {
  it('runs through all signs where there are 12 clusters or fewer, and needs no seed', () => {
    const rows = clustered(8, 0.4);
    expect(bootstrapped(rows)).toMatchObject({ exact: true, draws: 128 });
    expect(bootstrapped(rows, 99)).toEqual(bootstrapped(rows, 1));
  });

  it('draws six-point weights beyond that, the same for the same seed', () => {
    const rows = clustered(20, 0.9);
    const found = bootstrapped(rows);
    expect(found).toMatchObject({ exact: false, draws: 9999 });
    expect(bootstrapped(rows, 1)).toEqual(found);
    // another seed moves p by Monte Carlo error alone
    expect(Math.abs(bootstrapped(rows, 2).pValue - found.pValue)).toBeLessThan(0.02);
  });

  it('moves its interval with the effect, and p stays between 0 and 1 where there is none', () => {
    const [without, with3] = [clustered(10, 0), clustered(10, 3)].map((rows) => bootstrapped(rows));
    without.interval.forEach((end, i) => expect((with3.interval[i] ?? NaN) - (end ?? NaN)).toBeCloseTo(3, 8));
    expect(without.pValue).toBeGreaterThan(0);
    expect(with3.pValue).toBeLessThan(without.pValue);
  });

  it('refuses an outcome that does not vary, and a treatment that the strata determine', () => {
    const rows = clustered(6, 0);
    const still = { ...rows, response: rows.response.map(() => 5) };
    expect(wildClusterBootstrap(still, { seed: 1, level: 0.05 })).toMatchObject({ code: 'NO_VARIANCE' });
    const determined = { ...rows, strata: [{ name: 'stratum', values: rows.treatment }] };
    expect(wildClusterBootstrap(determined, { seed: 1, level: 0.05 })).toMatchObject({
      code: 'COLLINEAR',
      column: 'stratum',
    });
  });
});

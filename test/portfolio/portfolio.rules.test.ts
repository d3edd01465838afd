import type { AnalysisResult } from '../../src/analysis/result/analysis-result.js';
import { Verdict } from '../../src/analysis/verdict/verdict.rules.js';
import { type CompletedPilot, portfolioOf } from '../../src/portfolio/portfolio.rules.js';
import { effectPrior, portfolioEstimate, shrunkenEffect } from '../../src/statistics/index.js';
import { inventedMaterial, inventedMetric } from '../stories/invented-material.js';

const { analysis } = inventedMaterial('PROVEN');

/** A pilot on revenue whose log coefficient is `effect`, known to .05. */
function pilot(number: number, effect: number, change: Partial<AnalysisResult> = {}): CompletedPilot {
  const primary = inventedMetric({
    metric: 'revenue@1',
    unit: 'MONEY',
    control: 100,
    pilot: 100 * Math.exp(effect),
    absolute: [effect, effect - 0.1, effect + 0.1],
    relative: [Math.expm1(effect), Math.expm1(effect - 0.1), Math.expm1(effect + 0.1)],
  });
  const comparison = { ...primary.comparison, standardError: 0.05, degreesOfFreedom: 20 };
  const pilotId = `pilot ${number}`;
  return {
    ...{ pilotId, analysisId: `analysis ${number}`, verdict: Verdict.PROMISING, cutOffOn: '2026-05-11' },
    result: { ...analysis, pilotId, primary: { ...primary, comparison }, ...change },
  };
}

const effect = (label: string, estimate: number) => ({ label, estimate, standardError: 0.05, degreesOfFreedom: 20 });
const FIVE = [0.3, 0.1, 0.25, -0.1, 0.4];

describe('a portfolio', () => {
  it('says what its pilots come to together, as shares of control', () => {
    const { pooled, refusal, scale } = portfolioOf(FIVE.map((one, i) => pilot(i, one)));
    const expected = portfolioEstimate(FIVE.map((one, i) => effect(`pilot ${i}`, one)));
    if (expected.kind === 'refused') throw new Error(expected.code);
    expect({ refusal, scale }).toEqual({ refusal: null, scale: 'log' });
    expect(pooled).toMatchObject({ pilots: 5, method: 'REML', deviation: expected.deviation });
    expect(pooled?.relative.estimate).toBe(Math.expm1(expected.estimate));
    expect(pooled?.predictionInterval).toEqual(expected.predictionInterval.map((end) => Math.expm1(end ?? NaN)));
  });

  it('draws each pilot towards what all of them say', () => {
    const { pilots, prior } = portfolioOf(FIVE.map((one, i) => pilot(i, one)));
    expect(prior).toEqual(effectPrior(FIVE.map((one, i) => effect(`pilot ${i}`, one))));
    const best = shrunkenEffect(effect('pilot 4', 0.4), prior);
    expect(pilots[4]).toMatchObject({ weight: best.weight, shrunken: Math.expm1(best.estimate), gap: null });
    expect(pilots[4].shrunken).toBeLessThan(pilots[4].relative?.estimate ?? NaN);
    expect(pilots[3].shrunken).toBeGreaterThan(pilots[3].relative?.estimate ?? NaN);
  });

  it('claims nothing of two pilots, and shrinks them by convention', () => {
    const { pooled, refusal, prior, pilots } = portfolioOf([pilot(1, 0.3), pilot(2, 0.2)]);
    expect({ pooled, refusal }).toEqual({ pooled: null, refusal: { kind: 'refused', code: 'TOO_FEW_RESULTS' } });
    expect(prior).toMatchObject({ source: 'CONVENTION', pilots: 2 });
    expect(pilots.every(({ shrunken }) => shrunken !== null && shrunken > 0)).toBe(true);
  });

  it('is empty where no pilot is completed', () => {
    expect(portfolioOf([])).toMatchObject({ scale: null, verdicts: [], pooled: null, pilots: [] });
  });

  it('counts every pilot by its verdict', () => {
    const completed = [Verdict.PROVEN, Verdict.HARMFUL, Verdict.HARMFUL, Verdict.INVALID].map((verdict, i) => ({
      ...pilot(i, 0.1),
      verdict,
    }));
    expect(portfolioOf(completed).verdicts).toEqual([
      { verdict: 'PROVEN', pilots: 1 },
      { verdict: 'HARMFUL', pilots: 2 },
      { verdict: 'INVALID', pilots: 1 },
    ]);
    expect(portfolioOf(completed).pooled?.pilots).toBe(4);
  });

  it('says why a pilot is not pooled: chosen arms, no estimate, another scale', () => {
    const { primary } = pilot(0, 0.1).result;
    const refused = { ...primary, comparison: { ...primary.comparison, estimate: null, relative: null } };
    const raw = { ...primary, comparison: { ...primary.comparison, scale: 'raw' as const } };
    const { pilots, pooled } = portfolioOf([
      ...FIVE.slice(0, 3).map((one, i) => pilot(i, one)),
      pilot(3, 0.2, { seed: null }),
      pilot(4, 0.2, { primary: refused }),
      pilot(5, 0.2, { primary: raw }),
    ]);
    expect(pooled?.pilots).toBe(3);
    expect(pilots.slice(3)).toMatchObject([
      { gap: 'NOT_DRAWN', shrunken: null, weight: null },
      { gap: 'NO_ESTIMATE', shrunken: null, relative: null },
      { gap: 'OTHER_SCALE', shrunken: null },
    ]);
  });

  it('pools shares of the control mean where there is no log scale', () => {
    const ratio = inventedMaterial('PROVEN').analysis.primary;
    const three = [1, 2, 3].map((number) => pilot(number, 0, { primary: ratio }));
    const { pooled, scale } = portfolioOf(three);
    expect(scale).toBe('ratio');
    expect(pooled?.relative.estimate).toBeCloseTo((ratio.comparison.estimate ?? NaN) / 0.3312, 10);
  });
});

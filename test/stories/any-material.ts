import fc from 'fast-check';
import type { AnalysisResult, MetricResult } from '../../src/analysis/result/analysis-result.js';
import { Verdict } from '../../src/analysis/verdict/verdict.rules.js';
import type { StoryMaterial } from '../../src/stories/story-material.js';
import { inventedMaterial, inventedMetric } from './invented-material.js';

const METRICS = [
  { metric: 'revenue@1', unit: 'MONEY', direction: 'UP', top: 90_000_000_000 },
  { metric: 'win_rate@1', unit: 'SHARE', direction: 'UP', top: 1 },
  { metric: 'discount_rate@1', unit: 'SHARE', direction: 'DOWN', top: 1 },
  { metric: 'cycle_length@1', unit: 'DAYS', direction: 'DOWN', top: 200 },
  { metric: 'new_customers@1', unit: 'COUNT', direction: 'UP', top: 40 },
  { metric: 'own_metric@3', unit: 'COUNT', direction: 'UP', top: 4_000 },
] as const;

const bound = fc.option(fc.double({ min: 0, max: 2, noNaN: true }), { freq: 8 });

/** A metric with any size, direction, width and open end of its uplift, or without one. */
const anyMetric: fc.Arbitrary<MetricResult> = fc
  .record({
    of: fc.constantFrom(...METRICS),
    control: fc.double({ min: 0, max: 1, noNaN: true }),
    effect: fc.double({ min: -1, max: 1, noNaN: true }),
    below: bound,
    above: bound,
    refused: fc.boolean(),
    relative: fc.boolean(),
    pValue: fc.double({ min: 1e-9, max: 1, noNaN: true }),
    randomised: fc.option(fc.double({ min: 1e-6, max: 1, noNaN: true })),
    significant: fc.boolean(),
  })
  .map(({ of, control, effect, below, above, refused, relative, pValue, randomised, significant }) => {
    const wanted = { metric: of.metric, unit: of.unit, direction: of.direction };
    const value = control * of.top;
    const change = effect * of.top;
    const around = (middle: number, scale: number) =>
      [middle, below === null ? null : middle - below * scale, above === null ? null : middle + above * scale] as const;
    if (refused) return inventedMetric({ ...wanted, control: value, pilot: value, absolute: null });
    return inventedMetric({
      ...wanted,
      control: value,
      pilot: value + change,
      absolute: around(change, of.top),
      // Near zero the statistics give no relative uplift.
      relative: relative && control > 0.01 ? around(change / value, 1) : null,
      pValue,
      randomised,
      significant,
    });
  });

const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
const CHECKS = ['DEALS_OPEN', 'CONTAMINATION', 'ONE_UNIT_DOMINATES', 'SIGN_HANGS_ON_ONE_UNIT', 'SOMETHING_NEW'];

const anyEffect = fc.double({ min: -2, max: 2, noNaN: true });

/** Full use, with any shape of what the data leave; or nothing known of it. */
const anyUsers: fc.Arbitrary<AnalysisResult['users']> = fc.option(
  fc
    .record({
      estimate: fc.option(anyEffect),
      shape: fc.constantFrom('INTERVAL', 'TWO_RAYS', 'EVERYTHING'),
      low: fc.option(anyEffect),
      high: fc.option(anyEffect),
      isShare: fc.boolean(),
      people: fc.constantFrom(3, 12),
      refusal: fc.constantFrom('WEAK_FIRST_STAGE', 'NO_VARIANCE', null),
    })
    .map(({ estimate, shape, low, high, isShare, people, refusal }) => {
      const view = { estimate, interval: null, andersonRubin: { shape, low, high } };
      return {
        ...{ arm: 'pilot', scale: isShare ? 'log' : 'raw', units: { control: people, pilot: people } },
        ...{ use: null, firstStage: null, estimate, standardError: null, degreesOfFreedom: null, interval: null },
        andersonRubin: view.andersonRubin,
        relative: isShare ? view : null,
        absolute: isShare ? null : view,
        refusal: refusal && { kind: 'refused', code: refusal },
      };
    }),
);

const anyBelief: fc.Arbitrary<AnalysisResult['belief']> = fc.option(
  fc
    .record({ value: anyEffect, source: fc.constantFrom('CONVENTION', 'PORTFOLIO'), pilots: fc.nat({ max: 40 }) })
    .map(({ value, source, pilots }) => {
      const view = { estimate: value, interval: [value - 1, value + 1] } as const;
      const prior = { source, pilots, mean: 0, meanError: 0, deviation: 0.15 };
      return { chance: 0.5, relative: view, absolute: view, weight: 0.5, prior };
    }),
);

/** A breakdown with what a segment may have: numbers, an open end, or nothing; larger or smaller than may be shown. */
const anySegments: fc.Arbitrary<AnalysisResult['segments']> = fc.array(
  fc
    .record({
      by: fc.constantFrom('REGION', 'TEAM', 'PROFILE'),
      differs: fc.boolean(),
      effects: fc.array(
        fc.record({
          segment: fc.constantFrom('South', 'Team 7', 'LONE_WOLF'),
          value: fc.option(anyEffect),
          low: fc.option(anyEffect),
          people: fc.constantFrom(3, 12),
        }),
        { maxLength: 3 },
      ),
    })
    .map(({ by, differs, effects }) => ({
      ...{ by, arm: 'pilot', interaction: null, differs, withheld: 1, sentence: 'Some 12 of 34.' },
      effects: effects.map(({ segment, value, low, people }) => {
        const view = value === null ? null : { estimate: value, interval: [low, value + 1] as const };
        return {
          ...{ segment, estimate: value, interval: null, absolute: view, relative: view, refusal: null },
          people: ['control', 'pilot'].map((armKey) => ({ armKey, people })),
        };
      }),
    })),
  { maxLength: 2 },
);

const anyChanges: fc.Arbitrary<Partial<AnalysisResult>> = fc.record({
  primary: anyMetric,
  secondary: fc.array(anyMetric, { maxLength: 2 }),
  guardrails: fc.array(
    fc
      .tuple(anyMetric, fc.constantFrom('NON_INFERIOR', 'UNDECIDED', 'HARMFUL'), fc.constantFrom(3, 12))
      // Without an estimate nothing can be judged.
      .map(
        ([metric, judgement, people]) =>
          ({
            ...metric,
            arms: metric.arms.map((arm) => ({ ...arm, people })),
            marginShare: 0.1,
            judgement: metric.comparison.refusal ? 'UNDECIDED' : judgement,
          }) as const,
      ),
    { maxLength: 3 },
  ),
  minimumEffectShare: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
  simulated: fc.boolean(),
  look: fc.record({
    number: fc.integer({ min: 1, max: 3 }),
    of: fc.integer({ min: 1, max: 3 }),
    level: fc.double({ min: 1e-6, max: 0.1, noNaN: true }),
    standing: fc.constantFrom('OFFICIAL', 'REANALYSIS'),
  }),
  adoption: fc.tuple(share, share, share, fc.boolean()).map(([thresholdShare, control, pilot, known]) => ({
    known,
    thresholdShare,
    arms: [
      { armKey: 'control', isControl: true, known, share: control, eligible: 10, used: 1 },
      { armKey: 'pilot', isControl: false, known, share: pilot, eligible: 10, used: 1 },
    ],
  })),
  segments: anySegments,
  users: anyUsers,
  belief: anyBelief,
  checks: fc.array(
    fc.record({
      code: fc.constantFrom(...CHECKS),
      severity: fc.constantFrom('INFO', 'WARN', 'BLOCK'),
      message: fc.constant('Something was seen in 12 of 34 units.'),
    }),
    { maxLength: 3 },
  ),
});

/** Whatever an analysis may say, with the plan around it. */
export const anyMaterial: fc.Arbitrary<StoryMaterial> = fc
  .record({
    verdict: fc.constantFrom(...Object.values(Verdict)),
    changes: anyChanges,
    unit: fc.constantFrom('SALESPERSON', 'TEAM', 'TERRITORY'),
    stratifyBy: fc.constantFrom('REGION', 'TEAM', 'TERRITORY', null),
  })
  .filter(({ verdict, changes }) => isReachable(verdict, changes))
  .map(({ verdict, changes, unit, stratifyBy }) => {
    const material = inventedMaterial(verdict, changes, { metricNames: { 'own_metric@3': 'Site visits' } });
    const assignment = { ...material.plan.assignment, stratifyBy };
    return { ...material, plan: { ...material.plan, unit, assignment } };
  });

/** Verdicts about an effect need one: without an estimate the verdict is another one. */
function isReachable(verdict: Verdict, { primary, guardrails = [] }: Partial<AnalysisResult>): boolean {
  if (verdict === 'HARMFUL' && guardrails.some(({ judgement }) => judgement === 'HARMFUL')) return true;
  return (
    !['PROVEN', 'PROMISING', 'NO_MEANINGFUL_EFFECT', 'HARMFUL'].includes(verdict) ||
    primary?.comparison.refusal === null
  );
}

import { type Comparison, type SegmentEffects, benjaminiHochberg } from '../../statistics/index.js';
import type { AnalysisInputs, MetricInputs } from '../analysis-inputs.js';
import type { ExploratoryResult, MetricResult, SegmentsResult } from './analysis-result.js';
import type { SegmentFindings } from '../analysis-task.js';
import { largerP } from './metric-result.rules.js';
import { refusalSentence } from '../verdict/refusal-sentence.rules.js';
import { type ToldSegments, segmentsSentence } from '../verdict/segment-sentence.rules.js';

/** Among what is explored, the share of findings that are expected to be false. */
const EXPLORED_FALSE_SHARE = 0.1;

export interface Explored {
  readonly exploratory: readonly ExploratoryResult[];
  readonly segments: readonly SegmentsResult[];
}

/** Metrics and segments that were only looked at: one family, corrected together, none of it ever "significant". */
export function explored(
  metrics: readonly MetricResult[],
  found: readonly SegmentFindings[],
  { segments, metrics: [primary], arms }: Pick<AnalysisInputs, 'segments' | 'metrics' | 'arms'>,
): Explored {
  const comparisons = metrics.map(({ comparison, otherArms }) => [comparison, ...otherArms]);
  const asked = comparisons.flat();
  const adjusted = benjaminiHochberg([
    ...asked.map(largerP),
    ...found.map(({ found: { interaction } }) => interaction?.pValue ?? null),
  ]);
  const ofArm = new Map(asked.map((comparison, i) => [comparison, adjusted[i]]));
  return {
    exploratory: metrics.map((metric, i) => ({
      ...metric,
      comparison: unclaimed(metric.comparison),
      otherArms: metric.otherArms.map(unclaimed),
      adjusted: comparisons[i].map((comparison) => {
        const adjustedP = ofArm.get(comparison) ?? 1;
        const stands = adjustedP <= EXPLORED_FALSE_SHARE && comparison.withheld === null;
        return { armKey: comparison.arm, adjustedP, stands };
      }),
    })),
    segments: found.map((one, i) => {
      const withheld = segments.find(({ by }) => by === one.by)?.withheld ?? 0;
      const told = segmentsResult(one, { adjustedP: adjusted[asked.length + i], withheld, questions: adjusted.length });
      return { ...told, effects: withPeople(told.effects, { primary, segments, arms, by: one.by, arm: one.arm }) };
    }),
  };
}

interface Corrected {
  readonly adjustedP: number;
  readonly withheld: number;
  readonly questions: number;
}

function segmentsResult(
  { by, arm, found }: SegmentFindings,
  { adjustedP, withheld, questions }: Corrected,
): Omit<SegmentsResult, 'effects'> & { effects: SegmentEffects['segments'] } {
  const { interaction, refusal, segments } = found;
  const differs = interaction !== null && adjustedP <= EXPLORED_FALSE_SHARE;
  const told: ToldSegments = {
    by,
    differs,
    test: interaction && { pValue: interaction.pValue, adjustedP, questions },
    effects: segments,
    refusal: refusal && refusalSentence(refusal).message,
  };
  return {
    by,
    arm,
    interaction: interaction && {
      fStatistic: interaction.fStatistic,
      numeratorFreedom: interaction.numeratorFreedom,
      denominatorFreedom: interaction.denominatorFreedom,
      pValue: interaction.pValue,
      adjustedP,
    },
    differs,
    withheld,
    sentence: segmentsSentence(told),
    effects: segments,
  };
}

interface Counted extends Pick<AnalysisInputs, 'segments' | 'arms'> {
  readonly primary: MetricInputs;
  readonly by: SegmentsResult['by'];
  readonly arm: string;
}

function withPeople(
  effects: SegmentEffects['segments'],
  { primary, segments, arms, by, arm }: Counted,
): SegmentsResult['effects'] {
  const of = segments.find((one) => one.by === by)?.of ?? {};
  const compared = arms.filter(({ key, isControl }) => isControl || key === arm).map(({ key }) => key);
  return effects.map(({ segment, estimate, interval, absolute, relative, refusal }) => ({
    segment,
    people: compared.map((armKey) => ({
      armKey,
      people: primary.rows.filter((row) => row.arm === armKey && row.outcome !== null && of[row.unit] === segment)
        .length,
    })),
    estimate,
    interval,
    absolute,
    relative,
    refusal: refusal && { ...refusal, unit: undefined },
  }));
}

function unclaimed(comparison: Comparison): Comparison {
  return { ...comparison, significant: false };
}

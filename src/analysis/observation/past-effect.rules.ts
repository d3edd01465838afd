import type { Comparison, ComparisonScale, PilotEffect } from '../../statistics/index.js';
import type { AnalysisResult, MetricResult } from '../result/analysis-result.js';

/** What an earlier pilot came to, on a scale on which pilots can be pooled. */
export interface PastEffect extends PilotEffect {
  readonly scale: ComparisonScale;
}

/**
 * A comparison as pilots share it: the log coefficient, or the difference as a share of the control mean. null where it
 * was refused, or where that mean cannot be told from zero.
 */
export function commonEffect(comparison: Comparison): Omit<PilotEffect, 'label'> | null {
  const { estimate, standardError, degreesOfFreedom, adjustedMeans, relative, scale } = comparison;
  if (estimate === null || standardError === null || degreesOfFreedom === null || relative === null) return null;
  if (scale === 'log') return { estimate, standardError, degreesOfFreedom };
  const control = adjustedMeans?.control ?? 0;
  if (!(control > 0)) return null;
  return { estimate: estimate / control, standardError: standardError / control, degreesOfFreedom };
}

/** The comparison that stands for a pilot among others: of several arms the first of the plan, since the best was lucky, too. */
export function firstComparison({ arms, comparison, otherArms }: MetricResult): Comparison | undefined {
  const first = arms.find(({ isControl }) => !isControl)?.armKey;
  return [comparison, ...otherArms].find(({ arm }) => arm === first);
}

/** What an official result adds to what all pilots say; null where nothing was drawn, or nothing could be compared. */
export function pastEffect({ pilotId, seed, primary }: AnalysisResult): PastEffect | null {
  const comparison = firstComparison(primary);
  const effect = seed === null || !comparison ? null : commonEffect(comparison);
  return comparison && effect ? { label: pilotId, scale: comparison.scale, ...effect } : null;
}

import type { Comparison, ComparisonScale, PilotEffect } from '../statistics/index.js';
import type { AnalysisResult } from './analysis-result.js';

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

/**
 * What an official result adds to what all pilots say. Of several pilot arms it is the first of the plan: the best of
 * them was chosen for its luck, too. null where nothing was drawn, or nothing could be compared.
 */
export function pastEffect({ pilotId, seed, primary }: AnalysisResult): PastEffect | null {
  if (seed === null) return null;
  const first = primary.arms.find(({ isControl }) => !isControl)?.armKey;
  const comparison = [primary.comparison, ...primary.otherArms].find(({ arm }) => arm === first);
  const effect = comparison ? commonEffect(comparison) : null;
  return comparison && effect ? { label: pilotId, scale: comparison.scale, ...effect } : null;
}

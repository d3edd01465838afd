import { controlOf } from '../../pilots/plan.rules.js';
import { type ArmComparisons, type Comparison, refusedComparison } from '../../statistics/index.js';
import type { AnalysisInputs, MetricInputs } from '../analysis-inputs.js';
import { namesOn } from '../observation/switch-observation.rules.js';
import type { ArmValue, MetricResult } from './analysis-result.js';

/** One metric as it is shown: the arm the verdict is about, and beside it what every arm came to. */
export function metricResult(metric: MetricInputs, found: ArmComparisons, asked: HeadlineArm): MetricResult {
  const comparisons = comparisonsOf(found, asked.inputs);
  const comparison = comparisons.find(({ arm }) => arm === asked.arm) ?? comparisons[0];
  return {
    metric: metric.metric,
    name: metric.name,
    unit: metric.unit,
    direction: metric.direction,
    comparison,
    otherArms: comparisons.filter((one) => one !== comparison),
    arms: armValues(metric, found, { comparisons, comparison, inputs: asked.inputs }),
    openShare: metric.openDeals.map(({ armKey, deals, open }) => ({ armKey, share: deals === 0 ? 0 : open / deals })),
  };
}

export interface HeadlineArm {
  readonly inputs: Pick<AnalysisInputs, 'arms'>;
  /** Key of the pilot arm the verdict is about. */
  readonly arm: string;
}

/** The comparison of every pilot arm, also where the whole roster was refused. Who was in the way is not told. */
export function comparisonsOf(
  { comparisons, refusal }: ArmComparisons,
  { arms }: Pick<AnalysisInputs, 'arms'>,
): Comparison[] {
  if (refusal === null)
    return comparisons.map((comparison) => ({ ...comparison, refusal: unnamed(comparison.refusal) }));
  const { key } = arms.find(({ isControl }) => !isControl) ?? arms[0];
  const unread = { method: 'ANCOVA_HC2', scale: 'raw' } as const;
  return [{ ...refusedComparison(key, unread, refusal), refusal: unnamed(refusal) }];
}

/** Both tests must agree, so the larger p-value is the one that counts; null where there is none. */
export function largerP({ pValue, randomisation }: Comparison): number | null {
  return pValue === null ? null : Math.max(pValue, randomisation?.pValue ?? 0);
}

/** Of several pilot arms: the level of the step that the headline arm takes by its rank among them. null for a single one. */
export function heldAgainst({ comparison, otherArms }: MetricResult, steps: readonly number[]): number | null {
  if (otherArms.length === 0) return null;
  const own = largerP(comparison) ?? 1;
  return steps[otherArms.filter((other) => (largerP(other) ?? 1) < own).length];
}

/** Between looks: the estimate with the interval of the next look, and nothing from which a p-value could be had. */
export function watched({ comparison, otherArms, ...rest }: MetricResult): MetricResult {
  return { ...rest, comparison: withoutTests(comparison), otherArms: otherArms.map(withoutTests) };
}

function withoutTests(comparison: Comparison): Comparison {
  return {
    ...comparison,
    standardError: null,
    degreesOfFreedom: null,
    pValue: null,
    randomisation: null,
    significant: false,
    withheld: null,
  };
}

interface Shown {
  readonly comparisons: readonly Comparison[];
  readonly comparison: Comparison;
  readonly inputs: Pick<AnalysisInputs, 'arms'>;
}

/** Control first. Control's mean is that of the comparison with the headline arm. */
function armValues(
  { rows, switches }: MetricInputs,
  found: ArmComparisons,
  { comparisons, comparison, inputs }: Shown,
): ArmValue[] {
  const control = controlOf(inputs.arms);
  const ordered = [...inputs.arms].sort((one, other) => Number(other === control) - Number(one === control));
  return ordered.map(({ key, name, isControl }) => {
    const own = isControl ? comparison : comparisons.find(({ arm }) => arm === key);
    const side = isControl ? 'control' : 'pilot';
    return {
      armKey: key,
      name,
      isControl,
      units: (found.clusters ?? found.units)[key] ?? 0,
      people: switches
        ? namesOn(switches, key, ({ unit }) => unit).size
        : rows.filter(({ arm, outcome }) => arm === key && outcome !== null).length,
      value: own?.adjustedMeans?.[side] ?? null,
      interval: own?.adjustedIntervals?.[side] ?? null,
    };
  });
}

function unnamed(refusal: Comparison['refusal']): Comparison['refusal'] {
  return refusal && { ...refusal, unit: undefined };
}

import {
  type Comparison,
  type ComparisonPlan,
  ENGINE_VERSION,
  guardrailJudgement,
  holm,
  sensitivity,
  type Sensitivity,
  type UsersEffect,
  usersEffect,
  segmentEffects,
} from '../statistics/index.js';
import type {
  AnalysisFindings,
  AnalysisTask,
  MetricComparisons,
  MetricFindings,
  MetricTask,
  SegmentFindings,
} from './analysis-task.js';
import { compareMetric } from './metric-comparison.js';

/** Re-draws that only stand beside a model which is not significant anyway. */
const DRAWS_FOR_DISPLAY = 9_999;

/** Runs in a thread of its own, so that nobody else waits for the re-draws. */
export default function analyse(task: AnalysisTask): AnalysisFindings {
  const [primary, ...others] = task.metrics;
  const found = comparedWithDraws(primary, task);
  const isJudged = task.isLastLook || found.comparisons.some(({ significant }) => significant);
  const first: MetricFindings = { found, judgements: {} };
  const metrics = isJudged ? [first, ...judgedTogether(others, task)] : [first];
  return {
    engine: ENGINE_VERSION,
    metrics,
    segments: isJudged ? bySegment(primary, found, task) : [],
    users: effectOfUse(primary, task),
    sensitivity: task.otherMethods ? byOtherMethods(primary, found, task) : [],
  };
}

/** Of the primary metric, each pilot arm that could be compared. Waves that switch have other methods of their own. */
function byOtherMethods(
  metric: MetricTask,
  { comparisons, switches }: MetricComparisons,
  task: AnalysisTask,
): Sensitivity[] {
  const { seed } = task;
  const plan = { ...planFor(metric, task), steps: task.steps, ...(seed === null ? {} : { randomisation: { seed } }) };
  return (switches ? [] : comparisons).flatMap(({ arm }) => {
    const found = sensitivity(metric.rows, plan, arm);
    return found.kind === 'refused' ? [] : [found];
  });
}

/**
 * The draw is what makes use comparable: where nothing was drawn, users differ from others in more than their use. Where
 * everybody switches, use follows the calendar, not an arm.
 */
function effectOfUse(metric: MetricTask, task: AnalysisTask): readonly UsersEffect[] {
  if (task.seed === null || metric.switches || metric.rows.every(({ used }) => used === undefined)) return [];
  const found = usersEffect(metric.rows, planFor(metric, task));
  return 'kind' in found ? [] : found;
}

/** The primary metric by segment, arm by arm, on the scale of its comparison. */
function bySegment(
  { rows }: MetricTask,
  { comparisons }: MetricComparisons,
  { segments, control, alpha, level }: AnalysisTask,
): SegmentFindings[] {
  return segments.flatMap(({ by, of }) => {
    const segmentOf = new Map(Object.entries(of));
    return comparisons.map(({ arm, scale }) => ({
      by,
      arm,
      found: segmentEffects(rows, segmentOf, { control, arm, scale, alpha, level }),
    }));
  });
}

/** The primary metric always has its randomisation test beside it, and the interval that belongs to it. */
function comparedWithDraws(metric: MetricTask, task: AnalysisTask): MetricComparisons {
  const { seed, balance } = task;
  const plan = { ...planFor(metric, task), steps: task.steps };
  if (seed === null) return compareMetric(metric, plan);
  const judged = compareMetric(metric, { ...plan, randomisation: { seed, balance, interval: true } });
  if (judged.comparisons.every(({ randomisation, refusal }) => randomisation !== null || refusal !== null))
    return judged;
  const shown = compareMetric(metric, {
    ...plan,
    randomisation: { seed, balance, interval: true, always: true, draws: DRAWS_FOR_DISPLAY },
  });
  return {
    ...judged,
    comparisons: judged.comparisons.map((comparison, i) => ({
      ...comparison,
      randomisation: comparison.randomisation ?? shown.comparisons[i].randomisation,
    })),
  };
}

/** Secondary metrics share one chance of a false alarm; each guardrail is held against its own margin. */
function judgedTogether(metrics: readonly MetricTask[], task: AnalysisTask): MetricFindings[] {
  const found = metrics.map((metric) => COMPARED[metric.role](metric, task));
  const secondary = metrics.flatMap(({ role }, i) => (role === 'SECONDARY' ? [i] : []));
  const arms = new Set(found.flatMap(({ comparisons }) => comparisons.map(({ arm }) => arm)));
  const passes = new Map<string, readonly boolean[]>();
  for (const arm of arms)
    passes.set(
      arm,
      holm(
        secondary.map((i) => largerP(found[i], arm)),
        task.level,
      ),
    );
  return metrics.map((metric, i) => ({
    found:
      metric.role === 'SECONDARY'
        ? withBadges(found[i], ({ arm }) => passes.get(arm)?.[secondary.indexOf(i)] === true)
        : found[i],
    judgements: metric.role === 'GUARDRAIL' ? judgements(metric, found[i], task) : {},
  }));
}

function compared(metric: MetricTask, task: AnalysisTask): MetricComparisons {
  const { seed, balance } = task;
  return compareMetric(metric, {
    ...planFor(metric, task),
    ...(seed === null ? {} : { randomisation: { seed, balance } }),
  });
}

/** What is only looked at needs both p-values whatever the model says, for it is corrected later. */
function lookedAt(metric: MetricTask, task: AnalysisTask): MetricComparisons {
  const { seed, balance } = task;
  const randomisation =
    seed === null ? {} : { randomisation: { seed, balance, always: true, draws: DRAWS_FOR_DISPLAY } };
  return compareMetric(metric, { ...planFor(metric, task), ...randomisation });
}

/** A guardrail is judged by intervals, so its test is inverted whatever the p-value. */
function guarded(metric: MetricTask, task: AnalysisTask): MetricComparisons {
  const { seed, balance } = task;
  const randomisation = seed === null ? {} : { randomisation: { seed, balance, interval: true, always: true } };
  return compareMetric(metric, { ...planFor(metric, task), ...randomisation });
}

const COMPARED = { PRIMARY: compared, SECONDARY: compared, GUARDRAIL: guarded, EXPLORATORY: lookedAt } as const;

function judgements(metric: MetricTask, { comparisons }: MetricComparisons, { seed }: AnalysisTask) {
  const guardrail = { marginShare: metric.marginShare ?? 0, goodIs: metric.direction, randomised: seed !== null };
  return Object.fromEntries(
    comparisons.map((comparison) => [comparison.arm, guardrailJudgement(comparison, guardrail)]),
  );
}

function planFor({ scale }: MetricTask, { control, chosen, alpha, level }: AnalysisTask): ComparisonPlan {
  return { control, scale, alpha, level, chosen };
}

/** Both tests must agree, so the larger p-value is the one that counts. */
function largerP({ comparisons }: MetricComparisons, wanted: string): number {
  const comparison = comparisons.find(({ arm }) => arm === wanted);
  return Math.max(comparison?.pValue ?? 1, comparison?.randomisation?.pValue ?? 0);
}

/** Holm only takes badges away: what was withheld or not significant by itself stays so. */
function withBadges(found: MetricComparisons, passes: (comparison: Comparison) => boolean): MetricComparisons {
  const comparisons = found.comparisons.map((one) => ({ ...one, significant: one.significant && passes(one) }));
  return { ...found, comparisons };
}

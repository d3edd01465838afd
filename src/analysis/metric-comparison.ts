import { compareArms, type ComparisonPlan, compareSwitches } from '../statistics/index.js';
import { SIDES } from '../pilots/switches.rules.js';
import { namesOn } from './observation/switch-observation.rules.js';
import type { MetricComparisons, MetricTask } from './analysis-task.js';

const [WITHOUT, WITH] = SIDES.map(({ key }) => key);

/** One metric by the estimator of its design: arms side by side, or waves that switch. */
export function compareMetric(metric: MetricTask, plan: ComparisonPlan): MetricComparisons {
  return metric.switches ? comparedSides(metric.switches, plan) : compareArms(metric.rows, plan);
}

/** A comparison of waves as one of two sides: everybody without the play, everybody with it. */
function comparedSides(
  { design, rows, seed }: NonNullable<MetricTask['switches']>,
  { scale, alpha, level, randomisation }: ComparisonPlan,
): MetricComparisons {
  const found = compareSwitches(rows, {
    design,
    scale,
    alpha,
    level,
    seed: randomisation?.seed ?? seed,
    draws: randomisation?.draws,
  });
  const clusters = Object.fromEntries(
    [WITHOUT, WITH].map((side) => [side, namesOn({ design, rows }, side, ({ cluster, unit }) => cluster ?? unit).size]),
  );
  return {
    units: clusters,
    clusters: rows.some(({ cluster }) => cluster !== undefined) ? clusters : null,
    comparisons: found.headline ? [{ ...found.headline, arm: WITH }] : [],
    // Whatever they say of an arm they say of a wave, and those have no names here.
    checks: found.checks.map((check) => ({ ...check, arm: undefined })),
    refusal: found.refusal,
    switches: found,
  };
}

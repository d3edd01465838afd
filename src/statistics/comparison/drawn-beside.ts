import type { CheckFinding, ComparisonPlan, RandomisationFinding, StatisticalRefusal } from '../finding.js';
import { type RandomisationSettings, drawsFor } from '../randomisation/randomisation-test.js';

/** The test by drawing again that stands beside a model, or why there is none. */
export interface Drawn {
  readonly finding: RandomisationFinding | null;
  readonly checks: readonly CheckFinding[];
}

/** Draws again where the arms were drawn and the model alone would call the uplift significant (or always, if asked). */
export function drawnBeside(
  { arm, modelP }: { readonly arm: string; readonly modelP: number },
  plan: ComparisonPlan,
  test: (settings: RandomisationSettings) => RandomisationFinding | StatisticalRefusal,
): Drawn {
  const asked = plan.randomisation;
  const level = plan.level ?? plan.alpha;
  if (!asked || !(asked.always === true || modelP <= level)) return { finding: null, checks: [] };
  // Its p may be held against the strictest step of Holm, and must be able to reach it.
  const draws = asked.draws ?? drawsFor(plan.steps?.[0] ?? level);
  const finding = test({ ...asked, level, draws });
  if (!('kind' in finding)) return { finding, checks: [] };
  const { column, unit } = finding;
  return { finding: null, checks: [{ code: 'RANDOMISATION_REFUSED', severity: 'WARN', arm, column, unit }] };
}

import { inNameOrder } from '../comparison/assigned-units.js';
import { compareArms } from '../comparison/compare-arms.js';
import { observedArms } from '../comparison/observed-arms.js';
import { chosenRoster } from '../designs/chosen-roster.js';
import {
  type CheckFinding,
  type Comparison,
  type ComparisonPlan,
  type ComparisonScale,
  type ObservedUnit,
  type StatisticalRefusal,
  refused,
} from '../finding.js';
import { assignedMeans } from './assigned-means.js';
import { otherComparisons } from './other-comparisons.js';
import { otherFits } from './other-fits.js';
import { pairedFits } from './paired-fits.js';
import { SENSITIVITY_CODES, type SensitivityRow, comparisonRow } from './sensitivity-row.js';

/** Whether an uplift that the model calls significant stays so when any one assigned unit is left out. */
export type WithoutOneUnit = 'HOLDS' | 'LOSES_SIGNIFICANCE' | 'TURNS_SIGN';

/** One comparison by all reasonable estimators, so that a reader sees whether it hangs on the choice. */
export interface Sensitivity {
  readonly kind: 'sensitivity';
  readonly arm: string;
  /** In the order of SENSITIVITY_CODES. */
  readonly rows: readonly SensitivityRow[];
  /** null where the model does not call the uplift significant. Never says who: results are not about people. */
  readonly withoutOneUnit: WithoutOneUnit | null;
}

/**
 * One pilot arm against control by the registered estimator and by the others that the design allows, at the level of the look.
 * None of these p-values decides anything: the registered one was chosen before the data. Rows are as for `compareArms`; random
 * weights take the seed of the plan, or 0. Refuses what the registered comparison refuses; what only one method cannot do is
 * refused in its row.
 */
export function sensitivity(
  rows: readonly ObservedUnit[],
  asked: ComparisonPlan,
  arm: string,
): Sensitivity | StatisticalRefusal {
  const plan: ComparisonPlan = { ...asked, randomisation: undefined };
  const found = compareArms(rows, plan);
  if (found.refusal) return found.refusal;
  const registered = found.comparisons.find((comparison) => comparison.arm === arm);
  if (!registered) return refused('TOO_FEW_UNITS', { arm });
  if (registered.refusal) return registered.refusal;
  const others = [...fits(rows, registered, asked), ...otherComparisons({ rows, plan, arm, scale: registered.scale })];
  return {
    kind: 'sensitivity',
    arm,
    rows: [comparisonRow('REGISTERED', registered), ...inTableOrder(others)],
    withoutOneUnit: withoutOneUnit(registered, found.checks),
  };
}

/** Fits of the same units: within pairs where these were drawn, otherwise of the arms. */
function fits(rows: readonly ObservedUnit[], { arm, scale }: Comparison, plan: ComparisonPlan): SensitivityRow[] {
  const { control, chosen, alpha, level = alpha, randomisation } = plan;
  const pair = { control, arm, chosen };
  const levels = { alpha, level };
  const roster = comparedRoster(rows, plan, scale);
  if (!chosen && roster.some((row) => row.pair !== undefined)) return pairedFits(roster, { pair, scale }, levels);
  const arms = observedArms(roster, pair, scale);
  if (arms.kind === 'refused') return [];
  const units = observedArms(assignedMeans(roster, scale), pair, scale);
  return otherFits({ arms, units, levels, seed: randomisation?.seed ?? 0 });
}

/** In name order; of chosen arms those whose change can be known. */
function comparedRoster(
  rows: readonly ObservedUnit[],
  { chosen }: ComparisonPlan,
  scale: ComparisonScale,
): readonly ObservedUnit[] {
  const everybody = inNameOrder(rows);
  const found = chosen ? chosenRoster(everybody, scale) : null;
  return found?.kind === 'chosen' ? found.roster : everybody;
}

function inTableOrder(rows: readonly SensitivityRow[]): SensitivityRow[] {
  return rows.toSorted((a, b) => SENSITIVITY_CODES.indexOf(a.code) - SENSITIVITY_CODES.indexOf(b.code));
}

function withoutOneUnit({ arm, significant }: Comparison, checks: readonly CheckFinding[]): WithoutOneUnit | null {
  const has = (code: CheckFinding['code']): boolean => checks.some((check) => check.code === code && check.arm === arm);
  if (has('SIGN_HANGS_ON_ONE_UNIT')) return 'TURNS_SIGN';
  if (has('SIGNIFICANCE_HANGS_ON_ONE_UNIT')) return 'LOSES_SIGNIFICANCE';
  return significant ? 'HOLDS' : null;
}

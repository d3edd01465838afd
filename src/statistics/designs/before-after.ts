import { countByArm, hasOutcome, inNameOrder, rosterRefusal } from '../comparison/assigned-units.js';
import { brokenNumber } from '../comparison/broken-number.js';
import { comparisonScale } from '../comparison/comparison-scale.js';
import type { FittedArms } from '../comparison/fitted-arms.js';
import { upliftFigures } from '../comparison/pilot-uplift.js';
import { refusedComparison } from '../comparison/refused-comparison.js';
import { BASELINE_WINDOW, OUTCOME_WINDOW, windowResponse } from '../comparison/response.js';
import {
  type ArmComparisons,
  type Comparison,
  type ComparisonPlan,
  type ComparisonScale,
  type ObservedUnit,
  type StatisticalRefusal,
  refused,
} from '../finding.js';
import { mean } from '../numbers/least-squares.js';
import { beforeAfterChecks } from './before-after-checks.js';
import { chosenRoster } from './chosen-roster.js';
import { meanChange } from './mean-change.js';

export type BeforeAfterPlan = Pick<ComparisonPlan, 'scale' | 'alpha' | 'level'>;

/**
 * One arm and nobody to compare it with: how its units changed from the baseline to the outcome, with an interval (paired t on
 * the units; CR2 where several share a cluster), and how they had been changing before. Shaped like a comparison whose
 * `control` is the time before. There is no p-value, and nothing is ever significant: season, market and prices are in the
 * change as well. Rows are of one arm; windows are equally long where the scale is raw.
 * Refuses NOT_FINITE, TOO_FEW_UNITS, NO_BASELINE, UNEVEN_HISTORY, NON_POSITIVE_LOG, ZERO_DENOMINATOR and NO_VARIANCE.
 * Campbell & Stanley 1963, Experimental and Quasi-Experimental Designs for Research, design 2.
 */
export function beforeAfter(rows: readonly ObservedUnit[], plan: BeforeAfterPlan): ArmComparisons {
  const everybody = inNameOrder(rows);
  const scale = comparisonScale(everybody, plan.scale, true);
  const chosen = chosenRoster(everybody, scale);
  const roster = chosen.kind === 'refused' ? everybody : chosen.roster;
  const isSeen = (row: ObservedUnit): boolean => hasOutcome(row, scale === 'ratio');
  const units = countByArm(roster, isSeen, ({ unit }) => unit);
  const clusters = roster.some(({ cluster }) => cluster !== undefined) ? countByArm(roster, isSeen) : null;
  const refusal = rosterRefusal(everybody) ?? (chosen.kind === 'refused' ? chosen : null);
  if (refusal || chosen.kind === 'refused') return { units, clusters, comparisons: [], checks: [], refusal };
  const seen = roster.filter(isSeen);
  const comparison = comparedWithBefore(seen, { arm: everybody[0].arm, scale }, plan);
  const checks = comparison.refusal ? [] : [...chosen.checks, ...beforeAfterChecks(roster, seen, scale)];
  return { units, clusters, comparisons: [comparison], checks, refusal: null };
}

function comparedWithBefore(
  rows: readonly ObservedUnit[],
  { arm, scale }: { readonly arm: string; readonly scale: ComparisonScale },
  { alpha, level = alpha }: BeforeAfterPlan,
): Comparison {
  const refuse = (refusal: StatisticalRefusal): Comparison =>
    refusedComparison(arm, { scale, method: 'BEFORE_AFTER' }, refusal);
  if (rows.length === 0) return refuse(refused('TOO_FEW_UNITS', { arm }));
  const broken = brokenNumber(rows);
  if (broken) return refuse(broken);
  const on = { pair: { control: arm, arm }, scale };
  const before = windowResponse(rows, BASELINE_WINDOW, on);
  if (!(before instanceof Float64Array)) return refuse(before);
  const after = windowResponse(rows, OUTCOME_WINDOW, on);
  if (!(after instanceof Float64Array)) return refuse(after);
  const fitted: FittedArms = {
    kind: 'fitted',
    method: 'BEFORE_AFTER',
    value: ({ pilot, control }) => pilot * mean(after) + control * mean(before),
    combine: ({ pilot, control }) =>
      meanChange(
        rows,
        after.map((value, row) => pilot * value + control * before[row]),
      ),
  };
  const measured = (): number => mean(Float64Array.from(rows, ({ baseline }) => baseline ?? NaN));
  const found = upliftFigures(fitted, { alpha, level }, scale === 'log' ? measured : null);
  if (found.kind === 'refused') return refuse(found);
  return { ...EMPTY, arm, scale, ...found.figures, pValue: null };
}

const EMPTY = { randomisation: null, significant: false, withheld: null, clustering: null, refusal: null } as const;

import { assignedName, balanceRefusal, countByArm, hasOutcome, inNameOrder, rosterRefusal } from './assigned-units.js';
import { armComparison } from './arm-comparison.js';
import { comparisonScale, firstNonPositive } from './comparison-scale.js';
import {
  COLUMN,
  type ArmComparisons,
  type CheckFinding,
  type Comparison,
  type ComparisonPlan,
  type ComparisonScale,
  type ObservedUnit,
  type StatisticalRefusal,
  refused,
} from '../finding.js';
import { type UnitTotal, heavyTailCheck } from '../checks/heavy-tail.js';
import { chosenRoster } from '../designs/chosen-roster.js';
import { holmLevels, stepDown } from '../looks/holm.js';
import { pairedComparison } from './paired-comparison.js';
import { sampleRatioCheck } from '../checks/sample-ratio.js';

/** Kept with every analysis: the same version gives the same bits for the same inputs. */
export const ENGINE_VERSION = 'fieldproof-statistics/2.0.0';

/**
 * The front door: every pilot arm of a roster against its control, by the estimator that the design asks for, with the
 * randomisation test beside the model where the arms were drawn. "Significant" needs both p-values at or below the level
 * of the look (Holm over several pilot arms) and no reason to withhold it. Arms that were chosen are compared by their
 * changes, without re-draws: then "significant" tells of an association.
 * Rows are one per assigned unit, or several per cluster; outcomes are per unit of exposure. Never throws for data: what
 * cannot be compared is a refusal, of the whole roster or of one comparison.
 */
export function compareArms(rows: readonly ObservedUnit[], asked: ComparisonPlan): ArmComparisons {
  // What people chose cannot be drawn again.
  const plan = asked.chosen ? { ...asked, randomisation: undefined } : asked;
  const everybody = inNameOrder(rows);
  const scale = comparisonScale(everybody, plan.scale, plan.chosen);
  const chosen = plan.chosen ? chosenRoster(everybody, scale) : null;
  const roster = chosen?.kind === 'chosen' ? chosen.roster : everybody;
  const isSeen = (row: ObservedUnit): boolean => hasOutcome(row, scale === 'ratio');
  const units = countByArm(roster, isSeen, ({ unit }) => unit);
  const isClustered = roster.some(({ cluster }) => cluster !== undefined);
  const clusters = isClustered ? countByArm(roster, isSeen) : null;
  const arms = Object.keys(countByArm(everybody)).filter((arm) => arm !== plan.control);
  const refusal = wholeRefusal(everybody, plan) ?? (chosen?.kind === 'refused' ? chosen : null);
  if (refusal) return { units, clusters, comparisons: [], checks: [], refusal };
  const steps = plan.steps ?? holmLevels(arms.length, plan.level ?? plan.alpha);
  const compared = comparisonWithin(roster, plan);
  const found = arms.map((arm) => compared(roster, { arm, scale }, { ...plan, steps }));
  const checks = [
    ...scaleChecks(roster, plan, scale),
    ...(chosen?.kind === 'chosen' ? chosen.checks : []),
    ...rosterChecks(roster, isSeen),
    ...found.flatMap((findings) => findings.checks),
  ];
  const comparisons = found.map(({ comparison }) => withheldIfBlocked(comparison, checks, plan.control));
  return { units, clusters, comparisons: judged(comparisons, plan, steps), checks, refusal: null };
}

/** What stands in the way of every comparison of the roster. */
function wholeRefusal(roster: readonly ObservedUnit[], plan: ComparisonPlan): StatisticalRefusal | null {
  const known = rosterRefusal(roster) ?? balanceRefusal(roster, plan.randomisation);
  return known ?? (roster.every(({ arm }) => arm === plan.control) ? refused('TOO_FEW_UNITS') : null);
}

/** Within pairs where the arms were drawn so; what people chose was not. */
function comparisonWithin(roster: readonly ObservedUnit[], { chosen }: ComparisonPlan): typeof armComparison {
  return !chosen && roster.some(({ pair }) => pair !== undefined) ? pairedComparison : armComparison;
}

function scaleChecks(roster: readonly ObservedUnit[], plan: ComparisonPlan, scale: ComparisonScale): CheckFinding[] {
  const blocking = plan.scale === 'auto' && scale === 'raw' ? firstNonPositive(roster, plan.chosen) : undefined;
  if (!blocking) return [];
  const { arm, unit, outcome } = blocking;
  const byBaseline = !(typeof outcome === 'number' && outcome <= 0);
  return [{ code: 'LOG_SCALE_LEFT', severity: 'INFO', arm, unit, ...(byBaseline && { column: COLUMN.baseline }) }];
}

/** Whether data went missing by arm, and whether one assigned unit stands for its arm. */
function rosterChecks(roster: readonly ObservedUnit[], isSeen: (row: ObservedUnit) => boolean): CheckFinding[] {
  const seen = countByArm(roster, isSeen);
  const counts = Object.entries(countByArm(roster)).map(([arm, assigned]) => ({ assigned, seen: seen[arm] }));
  const totals = new Map<string, UnitTotal>();
  for (const row of roster.filter(isSeen)) {
    const before = totals.get(assignedName(row))?.total ?? 0;
    totals.set(assignedName(row), { arm: row.arm, total: before + (row.outcome ?? 0) });
  }
  return [...sampleRatioCheck(counts), ...heavyTailCheck([...totals.values()])];
}

function withheldIfBlocked(comparison: Comparison, checks: readonly CheckFinding[], control: string): Comparison {
  const concerns = ({ arm }: CheckFinding): boolean => arm === undefined || arm === control || arm === comparison.arm;
  const isBlocked = checks.some((check) => check.severity === 'BLOCK' && concerns(check));
  return isBlocked && !comparison.refusal && !comparison.withheld
    ? { ...comparison, withheld: 'BLOCKED_BY_A_CHECK' }
    : comparison;
}

/** The badge: both p-values within Holm's step for this look, and no reason to withhold it. */
function judged(comparisons: readonly Comparison[], plan: ComparisonPlan, steps: readonly number[]): Comparison[] {
  const passes = stepDown(
    comparisons.map((comparison) => badgeP(comparison, plan)),
    steps,
  );
  return comparisons.map((comparison, i) => ({
    ...comparison,
    significant: passes[i] && comparison.withheld === null,
  }));
}

/** Both p-values must pass, so the larger one is held against the level; a test that was asked for and could not be run never passes. */
function badgeP({ pValue, randomisation, refusal }: Comparison, plan: ComparisonPlan): number {
  if (refusal || pValue === null) return 1;
  return plan.randomisation ? Math.max(pValue, randomisation?.pValue ?? 1) : pValue;
}

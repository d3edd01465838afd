import type { CheckFinding, StatisticalRefusal } from '../finding.js';
import { smallestAttainableP } from '../randomisation/admissible-assignments.js';
import { crossover, crossoverDifferences, sequenceTest } from './crossover.js';
import { incompleteCheck } from './panel-checks.js';
import type { DesignAnswer } from './switch-answer.js';
import { switchEffect } from './switch-effect.js';
import { SWITCHED, type SwitchPlan } from './switch-finding.js';
import type { SwitchPanel } from './switch-panel.js';

/** Two periods, the sequence drawn: the differences of the clusters by sequence, and the sequences drawn again. */
export function crossoverAnswer(panel: SwitchPanel, plan: SwitchPlan): DesignAnswer | StatisticalRefusal {
  const level = plan.level ?? plan.alpha;
  const differences = crossoverDifferences(panel);
  if (differences.kind === 'refused') return differences;
  const contrast = crossover(panel.clusters, differences);
  if (contrast.kind === 'refused') return contrast;
  const { seed, draws } = plan;
  const settings = { seed, level, interval: true, ...(draws !== undefined && { draws }) };
  const { sizes, finding } = sequenceTest(panel, differences, settings);
  const { second, rows, incomplete } = differences;
  const isRefused = 'kind' in finding;
  const checks: CheckFinding[] = [
    { code: 'CARRY_OVER_ASSUMED', severity: 'WARN' },
    ...incompleteCheck(incomplete, incomplete + rows.length / 2),
  ];
  if (isRefused)
    checks.push({ code: 'RANDOMISATION_REFUSED', severity: 'WARN', arm: SWITCHED, column: finding.column });
  const late = second.filter((own) => own === 1).length;
  const pick = (values: Float64Array): Float64Array => Float64Array.from(rows, (row) => values[row]);
  return {
    method: 'CROSSOVER_HC2',
    effect: switchEffect(contrast, level),
    viewed: {
      outcome: pick(panel.rows.outcome),
      response: pick(panel.rows.response),
      treated: pick(panel.rows.treated),
    },
    randomisation: isRefused ? null : finding,
    smallestP: smallestAttainableP(sizes),
    fewestClusters: Math.min(late, second.length - late),
    sinceSwitch: [],
    sensitivity: [],
    checks,
  };
}

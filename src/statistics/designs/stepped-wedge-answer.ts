import { missingObservations } from './missing-observations.js';
import type { CheckFinding, StatisticalRefusal } from '../finding.js';
import { husseyHughes } from './hussey-hughes.js';
import { orderTest } from './order-test.js';
import { smallestOrderP } from './order-redraws.js';
import { sinceSwitch, steppedWedge } from './stepped-wedge.js';
import type { DesignAnswer } from './switch-answer.js';
import { switchEffect } from './switch-effect.js';
import { SWITCHED, type SwitchPlan } from './switch-finding.js';
import type { SwitchPanel } from './switch-panel.js';

/** A drawn order: fixed effects with CR2, the order drawn again, effects by time since the switch, and the mixed model beside them. */
export function steppedWedgeAnswer(panel: SwitchPanel, plan: SwitchPlan): DesignAnswer | StatisticalRefusal {
  const level = plan.level ?? plan.alpha;
  const contrast = steppedWedge(panel);
  if (contrast.kind === 'refused') return contrast;
  const { seed, draws } = plan;
  const drawn = orderTest(panel, { seed, level, ...(draws !== undefined && { draws }) });
  const { effects, average } = sinceSwitch(panel, level);
  const isRefused = 'kind' in drawn;
  const checks: CheckFinding[] = isRefused
    ? [{ code: 'RANDOMISATION_REFUSED', severity: 'WARN', arm: SWITCHED, column: drawn.column }]
    : [];
  checks.push(...missingObservations(panel));
  return {
    method: 'STEPPED_WEDGE_CR2',
    effect: switchEffect(contrast, level),
    viewed: panel.rows,
    randomisation: isRefused ? null : drawn,
    smallestP: smallestOrderP(panel),
    fewestClusters: new Set(panel.rows.cluster).size,
    sinceSwitch: effects,
    sensitivity: [
      { code: 'AVERAGE_SINCE_SWITCH', ...switchEffect(average, level) },
      { code: 'HUSSEY_HUGHES', ...switchEffect(husseyHughes(panel), level) },
    ],
    checks,
  };
}

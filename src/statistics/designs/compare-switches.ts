import { COLUMN, type Comparison, type StatisticalRefusal, refused } from '../finding.js';
import { crossoverAnswer } from './crossover-answer.js';
import { panelChecks } from './panel-checks.js';
import { panelPeriods, panelWaves } from './panel-tables.js';
import { stagedAnswer } from './staged-answer.js';
import { steppedWedgeAnswer } from './stepped-wedge-answer.js';
import { type DesignAnswer, headline, refusedHeadline } from './switch-answer.js';
import {
  isSwitched,
  type SwitchComparison,
  type SwitchDesign,
  type SwitchPlan,
  type SwitchRow,
} from './switch-finding.js';
import { type SwitchPanel, switchPanel } from './switch-panel.js';

/** Below these nothing can be told from chance. */
const FEWEST = 2;

interface Estimator {
  readonly method: Comparison['method'];
  readonly answer: (panel: SwitchPanel, plan: SwitchPlan) => DesignAnswer | StatisticalRefusal;
}

const ESTIMATORS: Readonly<Record<SwitchDesign, Estimator>> = {
  STEPPED_WEDGE: { method: 'STEPPED_WEDGE_CR2', answer: steppedWedgeAnswer },
  CROSSOVER: { method: 'CROSSOVER_HC2', answer: crossoverAnswer },
  STAGED: { method: 'CALLAWAY_SANTANNA', answer: stagedAnswer },
};

/**
 * The front door of rollouts: clusters that switch to the play at different times, by the estimator that the design asks for.
 * A drawn order is tested by drawing it again beside the model, and "significant" needs both; a chosen order gives an
 * association with the model's p-value alone. Rows are one for each unit and period; outcomes are per unit of exposure.
 * Never throws for data: what cannot be compared is a refusal, of the whole roster or of the headline.
 * Refuses what `switchPanel` refuses, and TOO_FEW_UNITS below two clusters or two periods with an outcome.
 */
export function compareSwitches(rows: readonly SwitchRow[], plan: SwitchPlan): SwitchComparison {
  const { design } = plan;
  const panel = switchPanel(rows, plan, (wave, period) => isSwitched(design, wave, period));
  const told = { design, randomised: design !== 'STAGED', sinceSwitch: [], sensitivity: [], checks: [], refusal: null };
  const refusal = panel.kind === 'refused' ? panel : tooFew(panel);
  if (panel.kind === 'refused' || refusal) return { ...told, waves: [], periods: [], headline: null, refusal };
  const tables = { waves: panelWaves(panel), periods: panelPeriods(panel) };
  const { method, answer } = ESTIMATORS[design];
  const found = answer(panel, plan);
  if ('kind' in found) return { ...told, ...tables, headline: refusedHeadline(panel, { method, refusal: found }) };
  const checks = [...panelChecks(panel), ...found.checks];
  const isBlocked = checks.some(({ severity }) => severity === 'BLOCK');
  const { sinceSwitch, sensitivity } = found;
  return {
    ...told,
    ...tables,
    headline: headline(panel, found, { plan, isBlocked }),
    sinceSwitch,
    sensitivity,
    checks,
  };
}

function tooFew({ rows }: SwitchPanel): StatisticalRefusal | null {
  if (new Set(rows.cluster).size < FEWEST) return refused('TOO_FEW_UNITS');
  return new Set(rows.period).size < FEWEST ? refused('TOO_FEW_UNITS', { column: COLUMN.period }) : null;
}

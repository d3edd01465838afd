import type { PeriodMean, SwitchPeriod, SwitchWave } from './switch-finding.js';
import { type SwitchPanel } from './switch-panel.js';

/** How many clusters of the roster switch when, in the order of time, those that never do last. */
export function panelWaves({ wave, periods }: SwitchPanel): SwitchWave[] {
  const waves = [...new Set(wave)].sort((a, b) => a - b);
  return waves.map((own) => ({
    wave: own < periods.length ? periods[own] : null,
    clusters: wave.filter((other) => other === own).length,
  }));
}

/** What was observed in each period, of clusters without the play and of clusters with it: nothing adjusted. */
export function panelPeriods({ rows, periods }: SwitchPanel): SwitchPeriod[] {
  const meanOf = (period: number, treated: 0 | 1): PeriodMean | null => {
    const at = [...rows.period.keys()].filter((i) => rows.period[i] === period && rows.treated[i] === treated);
    if (at.length === 0) return null;
    const sum = (values: Float64Array): number => at.reduce((total, i) => total + values[i], 0);
    const total = sum(rows.denominator);
    return {
      clusters: new Set(at.map((i) => rows.cluster[i])).size,
      mean: total === 0 ? 0 : sum(rows.outcome) / total,
    };
  };
  return periods.map((period, at) => ({ period, before: meanOf(at, 0), after: meanOf(at, 1) }));
}

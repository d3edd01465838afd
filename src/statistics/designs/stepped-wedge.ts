import { COLUMN, type StatisticalRefusal, refused } from '../finding.js';
import type { Column } from '../numbers/least-squares.js';
import type { ContrastEstimate } from '../numbers/robust-variance.js';
import { fixedEffects } from './fixed-effects.js';
import { refusedEffect, switchEffect } from './switch-effect.js';
import type { EffectSinceSwitch } from './switch-finding.js';
import type { SwitchPanel } from './switch-panel.js';

/**
 * The effect of having switched: cluster and period effects and one column for the play, CR2 by cluster with Satterthwaite
 * degrees of freedom. Supposes that the effect is there at once and stays the same.
 * Refuses NO_CONTRAST where no period shows clusters with and without the play, NO_VARIANCE, and
 * NOT_IDENTIFIED_BY_REPLICATION with the cluster.
 * Hussey & Hughes 2007, doi:10.1016/j.cct.2006.05.007; variance: fixed-effects.ts.
 */
export function steppedWedge(panel: SwitchPanel): ContrastEstimate | StatisticalRefusal {
  const fit = fixedEffects(panel, [{ name: COLUMN.arm, values: panel.rows.treated }]);
  return fit.kind === 'refused' ? withoutContrast(fit) : fit.combine([1]);
}

export interface SinceSwitch {
  readonly effects: readonly EffectSinceSwitch[];
  /** Each time with the play weighted alike. */
  readonly average: ContrastEstimate | StatisticalRefusal;
}

/**
 * The effect by the number of periods since the switch, each with a column of its own, and their plain average: what remains
 * true where the effect grows or fades, which the one effect of the stepped wedge then is not.
 * Refuses as `steppedWedge` does, and COLLINEAR with the period where a time since the switch cannot be told from the rest.
 * Kenny, Voldal, Xia et al. 2022, doi:10.1002/sim.9511.
 */
export function sinceSwitch(panel: SwitchPanel, level: number): SinceSwitch {
  const { rows, wave } = panel;
  const since = Int32Array.from(rows.period, (period, i) =>
    rows.treated[i] === 1 ? period - wave[rows.cluster[i]] : -1,
  );
  const times = [...new Set(since)].filter((time) => time >= 0).sort((a, b) => a - b);
  const columns = times.map((time): Column => {
    const values = Float64Array.from(since, (own) => (own === time ? 1 : 0));
    return { name: COLUMN.period, values };
  });
  const fit = fixedEffects(panel, columns);
  const clustersAt = (time: number): number => new Set(rows.cluster.filter((_, i) => since[i] === time)).size;
  const effectAt = (at: number) =>
    fit.kind === 'refused'
      ? refusedEffect(withoutContrast(fit))
      : switchEffect(fit.combine(times.map((_, j) => (j === at ? 1 : 0))), level);
  return {
    effects: times.map((time, at) => ({ since: time, clusters: clustersAt(time), ...effectAt(at) })),
    average:
      fit.kind === 'refused' ? withoutContrast(fit) : fit.combine(times.map(() => 1 / Math.max(1, times.length))),
  };
}

/** Where cluster and period determine the play, no period has clusters with and without it. */
function withoutContrast(refusal: StatisticalRefusal): StatisticalRefusal {
  return refusal.code === 'COLLINEAR' && refusal.column === COLUMN.arm
    ? refused('NO_CONTRAST', { column: COLUMN.period })
    : refusal;
}

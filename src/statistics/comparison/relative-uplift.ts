import type { Estimate, Interval, StatisticalRefusal } from '../finding.js';
import { refused } from '../finding.js';
import { CONTROL_MEAN, type FittedArms, PILOT_MEAN, marginOf } from './fitted-arms.js';

/** Both two-sided: `alpha` of the whole pilot, `level` of the look whose interval is wanted. */
export interface Levels {
  readonly alpha: number;
  readonly level: number;
}

const STEPS = 200;

/**
 * Uplift as a share of the control mean, m1/m0 - 1, with Fieller's interval: the ratios r for which "m1 - r m0 = 0" is
 * not rejected, with standard error and degrees of freedom anew at each r. The test at r = 1 is the absolute test, so
 * both views agree. An end is null where the interval is unbounded.
 * Refuses CONTROL_NEAR_ZERO where m0 is not positive with two-sided confidence 1 - alpha.
 * Fieller 1954, doi:10.1111/j.2517-6161.1954.tb00159.x.
 */
export function relativeUplift(
  arms: Pick<FittedArms, 'combine'>,
  { alpha, level }: Levels,
): Estimate | StatisticalRefusal {
  const control = arms.combine(CONTROL_MEAN);
  const pilot = arms.combine(PILOT_MEAN);
  if (control.kind === 'refused') return control;
  if (pilot.kind === 'refused') return pilot;
  if (!(control.estimate > marginOf(control, alpha))) return refused('CONTROL_NEAR_ZERO');
  const ratio = pilot.estimate / control.estimate;
  // Angles instead of ratios: the whole line from -infinity to infinity becomes a bounded stretch.
  const excess = (angle: number): number => {
    const contrast = arms.combine({ pilot: Math.cos(angle), control: -Math.sin(angle) });
    return contrast.kind === 'refused' ? NaN : Math.abs(contrast.estimate) - marginOf(contrast, level);
  };
  const ends = [-Math.PI / 2, Math.PI / 2].map((limit) => rejectedFrom(excess, Math.atan(ratio), limit));
  const interval = ends.map((angle) => (angle === null ? null : Math.tan(angle) - 1)) as unknown as Interval;
  return { estimate: ratio - 1, interval };
}

/** The angle between `inside` and `limit` from which on ratios are rejected; null where none that matters is. */
function rejectedFrom(excess: (angle: number) => number, inside: number, limit: number): number | null {
  // r = 1 and r = 0, the absolute test and the pilot mean's own, bound the interval where infinity does not.
  const probes = [limit, Math.PI / 4, 0].filter((angle) => (angle - inside) * (limit - inside) > 0);
  const outside = probes.find((angle) => excess(angle) > 0);
  return outside === undefined ? null : crossing(excess, inside, outside);
}

/** Where `excess` turns positive between an angle where it is negative and one where it is positive (Illinois rule). */
function crossing(excess: (angle: number) => number, inside: number, outside: number): number {
  let [low, high] = [inside, outside];
  let [below, above] = [excess(low), excess(high)];
  let kept = 0;
  for (let step = 0; step < STEPS; step++) {
    const next = low - (below * (high - low)) / (above - below);
    const value = excess(next);
    if (value === 0 || next === low || next === high) return next;
    if (value > 0) {
      [high, above] = [next, value];
      if (kept === 1) below /= 2;
      kept = 1;
    } else {
      [low, below] = [next, value];
      if (kept === -1) above /= 2;
      kept = -1;
    }
    if (Math.abs(high - low) <= 4 * Number.EPSILON * Math.abs(high)) return high;
  }
  return high;
}

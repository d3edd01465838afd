import { marginOf } from '../comparison/fitted-arms.js';
import type { StatisticalRefusal } from '../finding.js';
import { type ArmsHistory, armsContrast } from './arms-history.js';

export interface TrendBound {
  readonly kind: 'bound';
  /**
   * How many times the largest drift between two neighbouring windows before the pilot the arms may have drifted apart
   * during it, without the play, before the interval of the uplift reaches zero; 0 where it holds zero anyway, Infinity where
   * no such drift would do.
   */
  readonly times: number;
  /** The largest of these drifts, pilot minus control, on the scale of the model. */
  readonly largestDrift: number;
}

const STEPS = 60;
/** A drift that must be this often the largest seen is none that anybody fears. */
const MOST_TIMES = 1e6;

/**
 * The breakdown value of relative magnitudes (Rambachan & Roth 2023, doi:10.1093/restud/rdad018, section 2.4.1): the largest
 * M for which "the drift during the pilot was at most M times the largest one before" still leaves the uplift apart from
 * zero at this two-sided level. Which drift was the largest is not known but estimated, so the uplift counts as apart only
 * where it does for every one of them in either direction, sampling error of the drift included: an
 * intersection-union test, which needs no correction (Berger 1982, doi:10.1080/00401706.1982.10487790).
 * Assumes windows of equal length and distance, the outcome's among them. Refuses as the comparison itself does.
 */
export function trendBound(history: ArmsHistory, level: number): TrendBound | StatisticalRefusal {
  const { windows, outcome } = history;
  const change = outcome.map((value, row) => value - windows[windows.length - 1][row]);
  const uplift = armsContrast(history, change);
  if (uplift.kind === 'refused') return uplift;
  const side = Math.sign(uplift.estimate);
  const drifts = windows.slice(1).map((values, at) => values.map((value, row) => value - windows[at][row]));
  /** How far the interval stays clear of zero when the drift is this many times `drift`; negative once it reaches it. */
  const clearance = (drift: Float64Array, times: number): number => {
    const contrast = armsContrast(
      history,
      change.map((value, row) => value - times * drift[row]),
    );
    return contrast.kind === 'refused' ? -Infinity : side * contrast.estimate - marginOf(contrast, level);
  };
  const sizes = drifts.map((drift) => armsContrast(history, drift));
  const largestDrift = Math.max(...sizes.map((size) => (size.kind === 'refused' ? 0 : Math.abs(size.estimate))));
  const times = drifts.flatMap((drift) => [1, -1].map((way) => reachesZero((m) => clearance(drift, way * m))));
  return { kind: 'bound', times: Math.min(...times), largestDrift };
}

/** Where a concave function that begins above zero comes down to it. */
function reachesZero(clearance: (times: number) => number): number {
  if (!(clearance(0) > 0)) return 0;
  let [clear, reached] = [0, 1];
  while (clearance(reached) > 0) {
    if (reached > MOST_TIMES) return Infinity;
    [clear, reached] = [reached, 2 * reached];
  }
  for (let step = 0; step < STEPS; step++) {
    const middle = (clear + reached) / 2;
    if (clearance(middle) > 0) clear = middle;
    else reached = middle;
  }
  return reached;
}

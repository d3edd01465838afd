import type { StatisticalRefusal } from '../finding.js';
import { type AssignableUnit, drawCohorts } from '../randomisation/draw-cohorts.js';

export interface WaveShare {
  /** The period of the switch; null for clusters that are not to have the play. */
  readonly wave: number | null;
  /** Share of the clusters, above 0; the shares of all waves add up to 1. */
  readonly share: number;
}

export interface DrawnSwitch {
  readonly unit: string;
  readonly stratum: string | null;
  readonly wave: number | null;
}

/**
 * Draws the order in which clusters switch, complete or within strata: the draw of cohorts with the waves as its arms, in the
 * order given, so that whoever can repeat that draw can repeat this one (an arm is named by its wave, or "never").
 * Refuses as `drawCohorts` does.
 */
export function drawOrder(
  clusters: readonly AssignableUnit[],
  waves: readonly WaveShare[],
  seed: number,
): DrawnSwitch[] | StatisticalRefusal {
  const waveOf = new Map(waves.map(({ wave }) => [armOf(wave), wave]));
  const arms = waves.map(({ wave, share }) => ({ arm: armOf(wave), share }));
  const drawn = drawCohorts(clusters, arms, seed);
  if ('kind' in drawn) return drawn;
  return drawn.map(({ unit, stratum, arm }) => ({ unit, stratum, wave: waveOf.get(arm) ?? null }));
}

function armOf(wave: number | null): string {
  return wave === null ? 'never' : String(wave);
}

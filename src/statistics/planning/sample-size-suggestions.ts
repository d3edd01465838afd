import { type PlannedSizes, type Spread, detectableUplift } from './detectable-uplift.js';

/** What could be planned otherwise, everything else as it is. */
export type PlanChange = 'EVEN_ARMS' | 'TWICE_THE_UNITS' | 'TWICE_THE_MEASUREMENT' | 'TWICE_THE_BASELINE';

export interface PlanSuggestion {
  readonly change: PlanChange;
  /** The smallest relative uplift that would then be found with 80 % power. */
  readonly detectable: number;
}

export interface SampleSizeSuggestions {
  /** Assigned units of the pilot arm and control together, in the shares that are planned, from which on the wanted uplift is found with 80 % power; null where a million do not suffice. */
  readonly unitsNeeded: number | null;
  /** Always in the same order; what could not help, or cannot be told, is left out. */
  readonly suggestions: readonly PlanSuggestion[];
}

const MOST_UNITS = 1_000_000;

/**
 * How many units a wanted relative uplift needs, and what the pilot would find with other arms, more units, a measurement or a
 * baseline twice as long.
 * Longer windows assume that a unit's windows of today's length share one correlation, however far apart they lie (compound symmetry):
 * with a baseline of p and a measurement of r such windows the variance left is
 * s^2 ((1 + (r-1) rho) / r - p rho^2 / (1 + (p-1) rho)). A negative correlation counts as 0; without one nothing is said of windows.
 * Frison & Pocock 1992, doi:10.1002/sim.4780111304.
 */
export function sampleSizeSuggestions(
  history: Spread,
  sizes: PlannedSizes,
  wantedUplift: number,
): SampleSizeSuggestions {
  const { pilot, control } = sizes;
  const units = pilot + control;
  const half = Math.floor(units / 2);
  const changed: readonly [PlanChange, number | null][] = [
    [
      'EVEN_ARMS',
      Math.abs(pilot - control) > 1
        ? detectableUplift(history, { ...sizes, pilot: half, control: units - half })
        : null,
    ],
    ['TWICE_THE_UNITS', detectableUplift(history, scaledTo(sizes, 2 * units))],
    ['TWICE_THE_MEASUREMENT', detectableUplift(longer(history, { baseline: 1, measurement: 2 }), sizes)],
    ['TWICE_THE_BASELINE', detectableUplift(longer(history, { baseline: 2, measurement: 1 }), sizes)],
  ];
  const now = detectableUplift(history, sizes) ?? Infinity;
  return {
    unitsNeeded: unitsNeeded(history, sizes, wantedUplift),
    suggestions: changed.flatMap(([change, detectable]) =>
      detectable !== null && detectable < now ? [{ change, detectable }] : [],
    ),
  };
}

/** By doubling and bisection: more units never find less, but for the unit that an odd number leaves over. */
function unitsNeeded(history: Spread, sizes: PlannedSizes, wanted: number): number | null {
  const suffices = (units: number): boolean =>
    (detectableUplift(history, scaledTo(sizes, units)) ?? Infinity) <= wanted;
  let high = 4;
  while (!suffices(high)) {
    high *= 2;
    if (high > MOST_UNITS) return null;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** So many units in the same shares, at least two in each arm. */
function scaledTo({ pilot, control, ...rest }: PlannedSizes, units: number): PlannedSizes {
  const inPilot = Math.min(units - 2, Math.max(2, Math.round((units * pilot) / (pilot + control))));
  return { ...rest, pilot: inPilot, control: units - inPilot };
}

/** The spread with windows so many times as long; the correlation is that which leaves the variance of the formula. */
function longer(history: Spread, { baseline, measurement }: { baseline: number; measurement: number }): Spread {
  if (history.correlation === null) return history;
  const rho = Math.max(0, history.correlation);
  const total = (1 + (measurement - 1) * rho) / measurement;
  const explained = (baseline * rho ** 2) / (1 + (baseline - 1) * rho);
  return {
    ...history,
    spread: history.spread * Math.sqrt(total),
    correlation: Math.min(1, Math.sqrt(explained / total)),
  };
}

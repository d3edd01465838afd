import { compareArms } from '../comparison/compare-arms.js';
import type { Comparison, StatisticalRefusal } from '../finding.js';
import {
  type SimulatedDraw,
  type SimulationRun,
  rowsByUnit,
  simulatedDraws,
  simulatedRows,
} from './simulated-draws.js';
import type { PastUnit } from './unit-history.js';

/** How each simulated pilot is drawn and judged. */
export interface SimulatedDesign extends SimulatedDraw {
  readonly scale: 'auto' | 'log' | 'raw';
  /** Two-sided, of the whole pilot. */
  readonly alpha: number;
  /** Two-sided, of the look that is meant; default alpha. */
  readonly level?: number;
  /** Of that look, for the smallest p of several pilot arms first; as in `ComparisonPlan`. */
  readonly steps?: readonly number[];
}

/** A share of the simulated pilots, with its Monte Carlo standard error. */
export interface SimulatedShare {
  readonly share: number;
  readonly error: number;
}

/** By pilot arm: how often its comparison with control came out. */
export interface SimulatedArm {
  readonly arm: string;
  /** Significant as an analysis would call it: both p-values, nothing withheld, in the direction of the uplift (either, where there is none). */
  readonly significant: SimulatedShare;
  /** The model's p alone at or below the level, in that direction. */
  readonly byModel: SimulatedShare;
  /** Nothing could be compared; counts as not significant. */
  readonly refused: number;
}

export interface SimulatedPower {
  readonly kind: 'simulated';
  readonly simulations: number;
  readonly arms: readonly SimulatedArm[];
}

export interface PowerSimulation extends SimulationRun {
  /** Relative uplift of every pilot unit (0.1 is 10 %); 0 gives the false-positive rate. */
  readonly uplift: number;
}

/** Assignments enumerated, and random re-draws otherwise, in each of many pilots: a valid test, and a quick one. */
const ENUMERATED = 1_000;
const FEW_DRAWS = 999;
const DRAWS_PER_LEVEL = 20;

/**
 * The chance that a pilot finds an uplift, by trying: the organisation's own units in past windows are drawn into arms as they will be,
 * each pilot unit's outcome is changed by the uplift, and the default estimator judges, hundreds of times. No assumption about how
 * outcomes are distributed; with an uplift of 0 it is this history's own false-positive rate. Assumes that the windows to come are like
 * those past, and that the uplift is the same for all. Looks before the one meant are not simulated.
 * Refuses as `simulatedDraws` does.
 * Arnold et al. 2011, doi:10.1186/1471-2288-11-94.
 */
export function simulatedPower(
  past: readonly PastUnit[],
  design: SimulatedDesign,
  simulation: PowerSimulation,
): SimulatedPower | StatisticalRefusal {
  const pilots = simulatedDraws(past, design, simulation);
  if ('kind' in pilots) return pilots;
  const { control, scale, alpha, level = alpha, steps } = design;
  const { uplift, simulations } = simulation;
  const rowsOf = rowsByUnit(past);
  const draws = FEW_DRAWS + 1 >= DRAWS_PER_LEVEL / level ? { draws: FEW_DRAWS } : {};
  const tallies = new Map(design.arms.flatMap(({ arm }) => (arm === control ? [] : [[arm, new Tally()] as const])));
  for (const pilot of pilots) {
    const randomisation = { seed: pilot.seed, enumerateUpTo: ENUMERATED, ...draws };
    const rows = simulatedRows(pilot, rowsOf, { control, uplift });
    const { comparisons } = compareArms(rows, { control, scale, alpha, level, steps, randomisation });
    for (const comparison of comparisons) tallies.get(comparison.arm)?.add(comparison, { uplift, level });
  }
  const arms = [...tallies].map(([arm, tally]) => ({ arm, ...tally.shares(simulations) }));
  return { kind: 'simulated', simulations, arms };
}

/**
 * A share of so many simulations and its Monte Carlo standard error, with two successes and two failures added to the latter, so that
 * it does not vanish where all pilots agree. Agresti & Coull 1998, doi:10.1080/00031305.1998.10480550.
 */
export function simulatedShare(count: number, simulations: number): SimulatedShare {
  const seen = simulations + 4;
  const share = (count + 2) / seen;
  return { share: count / simulations, error: Math.sqrt((share * (1 - share)) / seen) };
}

class Tally {
  private significant = 0;
  private byModel = 0;
  private answered = 0;

  add(
    { estimate, pValue, significant }: Comparison,
    { uplift, level }: { readonly uplift: number; readonly level: number },
  ): void {
    if (estimate === null || pValue === null) return;
    this.answered += 1;
    if (uplift !== 0 && Math.sign(estimate) !== Math.sign(uplift)) return;
    if (significant) this.significant += 1;
    if (pValue <= level) this.byModel += 1;
  }

  shares(simulations: number): Omit<SimulatedArm, 'arm'> {
    return {
      significant: simulatedShare(this.significant, simulations),
      byModel: simulatedShare(this.byModel, simulations),
      refused: simulations - this.answered,
    };
  }
}

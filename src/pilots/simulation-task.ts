import type {
  GuardedPast,
  PastUnit,
  SimulatedDesign,
  SimulatedGuardrails,
  SimulatedPower,
  StatisticalRefusal,
} from '../statistics/index.js';

/** What the worker thread is asked: plain data, so that it can be handed over. */
export interface SimulationTask {
  readonly primary: readonly PastUnit[];
  readonly design: SimulatedDesign;
  /** Relative uplift of the primary metric. */
  readonly uplift: number;
  /** On the scale that suits each. */
  readonly guardrails: readonly GuardedPast[];
  readonly simulations: number;
  readonly seed: number;
}

export interface SimulationFindings {
  /** With the uplift. */
  readonly power: SimulatedPower | StatisticalRefusal;
  /** Without any. */
  readonly placebo: SimulatedPower | StatisticalRefusal;
  /** null where there are none. */
  readonly guardrails: SimulatedGuardrails | StatisticalRefusal | null;
}

import { compareArms } from '../comparison/compare-arms.js';
import type { StatisticalRefusal } from '../finding.js';
import { guardrailJudgement } from '../looks/guardrail.js';
import { type SimulationRun, rowsByUnit, simulatedDraws, simulatedRows } from './simulated-draws.js';
import { type SimulatedDesign, type SimulatedShare, simulatedShare } from './simulated-power.js';
import type { PastUnit } from './unit-history.js';

/** A metric that must not suffer, with the past of the same units. */
export interface GuardedPast {
  readonly past: readonly PastUnit[];
  /** How much worse, as a share of the control mean, would still be accepted: 0.05 is 5 %. */
  readonly marginShare: number;
  readonly goodIs: 'UP' | 'DOWN';
}

export interface SimulatedGuardrails {
  readonly kind: 'simulated';
  readonly simulations: number;
  /** In the order given: how often it came out NON_INFERIOR in every pilot arm when nothing was harmed. */
  readonly each: readonly SimulatedShare[];
  /** How often all of them did, in the same pilots: they rest on the same units and are not independent. */
  readonly together: SimulatedShare;
}

/**
 * The chance that guardrails come out as not harmed when nothing is harmed: the same draws for all of them, each judged by the model's
 * interval at the level of the look. The randomisation interval, which an analysis asks for too, is close to it and is not computed.
 * Refuses as `simulatedDraws` does, TOO_FEW_UNITS where there is no guardrail.
 */
export function simulatedGuardrails(
  guardrails: readonly GuardedPast[],
  design: SimulatedDesign,
  run: SimulationRun,
): SimulatedGuardrails | StatisticalRefusal {
  const { control, scale, alpha, level } = design;
  const pilots = simulatedDraws(guardrails.at(0)?.past ?? [], design, run);
  if ('kind' in pilots) return pilots;
  const rowsOf = guardrails.map(({ past }) => rowsByUnit(past));
  const unharmed = guardrails.map(() => 0);
  let together = 0;
  for (const pilot of pilots) {
    const passed = guardrails.map((guardrail, at) => {
      const rows = simulatedRows(pilot, rowsOf[at], { control, uplift: 0 });
      const { comparisons } = compareArms(rows, { control, scale, alpha, level });
      const judged = comparisons.map((comparison) =>
        guardrailJudgement(comparison, { ...guardrail, randomised: false }),
      );
      return judged.length > 0 && judged.every((judgement) => judgement === 'NON_INFERIOR');
    });
    passed.forEach((isUnharmed, at) => (unharmed[at] += isUnharmed ? 1 : 0));
    if (passed.every(Boolean)) together += 1;
  }
  const { simulations } = run;
  return {
    kind: 'simulated',
    simulations,
    each: unharmed.map((count) => simulatedShare(count, simulations)),
    together: simulatedShare(together, simulations),
  };
}

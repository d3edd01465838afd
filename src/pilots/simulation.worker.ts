import { simulatedGuardrails, simulatedPower } from '../statistics/index.js';
import type { SimulationFindings, SimulationTask } from './simulation-task.js';

/** Runs in a thread of its own: hundreds of pilots take seconds. The same draws for everything, so that it can be compared. */
export default function simulate(task: SimulationTask): SimulationFindings {
  const { primary, design, uplift, guardrails, simulations, seed } = task;
  return {
    power: simulatedPower(primary, design, { uplift, simulations, seed }),
    placebo: simulatedPower(primary, design, { uplift: 0, simulations, seed }),
    guardrails:
      guardrails.length === 0
        ? null
        : simulatedGuardrails(guardrails, { ...design, scale: 'auto' }, { simulations, seed }),
  };
}

import type { PilotSimulation } from './pilot-simulation.fields.js';

type Simulated = NonNullable<PilotSimulation['simulated']>;

/** What the simulated pilots say, as one would tell a sales manager; of several arms the one that shows the least. */
export function simulationSentences({ simulations, upliftShare, arms, allUnharmed }: Simulated): string[] {
  const [least] = [...arms].sort((one, other) => one.power.share - other.power.share);
  const alarms = Math.max(...arms.map(({ falseAlarms }) => falseAlarms.share));
  return [
    `We tried this plan ${simulations.toLocaleString('en')} times on what these people sold in the past, each time with another draw.`,
    `With an uplift of ${percent(upliftShare)} for everybody with the play, ${outOfHundred(least.power.share)} of 100 such pilots found it.`,
    `Where the play changed nothing, ${outOfHundred(alarms)} of 100 cried wolf.`,
    ...(allUnharmed === null
      ? []
      : [
          `Where nothing was harmed, ${outOfHundred(allUnharmed.share)} of 100 showed that for all guardrails${allUnharmed.share < 0.5 ? ': with margins this tight PROVEN is nearly out of reach.' : '.'}`,
        ]),
  ];
}

function percent(share: number): string {
  return `${String(Number((share * 100).toPrecision(2)))} %`;
}

function outOfHundred(share: number): string {
  const count = Math.round(share * 100);
  if (count === 0 && share > 0) return 'fewer than 1';
  return count === 0 ? 'none' : `about ${String(count)}`;
}

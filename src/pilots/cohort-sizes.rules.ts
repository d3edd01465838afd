import {
  cohortSizes,
  smallestAttainableP,
  smallestAttainableOrderP,
  type StratumCohorts,
} from '../statistics/index.js';
import type { DrawBasis } from './draw-basis.rules.js';
import type { PilotDraft } from './pilot-draft.js';
import { controlOf, Mechanism } from './plan.rules.js';
import type { Participant } from './population.rules.js';
import { isSwitching, stagedArms } from './switches.rules.js';

type Design = Pick<PilotDraft, 'arms' | 'assignment'>;
type Member = Pick<Participant, 'label' | 'stratum'>;

/** How many units each arm gets in each stratum; null where these units cannot be dealt out to these arms. */
export function plannedSizes({ arms, assignment }: Design, units: readonly Member[]): StratumCohorts[] | null {
  if (assignment.mechanism === Mechanism.CHOSEN) return chosenSizes({ arms, assignment }, units);
  if (assignment.mechanism === Mechanism.STAGED) return stagedSizes(arms, units);
  const sizes = cohortSizes(
    (assignment.mechanism === Mechanism.PAIRED ? inPairs(units) : units).map(({ label, stratum }) => ({
      unit: label,
      stratum,
    })),
    arms.map(({ key, share }) => ({ arm: key, share })),
  );
  return 'kind' in sizes ? null : sizes;
}

/** Everything about the sizes of the cohorts that stands in the way; the variance must rest on replication somewhere. */
export function sizeObstacles(design: Design, units: readonly Member[]): string[] {
  const { arms, assignment } = design;
  const crowded = strataOf(units).filter(([, count]) => count < arms.length);
  if (assignment.mechanism !== Mechanism.CHOSEN && crowded.length > 0)
    return crowded.map(
      ([stratum, count]) =>
        `cohorts: ${stratum === null ? 'the pilot' : `the stratum "${stratum}"`} has ${unitCount(count)} for ${String(arms.length)} arms: each arm needs one: widen the population, or stratify otherwise.`,
    );
  const sizes = plannedSizes(design, units);
  if (!sizes) return [];
  // Waves are compared with one another and with themselves, so that one unit in each can do.
  const single = assignment.mechanism === Mechanism.CHOSEN || assignment.mechanism === Mechanism.STEPPED;
  const isPaired = assignment.mechanism === Mechanism.PAIRED;
  const least = single || (sizes.length > 1 && !isPaired) ? 1 : 2;
  return arms
    .map(({ key, name }) => ({ name, count: armTotal(sizes, key) }))
    .filter(({ count }) => count < least)
    .map(
      ({ name, count }) =>
        `cohorts: the arm "${name}" would have ${unitCount(count)}, and needs ${String(least)}: widen the population.`,
    );
}

/** By pilot arm: the smallest p its comparison with control can ever give (0.05 or less is needed to be significant). */
export function smallestPs(
  design: Design,
  sizes: readonly StratumCohorts[],
  basis: Pick<DrawBasis, 'assignments'> | null = null,
): Map<string, number> {
  if (isSwitching(design.assignment)) {
    const orders = sizes.map(({ arms }) => Object.values(arms));
    const smallest = smallestAttainableOrderP(orders);
    // All waves together answer one question.
    return new Map([[design.arms.map(({ key }) => key).join('+'), smallest]]);
  }
  const control = controlOf(design.arms)?.key ?? '';
  const pilots = design.arms.filter(({ isControl }) => !isControl);
  const drawn = ({ arms }: StratumCohorts, key: string) => ({
    units: (arms[key] ?? 0) + (arms[control] ?? 0),
    pilot: arms[key] ?? 0,
  });
  const smallest = (key: string): number =>
    design.assignment.mechanism === Mechanism.PAIRED
      ? smallestAttainableP(Array.from({ length: armTotal(sizes, key) }, () => ({ units: 2, pilot: 1 })))
      : smallestAttainableP(
          sizes.map((stratum) => drawn(stratum, key)),
          basis?.assignments ?? undefined,
        );
  return new Map(pilots.map(({ key }) => [key, smallest(key)]));
}

export function armTotal(sizes: readonly StratumCohorts[], armKey: string): number {
  return sizes.reduce((sum, { arms }) => sum + (arms[armKey] ?? 0), 0);
}

function chosenSizes({ arms, assignment }: Design, units: readonly Member[]): StratumCohorts[] | null {
  const control = controlOf(arms);
  const pilot = arms.find(({ isControl }) => !isControl);
  if (!control || !pilot) return null;
  const chosen = units.filter(({ label }) => assignment.chosenUnits.includes(label)).length;
  return [{ stratum: null, units: units.length, arms: { [control.key]: units.length - chosen, [pilot.key]: chosen } }];
}

/** As the waves were named; whoever is in none never gets the play, where such an arm is planned. */
function stagedSizes(arms: Design['arms'], units: readonly Member[]): StratumCohorts[] {
  const waves = stagedArms(
    arms,
    units.map(({ label }) => label),
  );
  const counts = Object.fromEntries(arms.map(({ key }) => [key, 0]));
  for (const arm of waves.values()) counts[arm] += 1;
  return [{ stratum: null, units: units.length, arms: counts }];
}

/** Of an odd number in a stratum one is left over: which one decides nothing about the sizes. */
function inPairs(units: readonly Member[]): Member[] {
  const odd = strataOf(units).filter(([, count]) => count % 2 === 1);
  const last = odd.map(([name]) => units.findLastIndex(({ stratum }) => stratum === name));
  return units.filter((_, at) => !last.includes(at));
}

function strataOf(units: readonly Member[]): [string | null, number][] {
  const counts = new Map<string | null, number>();
  for (const { stratum } of units) counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  return [...counts];
}

function unitCount(count: number): string {
  return count === 1 ? '1 unit' : `${String(count)} units`;
}

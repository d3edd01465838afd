import type { RosterUnit } from '../roster/roster.rules.js';
import { armObstacles, assignmentObstacles } from './assignment-obstacles.rules.js';
import { plannedSizes, sizeObstacles, smallestPs } from './cohort-sizes.rules.js';
import { basisObstacles, type DrawBasis, leftOver } from './draw-basis.rules.js';
import { usableLooks } from './look-calendar.rules.js';
import { PilotKind } from './pilot.rules.js';
import { isDrawn, Mechanism } from './plan.rules.js';
import { participants, populationObstacles, populationWarnings } from './population.rules.js';
import { switchObstacles } from './switches.rules.js';
import { type Candidate, registrationObstacles } from './registration-obstacles.rules.js';

export interface PeopledCandidate extends Candidate {
  readonly roster: readonly RosterUnit[];
  /** Salespeople in the field who are in no unit. */
  readonly withoutUnit: number;
  /** Fewest salespeople per arm whose results are shown. */
  readonly minimumCohort: number;
  /** What a draw in pairs, or a balanced one, rests on; absent for any other. */
  readonly basis?: DrawBasis | null;
}

export interface Readiness {
  /** Each stands in the way of a registration. */
  readonly obstacles: readonly string[];
  /** Each should be known before it. */
  readonly warnings: readonly string[];
  /** The looks that would be registered. */
  readonly looks: readonly string[];
}

/** All that stands in the way of registering a draft today, and all that should be known before. */
export function readiness(candidate: PeopledCandidate): Readiness {
  const { draft } = candidate;
  const obstacles = [...registrationObstacles(candidate), ...drawObstacles(candidate)];
  const warnings = populationWarnings(draft, candidate.withoutUnit);
  if (obstacles.length > 0) return { obstacles, warnings, looks: draft.looks };
  const looks = registrableLooks(candidate);
  return {
    obstacles,
    warnings: [...warnings, ...powerlessLooks(candidate, looks), ...cohortWarnings(candidate)],
    looks,
  };
}

/** All that stands in the way of drawing the cohorts of a draft today. */
export function drawObstacles({
  kind,
  draft,
  roster,
  basis = null,
}: Pick<PeopledCandidate, 'kind' | 'draft' | 'roster' | 'basis'>): string[] {
  const design = [...armObstacles(draft), ...assignmentObstacles(kind, draft), ...switchObstacles(draft)];
  const population = populationObstacles(draft, roster);
  // Sizes of arms that are wrong, or of people whose place is missing, would only confuse.
  const clear = design.length === 0 && population.length === 0;
  if (!clear) return [...design, ...population];
  return [...sizeObstacles(draft, participants(draft, roster)), ...basisObstacles(draft, basis)];
}

function registrableLooks({ kind, draft, roster, basis }: PeopledCandidate): string[] {
  const sizes = plannedSizes(draft, participants(draft, roster));
  if (kind === PilotKind.FEASIBILITY || !isDrawn(draft.assignment) || !sizes || !draft.windows) return draft.looks;
  const ps = smallestPs(draft, sizes, basis);
  // Under Holm the best of m arms is held against alpha / m.
  return usableLooks(draft.looks, draft.windows, { alpha: draft.alpha / ps.size, smallestP: Math.min(...ps.values()) });
}

function powerlessLooks({ draft }: PeopledCandidate, looks: readonly string[]): string[] {
  return draft.looks
    .filter((on) => !looks.includes(on))
    .map(
      (on) =>
        `looks: on ${on} nothing could be significant with so few units, whatever happens: this look will not be registered.`,
    );
}

function cohortWarnings({ kind, draft, roster, minimumCohort, basis = null }: PeopledCandidate): string[] {
  const units = participants(draft, roster);
  const sizes = plannedSizes(draft, units);
  if (kind === PilotKind.FEASIBILITY || !sizes) return [];
  const ps = isDrawn(draft.assignment) ? [...smallestPs(draft, sizes, basis).values()] : [];
  const worst = Math.max(0, ...ps);
  const level = draft.alpha / ps.length;
  const people = units.reduce((sum, unit) => sum + unit.people.length, 0);
  const smallest = Math.floor(people * Math.min(...draft.arms.map(({ share }) => share)));
  return [
    draft.assignment.mechanism === Mechanism.CHOSEN &&
      'assignment: the units are chosen, not drawn: whatever is found is an association, and this pilot can at most become PROMISING.',
    ...leftOver(basis).map(
      (unit) =>
        `cohorts: "${unit}" is left over by an odd number, and goes into no arm: it takes no part in this pilot.`,
    ),
    worst > level &&
      `cohorts: the smallest p these cohorts can ever give is ${worst.toPrecision(2)}, above ${level.toPrecision(2)}: this pilot cannot become PROVEN, whatever happens.`,
    smallest < minimumCohort &&
      `cohorts: an arm will have about ${String(smallest)} salespeople; results are shown from ${String(minimumCohort)} per arm.`,
  ].filter((warning) => warning !== false);
}

import { balancedAssignments, formPairs } from '../statistics/index.js';
import type { PilotDraft } from './pilot-draft.js';
import { balanceThresholdOf, Mechanism, type PlannedAssignment } from './plan.rules.js';
import type { Participant } from './population.rules.js';

/** What a unit came to before, by the name of what was measured; null where that is not known. */
export type KnownBefore = Readonly<Record<string, number | null>>;

/** What a draw knows of the units beside their strata, by label, as it stood when it was asked. */
export interface DrawBasis {
  /** What pairs are formed from, or what is balanced; of these none is unknown. */
  readonly before: ReadonlyMap<string, KnownBefore>;
  /** Name of the pair, null for who is left over; null where no pairs are formed. */
  readonly pairs: ReadonlyMap<string, string | null> | null;
  /** How many assignments the balance threshold accepts; null where fewer than 1,000, or where nothing is balanced. */
  readonly assignments: number | null;
}

type Design = Pick<PilotDraft, 'arms' | 'assignment'>;

/** Whether the draw rests on what the units came to before. */
export function needsBasis({ mechanism }: Pick<PlannedAssignment, 'mechanism'>): boolean {
  return mechanism === Mechanism.PAIRED || mechanism === Mechanism.RERANDOMISED;
}

/** Null where of no unit anything is known. The first name is what pairs are formed from. */
export function drawBasis(
  { arms, assignment }: Design,
  units: readonly Pick<Participant, 'label' | 'stratum'>[],
  before: ReadonlyMap<string, KnownBefore>,
): DrawBasis | null {
  const names = knownNames(before);
  if (names.length === 0 || units.length === 0) return null;
  if (assignment.mechanism === Mechanism.PAIRED) {
    const [name] = names;
    const paired = formPairs(
      units.map(({ label, stratum }) => ({ unit: label, stratum, before: before.get(label)?.[name] ?? null })),
    );
    return { before, pairs: new Map(paired.map(({ unit, pair }) => [unit, pair])), assignments: null };
  }
  const balanced = filledIn(before, names);
  const counted = balancedAssignments(
    units.map(({ label, stratum }) => ({ unit: label, stratum, balance: balanced.get(label) ?? {} })),
    arms.map(({ key, share }) => ({ arm: key, share })),
    balanceThresholdOf(assignment) ?? 0,
  );
  return { before: balanced, pairs: null, assignments: typeof counted === 'number' ? counted : null };
}

/** What stands in the way of a draw that rests on what was before. */
export function basisObstacles({ assignment }: Design, basis: DrawBasis | null): string[] {
  if (!needsBasis(assignment)) return [];
  if (basis === null)
    return [
      `assignment: a ${assignment.mechanism} draw rests on what the units came to in the primary metric before, and nothing is known of that: name baseline and primary metric, and import the deals.`,
    ];
  if (assignment.mechanism === Mechanism.PAIRED || basis.assignments !== null) return [];
  return [
    'assignment.balanceThreshold: fewer than 1,000 draws would be balanced so closely, which leaves too little to chance: take a larger threshold, or more units.',
  ];
}

/** Who takes no part because an odd number cannot be paired; told before the registration. */
export function leftOver(basis: DrawBasis | null): string[] {
  return [...(basis?.pairs ?? [])].filter(([, pair]) => pair === null).map(([label]) => label);
}

/** In the order in which they are first named; what is known of nobody cannot be balanced. */
function knownNames(before: ReadonlyMap<string, KnownBefore>): string[] {
  const names = new Set([...before.values()].flatMap((values) => Object.keys(values)));
  return [...names].filter((name) => [...before.values()].some((values) => values[name] !== null));
}

/** Who is not known stands at the mean of the others, and so speaks for neither arm. */
function filledIn(
  before: ReadonlyMap<string, KnownBefore>,
  names: readonly string[],
): Map<string, Record<string, number>> {
  const means = new Map(
    names.map((name) => {
      const known = [...before.values()].flatMap((values) => values[name] ?? []);
      return [name, known.reduce((sum, value) => sum + value, 0) / known.length];
    }),
  );
  return new Map(
    [...before].map(([label, values]) => [
      label,
      Object.fromEntries(names.map((name) => [name, values[name] ?? means.get(name) ?? 0])),
    ]),
  );
}

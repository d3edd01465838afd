import { Profile, type RosterPerson, type RosterUnit, UnitKind } from '../roster/roster.rules.js';
import { byCodeUnit } from './canonical-json.rules.js';
import type { PilotDraft } from './pilot-draft.js';
import { Mechanism, type SegmentBy, type StratifyBy } from './plan.rules.js';
import { stagedArms } from './switches.rules.js';

/** A unit that takes part, with the people who are counted in it. */
export interface Participant {
  readonly id: string;
  readonly key: string;
  readonly label: string;
  /** Null where the draw has no strata. */
  readonly stratum: string | null;
  readonly people: readonly RosterPerson[];
}

type Design = Pick<PilotDraft, 'unit' | 'population' | 'assignment' | 'arms'>;

/** Who takes part: the units with people of the chosen regions and teams, sorted by label, each in its stratum. */
export function participants({ population, assignment }: Design, roster: readonly RosterUnit[]): Participant[] {
  const { stratifyBy } = assignment;
  return roster
    .map((unit) => ({ ...unit, people: unit.people.filter((person) => takesPart(person, population)) }))
    .filter(({ people }) => people.length > 0)
    .map((unit) => ({ ...unit, stratum: stratumOf(unit, stratifyBy) }))
    .sort((one, other) => byCodeUnit(one.label, other.label));
}

/** Everything about the people that stands in the way of a registration, but for the sizes of the cohorts. */
export function populationObstacles(design: Design, roster: readonly RosterUnit[]): string[] {
  const everybody = roster.flatMap(({ people }) => people);
  const units = participants(design, roster);
  if (everybody.length === 0)
    return [`population: nobody in the roster is in the field today as a ${design.unit}: fill the roster first.`];
  return [
    ...strangers(
      'population.regions',
      design.population.regions,
      everybody.map(({ region }) => region),
    ),
    ...strangers(
      'population.teams',
      design.population.teams,
      everybody.map(({ team }) => team),
    ),
    ...(units.length === 0 ? ['population: nobody belongs to it: choose other regions or teams.'] : []),
    ...strangers(
      'assignment.chosenUnits',
      design.assignment.chosenUnits,
      units.map(({ label }) => label),
    ),
    ...waveObstacles(
      design,
      units.map(({ label }) => label),
    ),
    ...strataObstacles(design, units),
  ];
}

/** What a manager should know about the people before registering, without it standing in the way. */
export function populationWarnings({ unit }: Pick<PilotDraft, 'unit'>, leftOut: number): string[] {
  if (leftOut === 0 || unit === UnitKind.SALESPERSON) return [];
  const many = leftOut === 1 ? '1 salesperson has' : `${String(leftOut)} salespeople have`;
  return [`population: ${many} no ${unit.toLowerCase()} and so cannot take part.`];
}

function takesPart({ region, team }: RosterPerson, { regions, teams }: Design['population']): boolean {
  return (
    (regions.length === 0 || (region !== null && regions.includes(region))) &&
    (teams.length === 0 || (team !== null && teams.includes(team)))
  );
}

const PLACE: Readonly<Record<StratifyBy, (person: RosterPerson) => string | null>> = {
  REGION: ({ region }) => region,
  TEAM: ({ team }) => team,
  TERRITORY: ({ territory }) => territory,
};

const SEGMENT: Readonly<Record<SegmentBy, (person: RosterPerson) => string | null>> = {
  ...PLACE,
  // That nobody has said how they sell is nothing they have in common.
  PROFILE: ({ profile }) => (profile === Profile.UNKNOWN ? null : profile),
};

/** The segment of a person by each of these; null where there is none. */
export function segmentsOf(person: RosterPerson, by: readonly SegmentBy[]): Partial<Record<SegmentBy, string | null>> {
  return Object.fromEntries(by.map((one) => [one, SEGMENT[one](person)]));
}

/** The place all people of a unit share; null where they share none. */
function stratumOf({ people }: Pick<RosterUnit, 'people'>, stratifyBy: StratifyBy | null): string | null {
  if (stratifyBy === null) return null;
  const places = new Set(people.map(PLACE[stratifyBy]));
  return places.size === 1 ? ([...places][0] ?? null) : null;
}

/** Every unit must be in a wave, or in the arm that never gets the play. */
function waveObstacles({ arms, assignment: { mechanism } }: Design, units: readonly string[]): string[] {
  if (mechanism !== Mechanism.STAGED) return [];
  const inWaves = stagedArms(arms, units);
  const outside = units.filter((unit) => !inWaves.has(unit));
  return [
    ...strangers(
      'arms',
      arms.flatMap(({ chosenUnits }) => chosenUnits ?? []),
      units,
    ),
    ...(outside.length === 0
      ? []
      : [
          `arms: ${listed(outside)} ${outside.length === 1 ? 'is' : 'are'} in no wave: name them in one, or add an arm that never gets the play (control, without playFrom).`,
        ]),
  ];
}

function strataObstacles({ assignment: { stratifyBy } }: Design, units: readonly Participant[]): string[] {
  if (stratifyBy === null) return [];
  const unplaced = units.filter(({ stratum }) => stratum === null).map(({ label }) => label);
  if (unplaced.length === 0) return [];
  return [
    `assignment.stratifyBy: ${listed(unplaced)} ${unplaced.length === 1 ? 'has' : 'have'} no ${stratifyBy.toLowerCase()}, or more than one: complete the roster, or stratify otherwise.`,
  ];
}

function strangers(place: string, asked: readonly string[], there: readonly (string | null)[]): string[] {
  const unknown = asked.filter((name) => !there.includes(name));
  return unknown.length === 0 ? [] : [`${place}: ${listed(unknown)} ${unknown.length === 1 ? 'is' : 'are'} not there.`];
}

/** Names enough to find them, not a page of them. */
function listed(names: readonly string[]): string {
  const MOST = 5;
  const shown = names.slice(0, MOST).map((name) => `"${name}"`);
  return `${shown.join(', ')}${names.length > MOST ? ` and ${String(names.length - MOST)} more` : ''}`;
}

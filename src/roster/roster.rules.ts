import { mayEnter, Role } from '../access/access.rules.js';

/** Real people are named to administrators and managers; everybody else sees pseudonyms. */
export function maySeeNames(role: Role): boolean {
  return mayEnter(role, [Role.MANAGER]);
}

/** What can be assigned to an arm. */
export const UnitKind = { SALESPERSON: 'SALESPERSON', TEAM: 'TEAM', TERRITORY: 'TERRITORY' } as const;
export type UnitKind = (typeof UnitKind)[keyof typeof UnitKind];

/** The five profiles of Dixon & Adamson, The Challenger Sale (2011). */
export const Profile = {
  HARD_WORKER: 'HARD_WORKER',
  CHALLENGER: 'CHALLENGER',
  RELATIONSHIP_BUILDER: 'RELATIONSHIP_BUILDER',
  LONE_WOLF: 'LONE_WOLF',
  PROBLEM_SOLVER: 'PROBLEM_SOLVER',
  UNKNOWN: 'UNKNOWN',
} as const;
export type Profile = (typeof Profile)[keyof typeof Profile];

/** Names and keys are indexed, and an index entry has its limits. */
export const LONGEST_KEY = 200;

export interface RosterPerson {
  readonly id: string;
  readonly key: string;
  readonly pseudonym: string;
  readonly team: string | null;
  readonly territory: string | null;
  /** The person's own region, else the territory's. */
  readonly region: string | null;
  readonly profile: Profile;
  readonly startedOn: string | null;
  /** Last day in the field. */
  readonly leftOn: string | null;
}

export interface RosterUnit {
  readonly id: string;
  /** The same in every database: the CRM's key of a salesperson (it may be a real name), the name of a team or territory. */
  readonly key: string;
  /** What may be shown: a salesperson's pseudonym, the name of a team or territory. */
  readonly label: string;
  readonly people: readonly RosterPerson[];
}

/** Whether somebody is in the field on a day: from the first day to the last, both included. */
export function inTheField({ startedOn, leftOn }: Pick<RosterPerson, 'startedOn' | 'leftOn'>, on: string): boolean {
  return (startedOn === null || startedOn <= on) && (leftOn === null || on <= leftOn);
}

/** Order by code unit: databases sort text by their own locale, and a draw must not depend on that. */
export function byKey(one: { readonly key: string }, other: { readonly key: string }): number {
  if (one.key === other.key) return 0;
  return one.key < other.key ? -1 : 1;
}

// Without 0, O, 1, I, L and without vowels, so that no code is misread or spells a word.
const PSEUDONYM_LETTERS = '23456789BCDFGHJKMNPQRSTVWXZ';
const PSEUDONYM_LENGTH = 5;

/** A neutral code such as P-7KX3Q from random bytes; null when these bytes run out before five letters are found. */
export function pseudonymFrom(random: Uint8Array): string | null {
  // Bytes beyond the last whole round are passed over: a remainder would favour the first letters.
  const limit = 256 - (256 % PSEUDONYM_LETTERS.length);
  const letters = [...random]
    .filter((byte) => byte < limit)
    .slice(0, PSEUDONYM_LENGTH)
    .map((byte) => PSEUDONYM_LETTERS.charAt(byte % PSEUDONYM_LETTERS.length));
  return letters.length === PSEUDONYM_LENGTH ? `P-${letters.join('')}` : null;
}

/** One reason for each key that is given more than once. */
export function repeatedKeys(keys: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set(keys.filter((key) => seen.size === seen.add(key).size));
  return [...repeated].map((key) => `"${key}" is given more than once.`);
}

interface SalespersonFacts {
  readonly name: string;
  readonly pseudonym?: string | null;
  readonly startedOn?: string | null;
  readonly leftOn?: string | null;
}

/** What is wrong with a salesperson as given; empty when nothing is. */
export function salespersonFaults({ name, pseudonym, startedOn, leftOn }: SalespersonFacts): string[] {
  return [
    pseudonym?.toLowerCase() === name.toLowerCase() &&
      'The pseudonym is the name itself: choose another, or leave it out and one is drawn.',
    startedOn != null &&
      leftOn != null &&
      leftOn < startedOn &&
      `The last day ${leftOn} lies before the first day ${startedOn}.`,
  ].filter((fault) => fault !== false);
}

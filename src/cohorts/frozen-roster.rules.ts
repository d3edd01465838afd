import { canonicalJson, sha256 } from '../pilots/canonical-json.rules.js';
import type { Participant } from '../pilots/population.rules.js';

/** A unit as it stood at registration. Labels only: no row ids and no real names, so that anybody may draw again. */
export interface FrozenUnit {
  readonly unit: string;
  readonly stratum: string | null;
  /** Pseudonyms of its people, sorted. */
  readonly people: readonly string[];
}

/** The roster a draw acts on; participants come sorted by label. */
export function frozenRoster(participants: readonly Participant[]): FrozenUnit[] {
  return participants.map(({ label, stratum, people }) => ({
    unit: label,
    stratum,
    people: people.map(({ pseudonym }) => pseudonym).sort(),
  }));
}

export function rosterSha256(roster: readonly FrozenUnit[]): string {
  return sha256(canonicalJson(roster));
}

import { canonicalJson, sha256 } from '../pilots/canonical-json.rules.js';
import type { DrawBasis, KnownBefore } from '../pilots/draw-basis.rules.js';
import type { Participant } from '../pilots/population.rules.js';

/** A unit as it stood at registration. Labels only: no row ids and no real names, so that anybody may draw again. */
export interface FrozenUnit {
  readonly unit: string;
  readonly stratum: string | null;
  /** Pseudonyms of its people, sorted. */
  readonly people: readonly string[];
  /** Only of a draw in pairs: null for a unit that an odd number left over. */
  readonly pair?: string | null;
  /** Only of a draw that rests on it: what the unit came to before, by name. */
  readonly balance?: KnownBefore;
}

/** The roster a draw acts on; participants come sorted by label. */
export function frozenRoster(participants: readonly Participant[], basis: DrawBasis | null = null): FrozenUnit[] {
  return participants.map(({ label, stratum, people }) => ({
    unit: label,
    stratum,
    people: people.map(({ pseudonym }) => pseudonym).sort(),
    ...(basis?.pairs && { pair: basis.pairs.get(label) ?? null }),
    ...(basis && { balance: basis.before.get(label) ?? {} }),
  }));
}

export function rosterSha256(roster: readonly FrozenUnit[]): string {
  return sha256(canonicalJson(roster));
}

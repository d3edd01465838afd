import { createHash } from 'node:crypto';

/**
 * JSON in the canonical form of RFC 8785 (doi:10.17487/RFC8785): no blanks, keys in the order of their UTF-16 code
 * units, numbers as ECMAScript writes them. The same value gives the same text in every language that follows it.
 * Throws a TypeError for what JSON cannot hold: a plan with that in it is our own fault.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value).sort(([one], [other]) => byCodeUnit(one, other));
    return `{${members.map(([key, member]) => `${text(key)}:${canonicalJson(member)}`).join(',')}}`;
  }
  throw new TypeError(`Canonical JSON holds no ${typeof value === 'number' ? String(value) : typeof value}.`);
}

/** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Order by UTF-16 code unit, the same on every machine and in every locale. */
export function byCodeUnit(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function text(value: string): string {
  // Half a surrogate pair has no UTF-8, so it would hash differently from one language to another.
  if (/\p{Surrogate}/u.test(value)) throw new TypeError('Canonical JSON holds no half of a surrogate pair.');
  return JSON.stringify(value);
}

import { Transform } from 'class-transformer';
import { IsString, Length, Matches } from 'class-validator';

const EVERY_TEXT = { each: true } as const;

/**
 * Text that a person wrote: outer blanks are dropped; empty text and control characters are refused (PostgreSQL
 * cannot keep NUL), and so is half of a surrogate pair, which has no UTF-8. Works for one text and for a list of texts.
 */
export function Prose(longest: number): PropertyDecorator {
  return text(longest, /^(?:[^\p{Cc}\p{Surrogate}]|[\t\r\n])*$/u, 'must not hold control characters');
}

/** Prose in one line, such as a name. */
export function Line(longest: number): PropertyDecorator {
  return text(longest, /^[^\p{Cc}\p{Surrogate}\u2028\u2029]*$/u, 'must be one line without control characters');
}

function text(longest: number, allowed: RegExp, message: string): PropertyDecorator {
  const checks = [
    IsString(EVERY_TEXT),
    Length(1, longest, EVERY_TEXT),
    Matches(allowed, { ...EVERY_TEXT, message }),
    Transform(({ value }) => (Array.isArray(value) ? value.map(withoutOuterBlanks) : withoutOuterBlanks(value))),
  ];
  return (target, property) => {
    for (const check of checks) check(target, property);
  };
}

function withoutOuterBlanks(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

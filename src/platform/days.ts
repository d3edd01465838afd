import { isISO8601, ValidateBy, type ValidationOptions } from 'class-validator';

const MILLISECONDS_A_DAY = 86_400_000;

/** Whether a text is a day of the calendar as YYYY-MM-DD. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(instant) && dayOfMilliseconds(instant) === text;
}

/** A day of the calendar in an input, or a list of them. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isDay',
      validator: { validate: isDay, defaultMessage: () => 'must be a day of the calendar as YYYY-MM-DD' },
    },
    options,
  );
}

/** An instant in an input: ISO 8601, but none of its week dates and the like, of which JavaScript makes no instant. */
export function IsInstant(): PropertyDecorator {
  return ValidateBy({
    name: 'isInstant',
    validator: {
      validate: (value: unknown) => isISO8601(value, { strict: true }) && !Number.isNaN(Date.parse(String(value))),
      defaultMessage: () => 'must be an instant as 2026-12-31T23:59:59Z (ISO 8601)',
    },
  });
}

/** Counted in days of UTC, so that no change of the clock ever shifts one. */
export function dayAfter(day: string, days: number): string {
  return dayOfMilliseconds(Date.parse(`${day}T00:00:00.000Z`) + days * MILLISECONDS_A_DAY);
}

/** Whole days from one day to another; 0 from a day to itself. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / MILLISECONDS_A_DAY;
}

/** How many days a window has, both its ends included. */
export function daysIn({ from, to }: { readonly from: string; readonly to: string }): number {
  return daysBetween(from, to) + 1;
}

/** The last instant of a day, UTC. */
export function endOf(day: string): string {
  return `${day}T23:59:59.999Z`;
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: string): string {
  const sinceMonday = (new Date(`${day}T00:00:00.000Z`).getUTCDay() + 6) % 7;
  return dayAfter(day, -sinceMonday);
}

/** The day of an instant in UTC. */
export function dayOf(instant: string): string {
  return instant.slice(0, 10);
}

function dayOfMilliseconds(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}

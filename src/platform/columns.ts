import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm';

/**
 * Column kinds that mean the same in SQLite and PostgreSQL. No database defaults: their spelling differs
 * between the two, and the services set every value. The twins for migrations are in migrations/columns.ts.
 */
type Nullable = Pick<ColumnOptions, 'nullable'>;

export const ID_LENGTH = 36;

export const Id = (): PropertyDecorator => PrimaryColumn('varchar', { length: ID_LENGTH });
export const Reference = (options: Nullable = {}): PropertyDecorator =>
  Column('varchar', { length: ID_LENGTH, ...options });
export const Text = (options: Nullable = {}): PropertyDecorator => Column('text', options);
/** A short text from one of our own vocabularies. */
export const Word = (options: Nullable = {}): PropertyDecorator => Column('varchar', { length: 64, ...options });
/** ISO 8601 in UTC with milliseconds: text sorts as time does, in both databases. */
export const Instant = (options: Nullable = {}): PropertyDecorator => Column('varchar', { length: 24, ...options });
/** YYYY-MM-DD. */
export const Day = (options: Nullable = {}): PropertyDecorator => Column('varchar', { length: 10, ...options });
export const Whole = (options: Nullable = {}): PropertyDecorator => Column('integer', options);
export const Flag = (options: Nullable = {}): PropertyDecorator => Column('boolean', options);
/** A share 0-1, a statistic, a factor. PostgreSQL's `real` has four bytes only. */
export const Real = (options: Nullable = {}): PropertyDecorator => Column('double precision', options);
/** Money in minor units. PostgreSQL returns bigint as text; every amount up to 2^53 is exact as a number. */
export const Money = (options: Nullable = {}): PropertyDecorator =>
  Column('bigint', {
    ...options,
    transformer: {
      to: (value: number | null) => value,
      from: (value: string | number | null) => (value === null ? null : Number(value)),
    },
  });
/** A value kept whole as JSON text: written once, read whole, never searched into. */
export const Json = (options: Nullable = {}): PropertyDecorator => Column('simple-json', options);

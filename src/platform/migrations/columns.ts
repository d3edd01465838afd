import { Table, type TableColumnOptions, type TableForeignKeyOptions } from 'typeorm';
import { ID_LENGTH } from '../columns.js';

/** The migrations' twins of the decorators in ../columns.ts, valid for SQLite and PostgreSQL alike. */
type Extra = Pick<TableColumnOptions, 'isNullable'>;
type Make = (name: string, extra?: Extra) => TableColumnOptions;

const optional: Extra = { isNullable: true };

export const id = (): TableColumnOptions => ({
  name: 'id',
  type: 'varchar',
  length: String(ID_LENGTH),
  isPrimary: true,
});
export const reference: Make = (name, extra = {}) => ({ name, type: 'varchar', length: String(ID_LENGTH), ...extra });
export const text: Make = (name, extra = {}) => ({ name, type: 'text', ...extra });
export const word: Make = (name, extra = {}) => ({ name, type: 'varchar', length: '64', ...extra });
export const instant: Make = (name, extra = {}) => ({ name, type: 'varchar', length: '24', ...extra });
export const day: Make = (name, extra = {}) => ({ name, type: 'varchar', length: '10', ...extra });
export const whole: Make = (name, extra = {}) => ({ name, type: 'integer', ...extra });
export const flag: Make = (name, extra = {}) => ({ name, type: 'boolean', ...extra });
export const real: Make = (name, extra = {}) => ({ name, type: 'double precision', ...extra });
export const money: Make = (name, extra = {}) => ({ name, type: 'bigint', ...extra });
/** Kept as text in both databases. */
export const json: Make = (name, extra = {}) => text(name, extra);

/** The same column, but it may be empty. */
export const perhaps = (make: Make, name: string): TableColumnOptions => make(name, optional);

export const belongsTo = (table: string, column: string, onDelete = 'CASCADE'): TableForeignKeyOptions => ({
  columnNames: [column],
  referencedTableName: table,
  referencedColumnNames: ['id'],
  onDelete,
});

interface Keys {
  readonly uniques?: readonly (readonly string[])[];
  readonly indices?: readonly (readonly string[])[];
}

/** A table whose key names are TypeORM's own, so that the entities show no difference to it. */
export function table(
  name: string,
  columns: TableColumnOptions[],
  foreignKeys: TableForeignKeyOptions[] = [],
  { uniques = [], indices = [] }: Keys = {},
): Table {
  return new Table({
    name,
    columns,
    foreignKeys,
    uniques: uniques.map((columnNames) => ({ columnNames: [...columnNames] })),
    indices: indices.map((columnNames) => ({ columnNames: [...columnNames] })),
  });
}

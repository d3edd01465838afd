import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';

/** Rows a statement. Few different sizes, because SQLite's driver keeps each statement that it has prepared. */
const ROWS_AT_ONCE = [500, 50, 5, 1];
/** SQLite takes 32,766 parameters a statement, PostgreSQL 65,535. */
const VALUES_AT_ONCE = 5_000;

/**
 * Inserts whole rows, many to a statement: an order of magnitude quicker than save(). A row whose `key` columns are
 * already taken replaces that row, all but its id. No two of the rows may share a key.
 */
export async function writeRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: readonly Row[],
  key: readonly (keyof Row & string)[] = [],
): Promise<void> {
  const { driver } = manager.dataSource;
  const columns = manager.dataSource.getMetadata(entity).columns.map((column) => ({
    property: column.propertyName,
    // The driver is asked only where it would change something: it is slow, and there are millions of cells.
    prepared: (value: unknown): unknown =>
      column.transformer || column.type === 'boolean' || column.type === 'simple-json'
        ? driver.preparePersistentValue(value, column)
        : value,
  }));
  let start = 0;
  for (const size of ROWS_AT_ONCE) {
    const statement = insertStatement(manager, entity, { key, size });
    for (; start + size <= rows.length; start += size) {
      const parameters = rows
        .slice(start, start + size)
        .flatMap((row) => columns.map(({ property, prepared }) => prepared((row as ObjectLiteral)[property] ?? null)));
      await manager.query(statement, parameters);
    }
  }
}

function insertStatement<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  { key, size }: { key: readonly string[]; size: number },
): string {
  const { columns, tablePath } = manager.dataSource.getMetadata(entity);
  const { driver } = manager.dataSource;
  const escaped = (names: readonly string[]): string[] => names.map((name) => driver.escape(name));
  const names = columns.map(({ databaseName }) => databaseName);
  const row = (at: number): string =>
    `(${names.map((_, column) => driver.createParameter('', at * names.length + column)).join(', ')})`;
  const insert = `INSERT INTO ${driver.escape(tablePath)} (${escaped(names).join(', ')}) VALUES ${Array.from({ length: size }, (_, at) => row(at)).join(', ')}`;
  if (key.length === 0) return insert;
  const replaced = escaped(names.filter((name) => name !== 'id' && !key.includes(name)));
  const replacement = replaced.map((name) => `${name} = excluded.${name}`).join(', ');
  const onConflict = replaced.length === 0 ? 'NOTHING' : `UPDATE SET ${replacement}`;
  return `${insert} ON CONFLICT (${escaped(key).join(', ')}) DO ${onConflict}`;
}

/**
 * Reads text columns of the rows in which one of them holds one of the values: a plain statement, without the cost of
 * building entities. `where` narrows by equality.
 */
export async function textsOf<Column extends string>(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  { select, where, column, values }: TextQuery<Column>,
): Promise<Record<Column, string>[]> {
  const { driver } = manager.dataSource;
  const { tablePath } = manager.dataSource.getMetadata(entity);
  const fixed = Object.entries(where);
  const place = (at: number): string => driver.createParameter('', at);
  const narrowed = fixed.map(([name], at) => `${driver.escape(name)} = ${place(at)} AND `).join('');
  const start = `SELECT ${select.map((name) => driver.escape(name)).join(', ')} FROM ${driver.escape(tablePath)} WHERE ${narrowed}${driver.escape(column)} IN `;
  const found: Record<Column, string>[] = [];
  let done = 0;
  for (const size of ROWS_AT_ONCE) {
    const places = Array.from({ length: size }, (_, at) => place(fixed.length + at)).join(', ');
    for (; done + size <= values.length; done += size) {
      const parameters = [...fixed.map(([, value]) => value), ...values.slice(done, done + size)];
      found.push(...(await manager.query<Record<Column, string>[]>(`${start}(${places})`, parameters)));
    }
  }
  return found;
}

interface TextQuery<Column extends string> {
  readonly select: readonly Column[];
  readonly where: Readonly<Record<string, string>>;
  readonly column: NoInfer<Column>;
  readonly values: readonly string[];
}

/**
 * Lets PostgreSQL count a table that grows fast. Until it has, it takes the rows of a workspace for a few hundred, reads
 * them all for every question, and a large import takes hours. SQLite chooses its index without counting.
 */
export async function countAfresh(manager: EntityManager, entity: EntityTarget<ObjectLiteral>): Promise<void> {
  if (manager.dataSource.options.type !== 'postgres') return;
  const { tablePath } = manager.dataSource.getMetadata(entity);
  await manager.query(`ANALYZE ${manager.dataSource.driver.escape(tablePath)}`);
}

/** Reads in pieces small enough for one statement: `read` is asked with so many of the values at a time. */
export async function inPieces<Value, Found>(
  values: readonly Value[],
  read: (some: Value[]) => Promise<Found[]>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let start = 0; start < values.length; start += VALUES_AT_ONCE)
    found.push(...(await read(values.slice(start, start + VALUES_AT_ONCE))));
  return found;
}

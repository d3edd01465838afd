import DataLoader from 'dataloader';
import { type EntityTarget, In, type ObjectLiteral, type DataSource } from 'typeorm';
import type { GraphqlContext } from './graphql.js';

/** One DataLoader per request and key, so that a list of n asks its neighbours once, not n times. */
export function loaderOf<Value>(
  context: GraphqlContext,
  key: unknown,
  load: (ids: readonly string[]) => Promise<readonly Value[]>,
): DataLoader<string, Value> {
  let loader = context.loaders.get(key) as DataLoader<string, Value> | undefined;
  if (!loader) {
    loader = new DataLoader<string, Value>(load);
    context.loaders.set(key, loader);
  }
  return loader;
}

/** Loads rows of one table by id, narrowed to the workspace. */
export function rowLoader<Row extends ObjectLiteral & { id: string; workspaceId: string }>(
  context: GraphqlContext,
  entity: EntityTarget<Row>,
  { dataSource, workspaceId }: { dataSource: DataSource; workspaceId: string },
): DataLoader<string, Row | null> {
  return loaderOf<Row | null>(context, entity, async (ids) => {
    const rows = await dataSource.getRepository(entity).findBy({ id: In([...ids]), workspaceId } as never);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  });
}

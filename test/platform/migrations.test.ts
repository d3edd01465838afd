import { DataSource } from 'typeorm';
import { getDataSourceToken } from '@nestjs/typeorm';
import { BOTH_DATABASES, startApp } from '../support/app.js';

describe.each(BOTH_DATABASES)('the migrations on %s', (database) => {
  it('leave no difference to the entities', async () => {
    const { app, close } = await startApp(database);
    const dataSource = app.get<DataSource>(getDataSourceToken());
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    await close();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('can be undone to the last table', async () => {
    const { app, settings, close } = await startApp(database);
    const { options } = app.get<DataSource>(getDataSourceToken());
    const fresh = await new DataSource({ ...options, migrationsRun: false }).initialize();
    for (let left = fresh.migrations.length; left > 0; left--) await fresh.undoLastMigration();
    const tables = await fresh.query<{ name: string }[]>(
      settings.database.kind === 'sqlite'
        ? `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
        : `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    );
    await fresh.destroy();
    await close();
    expect(tables.map(({ name }) => name).filter((name) => !['migrations', 'typeorm_metadata'].includes(name))).toEqual(
      [],
    );
  });
});

import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import { MIGRATIONS } from './migrations/migrations.js';
import type { DatabaseLocation } from './settings.js';

interface SqliteHandle {
  pragma(command: string): unknown;
}

/** How to reach the database; the tables come from the migrations only, never from the entities. */
export function databaseOptions(location: DatabaseLocation): TypeOrmModuleOptions {
  const both = { migrations: [...MIGRATIONS], migrationsRun: true, synchronize: false, retryAttempts: 0 };
  if (location.kind === 'postgres') return { ...both, type: 'postgres', url: location.url, autoLoadEntities: true };
  return {
    ...both,
    type: 'better-sqlite3',
    database: location.file,
    autoLoadEntities: true,
    enableWAL: true,
    prepareDatabase: (database: SqliteHandle) => {
      // FULL: what was acknowledged survives a power cut.
      database.pragma('synchronous = FULL');
      database.pragma('busy_timeout = 5000');
    },
  };
}

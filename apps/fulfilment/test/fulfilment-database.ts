import { outboxMigrations } from '@orderloom/outbox';
import { rawArchiveMigrations } from '@orderloom/raw-archive';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';

/** A database with all tables of fulfilment, for specs of its statements; it has no service behind it. */
export function fulfilmentDatabase(options: {
  readonly url: string;
  readonly poolSize?: number;
  readonly hotSettings?: string;
}): Promise<Database> {
  return openDatabase({
    poolSize: 1,
    applicationName: 'spec',
    entities: [],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(new URL('../migrations', import.meta.url).pathname)],
    ...options,
  });
}

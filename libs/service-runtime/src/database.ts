import { MikroORM, type EntityManager, type Options } from '@mikro-orm/postgresql';
import { Migration, Migrator } from '@mikro-orm/migrations';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Pool, types } from 'pg';

/** One forward-only step of the schema. */
export interface SqlMigration {
  readonly name: string;
  readonly sql: string;
}

export interface Database {
  /** For questions, whose plans live by the statistics, and for all that is seldom. */
  readonly pool: Pool;
  /** For inbox, relay and the other hot paths: connections that were opened with `hotSettings`. */
  readonly hot: Pool;
  readonly orm: MikroORM;
  /** A fresh identity map for one request. */
  fork(): EntityManager;
  close(): Promise<void>;
}

// Counts and sums fit: bigint columns that may not are read as text and turned to bigint by their reader.
types.setTypeParser(types.builtins.NUMERIC, (value) => value);

/** `settings` are the server's for each connection, as in `-c name=value`. */
export function openPool(options: {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
  readonly settings?: string;
}): Pool {
  const pool = new Pool({
    connectionString: options.url,
    max: options.poolSize,
    application_name: options.applicationName,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 30_000,
    keepAlive: true,
    // Statements that do not wait for each other's answers go out at once: see inTransaction.
    pipeline: true,
    ...(options.settings === undefined ? {} : { options: options.settings }),
  });
  // An idle connection that breaks must not end the process; the next query gets a new one or says so.
  pool.on('error', () => undefined);
  // The same for one in use: the statement in hand says so, and between two statements nobody listens.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Opens pool and ORM and brings the schema up to date. `migrations` run by name; two processes at once wait for each other. */
export async function openDatabase(options: {
  readonly url: string;
  readonly poolSize: number;
  readonly applicationName: string;
  readonly entities: NonNullable<Options['entities']>;
  readonly migrations: readonly SqlMigration[];
  readonly hotSettings?: string;
}): Promise<Database> {
  const pool = openPool(options);
  const hot = options.hotSettings === undefined ? pool : openPool({ ...options, settings: options.hotSettings });
  const orm = await MikroORM.init({
    clientUrl: options.url,
    entities: options.entities,
    discovery: { warnWhenNoEntities: false },
    pool: { min: 0, max: Math.max(2, Math.floor(options.poolSize / 2)) },
    // The migrator would print each step; what was run stands in its own table.
    logger: () => undefined,
    extensions: [Migrator],
    migrations: { migrationsList: options.migrations.map(asMigration), transactional: true, snapshot: false },
  });
  await migrate(pool, orm);
  return {
    pool,
    hot,
    orm,
    fork: () => orm.em.fork(),
    close: async () => {
      await orm.close(true);
      await Promise.all([...new Set([pool, hot])].map((one) => one.end()));
    },
  };
}

/** The `.sql` files of a folder, by name. */
export function sqlMigrations(folder: string): readonly SqlMigration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => ({ name: name.slice(0, -'.sql'.length), sql: readFileSync(join(folder, name), 'utf8') }));
}

async function migrate(pool: Pool, orm: MikroORM): Promise<void> {
  const guard = await pool.connect();
  try {
    await guard.query("select pg_advisory_lock(hashtext('migrations'))");
    await orm.migrator.up();
  } finally {
    guard.release(true);
  }
}

function asMigration(step: SqlMigration): { name: string; class: new (...args: ConstructorParameters<typeof Migration>) => Migration } {
  return {
    name: step.name,
    class: class extends Migration {
      override up(): void {
        this.addSql(step.sql);
      }
    },
  };
}

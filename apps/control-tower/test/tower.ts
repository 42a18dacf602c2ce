import { createOutbox, inTransaction, outboxMigrations, type Tx } from '@orderloom/outbox';
import type { EventType, HubEvent } from '@orderloom/contracts';
import { openDatabase, sqlMigrations, type Database } from '@orderloom/service-runtime';
import { freshDatabase } from '@orderloom/testing';
import { fileURLToPath } from 'node:url';
import type { TowerDeps, TowerStore } from '../src/application/ports.ts';
import { recordFacts } from '../src/application/record-facts.ts';
import { defaultThresholds } from '../src/domain/thresholds.ts';
import { towerStore } from '../src/persistence/tower-store.ts';
import { fact } from './facts.ts';

/** The tower's database, empty and up to date. */
export async function towerDatabase(name: string): Promise<Database> {
  return openDatabase({
    url: await freshDatabase(name),
    poolSize: 6,
    applicationName: 'tower-spec',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
  });
}

/** What the tower's deeds need, by a clock that the spec turns, and facts that happen at its time. */
export function towerAt(now: () => Date, store: TowerStore = towerStore) {
  const deps: TowerDeps = {
    outbox: createOutbox({ source: 'control-tower', now, wake: () => undefined }),
    now,
    thresholds: () => defaultThresholds,
    store,
  };
  return {
    deps,
    fact: <T extends EventType>(type: T, orderId: string, json: Record<string, unknown>, at = now()): HubEvent =>
      fact(type, orderId, json, { at, system: type.includes('.channel.') ? 'douyin' : 'hub' }),
    record: (database: Database, ...events: readonly HubEvent[]) => inTransaction(database.pool, (tx) => recordFacts(deps, tx, events)),
  };
}

/** What this session has written to the rows of the list; of two readings the difference counts, as a session tells its sums by and by. */
export async function rowsWritten(tx: Pick<Tx, 'query'>) {
  const { rows } = await tx.query<{ made: number; moved: number; in_place: number }>(
    `select n_tup_ins::int as made, n_tup_upd::int as moved, n_tup_hot_upd::int as in_place
       from pg_stat_xact_user_tables where relname = 'order_twin'`,
  );
  return rows[0] ?? { made: 0, moved: 0, in_place: 0 };
}

import { createOutbox, inTransaction, outboxMigrations } from '@orderloom/outbox';
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

import { systemClock } from '@orderloom/domain-kernel';
import { connectHub } from '@orderloom/messaging';
import {
  createInbox,
  createOutbox,
  createRelay,
  inTransaction,
  outboxMigrations,
  registerOutboxMetrics,
  TRANSACTION_SETTINGS,
} from '@orderloom/outbox';
import {
  createReadiness,
  openDatabase,
  operationsRoutes,
  portOf,
  repeat,
  rpcAddress,
  sqlMigrations,
  startHttpServer,
  type Logger,
  type RunningService,
} from '@orderloom/service-runtime';
import { createSubgraph, readSdl } from '@orderloom/subgraph';
import { fileURLToPath } from 'node:url';
import { register } from 'prom-client';
import { v7 as uuidv7 } from 'uuid';
import { lookAtClocks } from './application/announce-stuck.ts';
import type { BulkDeps } from './application/bulk-ports.ts';
import { driveBulkJobs } from './application/drive-bulk-jobs.ts';
import { fillRows } from './application/fill-rows.ts';
import { keepBoards } from './application/keep-boards.ts';
import { poolUnlocked } from './application/pool-unlocked.ts';
import { workOffHistory } from './application/work-off-history.ts';
import type { TowerEnv } from './env.ts';
import { auditDoor } from './export/audit-door.ts';
import { exportDoor } from './export/export-door.ts';
import { resolvers } from './graphql/resolvers/index.ts';
import { towerReader } from './messaging/subscriptions.ts';
import { gatherChanges, markChanges } from './persistence/order-changes.ts';
import { orderSetCondition } from './persistence/order-sets.ts';
import { publishedThresholds } from './persistence/published-thresholds.ts';
import { bulkStore } from './persistence/bulk-store.ts';
import { storiesOf, unfilledTwins } from './persistence/order-list/unfilled.ts';
import { rememberTwins } from './persistence/remember-twins.ts';
import { towerStore } from './persistence/tower-store.ts';
import { historyStore } from './persistence/history-store.ts';
import { rawArchives } from './rpc/raw-archives.ts';
import { searchIndex } from './rpc/search-index.ts';

const CLOCK_EVERY_MS = 2_000;
const JOBS_EVERY_MS = 1_000;
const ROWS_EVERY_MS = 60_000;
const SHORTAGES_EVERY_MS = 15_000;
const MARKS_EVERY_MS = 60_000;
const CHANGES_EVERY_MS = 10_000;
const HISTORY_EVERY_MS = 5_000;

/** Builds the tower in plain order; `stop` undoes it from the outside in. */
export async function composeTower(env: TowerEnv, log: Logger): Promise<RunningService> {
  const onTrouble = (what: string, error: unknown): void => log.warn({ err: error }, what);
  const database = await openDatabase({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL,
    applicationName: 'control-tower',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
    hotSettings: TRANSACTION_SETTINGS,
  });
  const thresholds = await publishedThresholds(database.pool);
  const hub = await connectHub({ url: env.NATS_URL, name: 'control-tower' });
  const relay = createRelay({ pool: database.hot, hub, context: 'tower', onTrouble });
  const outbox = createOutbox({ source: 'control-tower', now: systemClock, wake: relay.wake });
  const store = rememberTwins(towerStore);
  const deps = { outbox, now: systemClock, thresholds: thresholds.gates, store };
  const bulk: BulkDeps = {
    bulk: bulkStore,
    store,
    outbox,
    now: systemClock,
    transact: (work) => inTransaction(database.hot, work),
    newId: uuidv7,
    wake: () => jobs.wake(),
  };
  const inbox = createInbox({
    pool: database.hot,
    hub,
    outbox,
    context: 'tower',
    handlers: towerReader({ ...deps, history: historyStore, historyWaits: () => history.wake() }, bulk),
    together: true,
    now: systemClock,
    onTrouble,
  });
  registerOutboxMetrics(register, { pool: database.pool, inbox });

  const archives = rawArchives({ internalKey: env.HUB_INTERNAL_KEY, addressOf: (app) => rpcAddress(app, env) });
  const index = searchIndex({ internalKey: env.HUB_INTERNAL_KEY, address: rpcAddress('channel-adapter', env) });
  const subgraph = createSubgraph({
    typeDefs: readSdl(new URL('./graphql/', import.meta.url)),
    resolvers,
    buildContext: () => ({
      pool: database.pool,
      em: database.fork(),
      thresholds: thresholds.gates(),
      inForce: thresholds.inForce,
      now: systemClock(),
      rawArchives: archives,
      searchIndex: index,
      boardSet: orderSetCondition,
      replay: { pool: database.pool, outbox, store, now: systemClock, replayOwn: inbox.replay },
      deeds: { ...deps, pool: database.pool },
      bulk,
    }),
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });

  const exports = exportDoor({
    ...deps,
    pool: database.pool,
    internalKey: env.HUB_INTERNAL_KEY,
    searchIndex: index,
    boardSet: orderSetCondition,
  });
  const auditFile = auditDoor({ ...deps, pool: database.pool, internalKey: env.HUB_INTERNAL_KEY });
  const readiness = createReadiness();
  readiness.check('postgres', () => database.pool.query('select 1'));
  readiness.check('nats', () => hub.nats.flush());
  const server = await startHttpServer({
    host: env.HUB_HOST,
    port: portOf('control-tower', 'http', env.HUB_PORT_OFFSET),
    routes: [{ path: '/graphql', handler: subgraph.handle }, ...exports, auditFile, ...operationsRoutes(readiness)],
    log,
  });
  const jobs = repeat(
    JOBS_EVERY_MS,
    () => driveBulkJobs(bulk),
    (error) => onTrouble('drive bulk jobs', error),
  );
  let stopping = false;
  const history = repeat(
    HISTORY_EVERY_MS,
    () => workOffHistory({ ...deps, history: historyStore, pool: database.pool, onTrouble }, () => stopping),
    (error) => onTrouble('work off history', error),
  );
  relay.start();
  inbox.start();
  const clocks = repeat(
    CLOCK_EVERY_MS,
    async () => {
      await thresholds.refresh();
      await lookAtClocks(deps, database.pool);
    },
    (error) => onTrouble('look at clocks', error),
  );
  const rows = repeat(
    ROWS_EVERY_MS,
    () => fillRows({ ...deps, unfilled: unfilledTwins, stories: storiesOf }, database.pool),
    (error) => onTrouble('fill rows', error),
  );
  const shortages = repeat(
    SHORTAGES_EVERY_MS,
    () => poolUnlocked(deps, database.pool),
    (error) => onTrouble('look for paid orders without stock', error),
  );

  const changes = repeat(
    CHANGES_EVERY_MS,
    () => gatherChanges(database.pool),
    (error) => onTrouble('lay changes into their order', error),
  );
  const marks = repeat(
    MARKS_EVERY_MS,
    () => markChanges(database.pool),
    (error) => onTrouble('mark where the order of change stands', error),
  );
  const boards = keepBoards(deps, database.pool, thresholds, onTrouble);

  return {
    stop: async () => {
      readiness.drain();
      await boards.stop();
      await clocks.stop();
      await changes.stop();
      await marks.stop();
      await rows.stop();
      await jobs.stop();
      await shortages.stop();
      stopping = true;
      await history.stop();
      await inbox.stop();
      await server.stop();
      await relay.stop();
      archives.close();
      index.close();
      await hub.close();
      await database.close();
    },
  };
}

import { systemClock } from '@orderloom/domain-kernel';
import { connectHub } from '@orderloom/messaging';
import { createInbox, createOutbox, createRelay, outboxMigrations, registerOutboxMetrics, TRANSACTION_SETTINGS } from '@orderloom/outbox';
import { startRpcServer } from '@orderloom/rpc';
import {
  createReadiness,
  openDatabase,
  operationsRoutes,
  portOf,
  sqlMigrations,
  startHttpServer,
  type Logger,
  type RunningService,
} from '@orderloom/service-runtime';
import { createSubgraph, readSdl } from '@orderloom/subgraph';
import { register } from 'prom-client';
import { v7 as newId } from 'uuid';
import { adjustStock } from './application/adjust-stock.ts';
import { createAvailabilityTeller } from './application/announce-availability.ts';
import { createClaimStock } from './application/claim-stock.ts';
import { keepProducts } from './application/keep-products.ts';
import { repairStock } from './application/repair-stock.ts';
import type { inventoryDeployment, InventoryEnv } from './env.ts';
import type { Abilities } from './graphql/context.ts';
import { reopenDrift, settleDrift } from './application/settle-drift.ts';
import { stockLedgerReads } from './persistence/stock-ledger.ts';
import { stockPageReads } from './persistence/stock-page.ts';
import { resolvers } from './graphql/resolvers.ts';
import { createOrderTraces } from './messaging/order-traces.ts';
import { stockMessage } from './messaging/outgoing.ts';
import { subscriptions } from './messaging/subscriptions.ts';
import { claimAnswers } from './persistence/claim-answers.ts';
import { createReadWarehouseStock } from './persistence/read-warehouse-stock.ts';
import { createStockBooks } from './persistence/stock-books.ts';
import { createStockLane } from './persistence/stock-lane.ts';
import { createStockMemory } from './persistence/stock-memory.ts';
import { createStockQueries } from './persistence/stock-queries.ts';
import { stockEntities } from './persistence/stock.mapping.ts';
import { stockClaims } from './rpc/stock-claims.ts';
import { createReservationBreaker } from './domain/reservation-breaker.ts';
import { registerStockMetrics } from './metrics.ts';
import { startSweeps } from './sweeps.ts';

export interface Inventory extends RunningService {
  readonly rpcPort: number;
  readonly httpPort: number;
}

export async function composeInventory(options: {
  readonly env: InventoryEnv;
  readonly deployment: ReturnType<typeof inventoryDeployment>;
  readonly log: Logger;
}): Promise<Inventory> {
  const { env, log } = options;
  const now = systemClock;
  const onTrouble = (what: string, error: unknown): void => log.warn({ err: error }, what);
  const database = await openDatabase({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL,
    applicationName: 'inventory',
    entities: stockEntities,
    migrations: [...outboxMigrations, ...sqlMigrations(new URL('../migrations', import.meta.url).pathname)],
    hotSettings: TRANSACTION_SETTINGS,
  });
  const hub = await connectHub({ url: env.NATS_URL, name: 'inventory' });
  const relay = createRelay({ pool: database.hot, hub, context: 'inventory', onTrouble });
  const outbox = createOutbox({ source: 'inventory', now, wake: relay.wake });
  const traces = createOrderTraces();
  const tell: Parameters<typeof createStockBooks>[0]['tell'] = (tx, events) =>
    outbox.append(
      tx,
      events.map((event) => {
        const message = stockMessage(event);
        const traceparent = traces.of(tx, message.orderId ?? '');
        return traceparent === undefined ? message : { ...message, traceparent };
      }),
    );

  const memory = createStockMemory();
  const lane = createStockLane(database.pool, memory, onTrouble);
  const teller = createAvailabilityTeller({ lane, tell, now, onTrouble });
  const books = createStockBooks({ memory, tell, noteChanged: teller.note });
  const breaker = createReservationBreaker();
  const claim = createClaimStock({ lane, breaker, books, answers: claimAnswers, unpaidHoldMs: env.HUB_UNPAID_HOLD_SECONDS * 1_000, now });
  const inbox = createInbox({
    pool: database.hot,
    hub,
    outbox,
    context: 'inventory',
    now,
    onTrouble,
    handlers: subscriptions({ books, breaker, now, traces }),
    transact: lane.run,
  });

  const readiness = createReadiness();
  readiness.check('database', () => database.pool.query('select 1'));
  readiness.check('nats', () => hub.nats.rtt());
  readiness.check('stock writer', () => (lane.isWriter() ? Promise.resolve() : Promise.reject(new Error('another process writes'))));
  registerStockMetrics(register, { pool: database.pool, lane, memory, breaker, now });
  registerOutboxMetrics(register, { pool: database.pool, inbox });

  const queries = createStockQueries(database);
  const warehouses = new Set(options.deployment.warehouses.map((warehouse) => warehouse.id));
  const page = stockPageReads(database.pool);
  const ledger = stockLedgerReads(database.pool);
  const subgraph = createSubgraph({
    typeDefs: readSdl(new URL('./graphql/', import.meta.url)),
    resolvers,
    buildContext: (): Abilities => ({
      queries,
      page,
      ledger,
      adjustStock: (wish) => adjustStock({ lane, books, tell, now, newId, knowsWarehouse: (id) => warehouses.has(id) }, wish),
      repair: (wish) => repairStock({ lane, books, tell, now, noteChanged: teller.note }, wish),
      settleDrift: (wish) => settleDrift({ lane, tell, now }, wish),
      reopenDrift: (wish) => reopenDrift({ lane, tell, now }, wish),
    }),
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });

  lane.start();
  relay.start();
  await keepProductsWhenWriter({ lane, books, noteChanged: teller.note }, options.deployment.products, now());
  await teller.catchUp();
  inbox.start();
  const sweeps = startSweeps({ lane, books, breaker, tell, now, onTrouble });
  const rpc = await startRpcServer({
    host: env.HUB_HOST,
    port: portOf('inventory', 'grpc', env.HUB_PORT_OFFSET),
    services: [stockClaims({ claim, read: createReadWarehouseStock(database.pool) })],
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });
  const http = await startHttpServer({
    host: env.HUB_HOST,
    port: portOf('inventory', 'http', env.HUB_PORT_OFFSET),
    routes: [...operationsRoutes(readiness), { path: '/graphql', handler: subgraph.handle }],
    log,
  });

  return {
    rpcPort: rpc.port,
    httpPort: http.port,
    stop: async () => {
      readiness.drain();
      await rpc.stop();
      await inbox.stop();
      await sweeps.stop();
      teller.stop();
      await lane.stop();
      await relay.stop();
      await http.stop();
      await hub.close();
      await database.close();
    },
  };
}

/** A predecessor that was just killed holds the writer until Postgres notices: that takes moments, not minutes. */
async function keepProductsWhenWriter(
  deps: Parameters<typeof keepProducts>[0] & { readonly lane: ReturnType<typeof createStockLane> },
  settings: ReturnType<typeof inventoryDeployment>['products'],
  now: Date,
): Promise<void> {
  const products = settings.map((product) => ({
    sku: product.sku,
    safety: product.safetyStock,
    name: product.name ?? '',
    nameEn: product.nameEn ?? '',
  }));
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await deps.lane.run((tx) => keepProducts(deps, tx, { products, now }));
    } catch (error) {
      if (deps.lane.isWriter() || attempt >= 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

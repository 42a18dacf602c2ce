import { systemClock } from '@orderloom/domain-kernel';
import { connectHub } from '@orderloom/messaging';
import { createInbox, createOutbox, createRelay, outboxMigrations, registerOutboxMetrics, TRANSACTION_SETTINGS } from '@orderloom/outbox';
import { createRawArchive, rawArchiveMigrations, rawArchiveRpc } from '@orderloom/raw-archive';
import { RawArchiveDefinition } from '@orderloom/contracts/hub/raw/v1/service';
import { serve, startRpcServer } from '@orderloom/rpc';
import {
  createReadiness,
  openDatabase,
  openPool,
  operationsRoutes,
  portOf,
  readDeployment,
  rpcAddress,
  sqlMigrations,
  startHttpServer,
  type Logger,
  type RunningService,
} from '@orderloom/service-runtime';
import { createSubgraph, readSdl } from '@orderloom/subgraph';
import { register } from 'prom-client';
import { askTraceAgain } from './application/ask-trace-again.ts';
import { confirmMilestone } from './application/confirm-milestone.ts';
import { sourceAgain } from './application/source-again.ts';
import { createLinks } from './compose-links.ts';
import { createLanes } from './compose-lanes.ts';
import { fulfilmentDeployment } from './deployment.ts';
import { firstSourcingRule } from './domain/sourcing-rule.ts';
import { readSourcingRule } from './read-sourcing-rule.ts';
import type { FulfilmentEnv } from './env.ts';
import type { Abilities } from './graphql/context.ts';
import { resolvers } from './graphql/resolvers.ts';
import { hookRoutes } from './hooks/door.ts';
import { createPushKeeper } from './hooks/receive-pushes.ts';
import { fulfilmentReader } from './messaging/reader.ts';
import { stopsAhead } from './messaging/stops-ahead.ts';
import { registerFulfilmentMetrics } from './metrics.ts';
import { awaitedTokens, knownOrders, locateWaiting } from './persistence/clearances.ts';
import { forgetSending } from './persistence/dispatches.ts';
import { createFulfilmentQueries } from './persistence/fulfilment-queries.ts';
import { fulfilmentEntities } from './persistence/fulfilment.mapping.ts';
import { createMilestones } from './persistence/milestones.ts';
import { createOrderPageReads } from './persistence/order-page-reads.ts';
import { warehousePageReads } from './persistence/warehouse-page.ts';
import { publishRules, readRule, upsertReference } from './persistence/reference.ts';
import { createStore } from './persistence/store.ts';
import { allowedRawNames } from './raw-allowed.ts';
import { createRpcDoors } from './rpc/clients.ts';

const CANCEL_CONNECTIONS = 6;

/** Builds the service in plain order. */
export async function composeFulfilment(env: FulfilmentEnv, log: Logger): Promise<RunningService> {
  const now = systemClock;
  const onTrouble = (what: string, error: unknown): void => log.warn({ err: error }, what);
  const deployment = readDeployment(env.HUB_DEPLOYMENT_FILE, fulfilmentDeployment);
  const database = await openDatabase({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL,
    applicationName: 'fulfilment',
    entities: fulfilmentEntities,
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(new URL('../migrations', import.meta.url).pathname)],
    hotSettings: TRANSACTION_SETTINGS,
  });
  const { pool: boards, hot: pool } = database;
  const cancelPool = openPool({
    url: env.DATABASE_URL,
    settings: TRANSACTION_SETTINGS,
    poolSize: CANCEL_CONNECTIONS,
    applicationName: 'fulfilment cancels',
  });
  await upsertReference(pool, deployment);
  await publishRules(
    pool,
    [{ rule: firstSourcingRule, publishedBy: 'orderloom' }, ...deployment.sourcingRules.map(readSourcingRule)],
    now(),
  );
  await forgetSending(pool);
  const rule = await readRule(pool);

  const hub = await connectHub({ url: env.NATS_URL, name: 'fulfilment' });
  const relay = createRelay({ pool, hub, context: 'fulfilment', onTrouble });
  const outbox = createOutbox({ source: 'fulfilment', now, wake: relay.wake });
  const archive = createRawArchive({ pool, masterKey: env.HUB_MASTER_KEY, context: 'fulfilment', allowed: allowedRawNames });
  const metrics = registerFulfilmentMetrics(register, boards);
  const doors = createRpcDoors(
    { inventory: rpcAddress('inventory', env), order: rpcAddress('order', env), vault: rpcAddress('channel-adapter', env) },
    env.HUB_INTERNAL_KEY,
  );
  const links = createLinks({ deployment, pool, cancelPool, archive, now });
  const base = { pool, now, log, append: outbox.append, saveRaws: archive.save };
  const lanes = createLanes({
    base,
    cancelPool,
    deployment,
    store: createStore(),
    doors,
    links,
    rule: () => rule,
    metrics,
    quietMs: env.FULFILMENT_QUIET_SECONDS * 1_000,
    keeper: (given) => createPushKeeper({ pool, archive, now, ...given }),
    refOf: archive.refOf,
  });
  const reading = { hub, outbox, context: 'fulfilment', now, onTrouble } as const;
  const inbox = createInbox({
    ...reading,
    pool,
    handlers: fulfilmentReader({
      ...lanes.abilities,
      sourceAgain: { ...base, onWaiting: lanes.wakeSourcing },
      locateWaiting,
      awaitedTokens: (tokens) => awaitedTokens(pool, tokens),
      onLocated: lanes.onLocated,
    }),
  });

  const ahead = createInbox({
    ...reading,
    pool: cancelPool,
    handlers: stopsAhead({ stops: lanes.abilities.stops, knownOrders: (orderIds) => knownOrders(cancelPool, orderIds) }),
    ahead: 'fulfilment-stops',
    paceMs: 0,
  });

  const readiness = createReadiness();
  readiness.check('database', () => pool.query('select 1'));
  readiness.check('nats', () => hub.nats.rtt());
  registerOutboxMetrics(register, { pool, inbox });
  const queries = createFulfilmentQueries(database);
  const reads = createOrderPageReads(boards);
  const milestones = createMilestones(boards);
  const madeToOrder = new Set(deployment.products.filter((product) => product.madeToOrder).map((product) => product.sku));
  const isMadeToOrder = (sku: string): boolean => madeToOrder.has(sku);
  const subgraph = createSubgraph({
    typeDefs: readSdl(new URL('./graphql/', import.meta.url)),
    resolvers,
    buildContext: (): Abilities => ({
      queries,
      reads,
      warehousePage: warehousePageReads(boards),
      occupancyLimit: () => rule.maxOccupancy,
      now,
      sourceAgain: (wish) => sourceAgain({ ...base, onWaiting: lanes.wakeSourcing }, wish),
      milestones,
      isMadeToOrder,
      confirmMilestone: (wish) => confirmMilestone({ ...base, milestones, isMadeToOrder }, wish),
      askTraceAgain: (wish) => askTraceAgain(lanes.trace, wish),
    }),
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });

  relay.start();
  inbox.start();
  ahead.start();
  lanes.start();
  const port = (door: string): number => portOf('fulfilment', door, env.HUB_PORT_OFFSET);
  const host = env.HUB_HOST;
  const rpc = await startRpcServer({
    host,
    port: port('grpc'),
    services: [serve(RawArchiveDefinition, rawArchiveRpc(archive))],
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });
  const hooks = await startHttpServer({
    host,
    port: port('hooks'),
    routes: hookRoutes({
      keeper: lanes.keeper,
      qimen: deployment.wms,
      sfAccounts: new Set(deployment.carriers.map((carrier) => carrier.account)),
      now,
      log,
      refused: metrics.pushRefused,
    }),
    log,
  });
  const http = await startHttpServer({
    host,
    port: port('http'),
    routes: [...operationsRoutes(readiness), { path: '/graphql', handler: subgraph.handle }],
    log,
  });

  return {
    stop: async () => {
      readiness.drain();
      await hooks.stop();
      await Promise.all([inbox.stop(), ahead.stop()]);
      await lanes.stop();
      await rpc.stop();
      await http.stop();
      await relay.stop();
      doors.close();
      await links.close();
      await hub.close();
      await cancelPool.end();
      await database.close();
    },
  };
}

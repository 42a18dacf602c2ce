import { systemClock } from '@orderloom/domain-kernel';
import { connectHub } from '@orderloom/messaging';
import {
  createInbox,
  createOutbox,
  createRelay,
  inTransaction,
  newId,
  outboxMigrations,
  registerOutboxMetrics,
  type Tx,
  TRANSACTION_SETTINGS,
} from '@orderloom/outbox';
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
import { addRemark } from './application/add-remark.ts';
import { askStockAgainForUnanswered } from './application/ask-stock-again.ts';
import { cancelOrder } from './application/cancel-order.ts';
import { changeAddress } from './application/change-address.ts';
import { claimDispatches } from './application/claim-dispatch.ts';
import { expediteOrder } from './application/expedite-order.ts';
import { holdOrder } from './application/hold-order.ts';
import type { TellOrders } from './application/ports.ts';
import { publishHoldRules } from './application/publish-hold-rules.ts';
import { releaseHold } from './application/release-hold.ts';
import { createReviewBook } from './application/review-book.ts';
import { withdrawRemark } from './application/withdraw-remark.ts';
import type { OrderAct } from './domain/order-events.ts';
import type { OrderEnv } from './env.ts';
import type { Abilities } from './graphql/context.ts';
import { resolvers } from './graphql/resolvers.ts';
import { audited, orderMessage } from './messaging/outgoing.ts';
import { refundsAhead } from './messaging/refunds-ahead.ts';
import { orderReader } from './messaging/subscriptions.ts';
import { earlyFacts } from './persistence/early-facts.ts';
import { insertHoldRules, readHoldRules, readUsualPrices, rulesInForce } from './persistence/hold-rules.ts';
import { insertRemark, insertRemarks, readRemarks, withdrawRemark as withdrawRemarkRow } from './persistence/remarks.ts';
import { knownKeys } from './persistence/known-keys.ts';
import { createMintSerials } from './persistence/mint-serials.ts';
import { createOrderRepository } from './persistence/order-repository.ts';
import { readOrders } from './persistence/read-orders.ts';
import { addressChanges } from './rpc/address-changes.ts';
import { dispatchClearance } from './rpc/dispatch-clearance.ts';
import { orderShops } from './rpc/order-shops.ts';
import { startSweeps } from './sweeps.ts';

const DAY_MS = 86_400_000;
const usualPriceDays = 7;

export interface OrderService extends RunningService {
  readonly rpcPort: number;
  readonly httpPort: number;
}

export async function composeOrder(options: { readonly env: OrderEnv; readonly log: Logger }): Promise<OrderService> {
  const { env, log } = options;
  const now = systemClock;
  const onTrouble = (what: string, error: unknown): void => log.warn({ err: error }, what);
  const database = await openDatabase({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL,
    applicationName: 'order',
    entities: [],
    migrations: [...outboxMigrations, ...sqlMigrations(new URL('../migrations', import.meta.url).pathname)],
    hotSettings: TRANSACTION_SETTINGS,
  });
  const { pool, hot } = database;
  const hub = await connectHub({ url: env.NATS_URL, name: 'order' });
  const relay = createRelay({ pool: hot, hub, context: 'order', onTrouble });
  const outbox = createOutbox({ source: 'order', now, wake: relay.wake });

  const transact = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inTransaction(hot, work);
  const tell: TellOrders = (tx, events) => outbox.append(tx, events.map(orderMessage));
  const book = await createReviewBook({
    readRules: () => rulesInForce(reader(pool)),
    readUsualPrices: () => readUsualPrices(reader(pool), new Date(now().getTime() - usualPriceDays * DAY_MS)),
    now,
  });
  const deps = {
    orders: createOrderRepository(),
    tell,
    transact,
    now,
    newId,
    early: earlyFacts,
    mint: createMintSerials(pool),
    remarks: { insert: insertRemark, insertMany: insertRemarks, withdraw: withdrawRemarkRow },
    holdRules: { read: readHoldRules, insert: insertHoldRules },
    tellAct: (tx: Tx, act: OrderAct) => outbox.append(tx, [audited('', act, undefined)]),
    book,
    append: outbox.append,
  };
  const reading = { pool: hot, hub, outbox, context: 'order', now, onTrouble } as const;
  const inbox = createInbox({ ...reading, handlers: orderReader(deps), together: true });
  const ahead = createInbox({
    ...reading,
    handlers: refundsAhead({ ...deps, knownKeys: (keys) => knownKeys(reader(pool), keys) }),
    ahead: 'order-refunds',
    paceMs: 0,
  });

  const readiness = createReadiness();
  readiness.check('database', () => pool.query('select 1'));
  readiness.check('nats', () => hub.nats.rtt());
  registerOutboxMetrics(register, { pool, inbox });

  const subgraph = createSubgraph({
    typeDefs: readSdl(new URL('./graphql/', import.meta.url)),
    resolvers,
    buildContext: (): Abilities => ({
      readOrders: (ids) => readOrders(reader(pool), ids),
      cancelOrder: (command) => cancelOrder(deps, command),
      holdOrder: (command) => holdOrder(deps, command),
      releaseHold: (command) => releaseHold(deps, command),
      addRemark: (command) => addRemark(deps, command),
      withdrawRemark: (command) => withdrawRemark(deps, command),
      expediteOrder: (command) => expediteOrder(deps, command),
      readRemarks: (ids) => readRemarks(reader(pool), ids),
      readHoldRules: (limit) => readHoldRules(reader(pool), limit),
      publishHoldRules: (command) => publishHoldRules(deps, command),
    }),
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });

  relay.start();
  inbox.start();
  ahead.start();
  const sweeps = startSweeps({
    askStockAgain: () => transact((tx) => askStockAgainForUnanswered(deps, tx, now())),
    refreshRules: book.refresh,
    onTrouble,
  });
  const rpc = await startRpcServer({
    host: env.HUB_HOST,
    port: portOf('order', 'grpc', env.HUB_PORT_OFFSET),
    services: [
      dispatchClearance((claims) => claimDispatches(deps, claims)),
      addressChanges((wish) => changeAddress(deps, wish)),
      orderShops(pool),
    ],
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });
  const http = await startHttpServer({
    host: env.HUB_HOST,
    port: portOf('order', 'http', env.HUB_PORT_OFFSET),
    routes: [...operationsRoutes(readiness), { path: '/graphql', handler: subgraph.handle }],
    log,
  });

  return {
    rpcPort: rpc.port,
    httpPort: http.port,
    stop: async () => {
      readiness.drain();
      await rpc.stop();
      await Promise.all([inbox.stop(), ahead.stop()]);
      await sweeps.stop();
      await relay.stop();
      await http.stop();
      await hub.close();
      await database.close();
    },
  };
}

function reader(pool: { query: Tx['query'] }): Pick<Tx, 'query'> {
  return { query: (text, values) => pool.query(text, values) };
}

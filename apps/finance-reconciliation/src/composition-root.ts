import { RawArchiveDefinition } from '@orderloom/contracts/hub/raw/v1/service';
import { systemClock } from '@orderloom/domain-kernel';
import { connectHub } from '@orderloom/messaging';
import { createInbox, createOutbox, createRelay, outboxMigrations, registerOutboxMetrics, TRANSACTION_SETTINGS } from '@orderloom/outbox';
import { createRawArchive, rawArchiveMigrations, rawArchiveRpc } from '@orderloom/raw-archive';
import { serve, startRpcServer } from '@orderloom/rpc';
import {
  createOutboundHttp,
  createReadiness,
  openDatabase,
  operationsRoutes,
  portOf,
  repeatWhenDue,
  sqlMigrations,
  startHttpServer,
  type Logger,
  type RunningService,
} from '@orderloom/service-runtime';
import { createSubgraph, readSdl } from '@orderloom/subgraph';
import { fileURLToPath } from 'node:url';
import { register } from 'prom-client';
import { priceWaiting } from './application/plan-vouchers.ts';
import type { FinanceDeps } from './application/ports.ts';
import { postVouchers } from './application/post-vouchers.ts';
import { retryVoucher } from './application/retry-voucher.ts';
import type { FinanceDeployment, FinanceEnv } from './env.ts';
import { kingdeeAllowed } from './erp/kingdee/allowed.ts';
import { createKingdeeClient } from './erp/kingdee/client.ts';
import { kingdeeErp } from './erp/kingdee/erp.ts';
import { resolvers } from './graphql/resolvers/index.ts';
import { financeHandlers } from './messaging/subscriptions.ts';
import { voucherStore } from './persistence/voucher-store.ts';
import { voucherMapping } from './persistence/voucher.mapping.ts';

const LANE_PAUSE_MS = 1_000;
const LONGEST_LANE_PAUSE_MS = 10_000;
/** Nobody waits for what an order is worth before its goods have left: taken once a second, a busy second is one batch. */
const INBOX_PACE_MS = 1_000;
const ERP_DEADLINE_MS = 10_000;
const PRICE_LIMIT = 500;

export async function composeFinance(env: FinanceEnv, deployment: FinanceDeployment, log: Logger): Promise<RunningService> {
  const onTrouble = (what: string, error: unknown): void => log.warn({ err: error }, what);
  const database = await openDatabase({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL,
    applicationName: 'finance-reconciliation',
    entities: [voucherMapping],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
    hotSettings: TRANSACTION_SETTINGS,
  });
  const hub = await connectHub({ url: env.NATS_URL, name: 'finance-reconciliation' });
  const relay = createRelay({ pool: database.hot, hub, context: 'finance', onTrouble });
  const outbox = createOutbox({ source: 'finance-reconciliation', now: systemClock, wake: relay.wake });
  const archive = createRawArchive({ pool: database.pool, masterKey: env.HUB_MASTER_KEY, context: 'finance', allowed: kingdeeAllowed });

  const { erp } = deployment;
  const http = createOutboundHttp({ system: 'kingdee', deadlineMs: ERP_DEADLINE_MS, connections: 2 });
  const deps: FinanceDeps = {
    pool: database.hot,
    outbox,
    archive,
    erp: kingdeeErp(createKingdeeClient(http, erp), erp),
    accounts: { ...erp.accounts, taxRatePercent: erp.taxRatePercent },
    vouchers: voucherStore,
    now: systemClock,
  };
  const lane = repeatWhenDue(
    {
      pauseMs: LANE_PAUSE_MS,
      longestMs: LONGEST_LANE_PAUSE_MS,
      now: systemClock,
      work: async () => {
        while ((await priceWaiting(deps, PRICE_LIMIT)) + (await postVouchers(deps)) > 0);
      },
      nextDue: () => voucherStore.nextDue(database.pool),
    },
    (error) => onTrouble('voucher lane', error),
  );
  const inbox = createInbox({
    pool: database.hot,
    hub,
    outbox,
    context: 'finance',
    handlers: financeHandlers(deps, lane.wake),
    paceMs: INBOX_PACE_MS,
    now: systemClock,
    onTrouble,
  });
  registerOutboxMetrics(register, { pool: database.pool, inbox });

  const subgraph = createSubgraph({
    typeDefs: readSdl(new URL('./graphql/', import.meta.url)),
    resolvers,
    buildContext: () => ({ em: database.fork(), retryVoucher: retryVoucher(deps, lane.wake) }),
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });
  const readiness = createReadiness();
  readiness.check('postgres', () => database.pool.query('select 1'));
  readiness.check('nats', () => hub.nats.flush());
  const rpc = await startRpcServer({
    host: env.HUB_HOST,
    port: portOf('finance-reconciliation', 'grpc', env.HUB_PORT_OFFSET),
    services: [serve(RawArchiveDefinition, rawArchiveRpc(archive))],
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });
  const server = await startHttpServer({
    host: env.HUB_HOST,
    port: portOf('finance-reconciliation', 'http', env.HUB_PORT_OFFSET),
    routes: [{ path: '/graphql', handler: subgraph.handle }, ...operationsRoutes(readiness)],
    log,
  });
  relay.start();
  inbox.start();

  return {
    stop: async () => {
      readiness.drain();
      await inbox.stop();
      await lane.stop();
      await server.stop();
      await rpc.stop(5_000);
      await relay.stop();
      await http.close();
      await hub.close();
      await database.close();
    },
  };
}

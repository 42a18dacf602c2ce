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
  repeat,
  repeatWhenDue,
  rpcAddress,
  sqlMigrations,
  startHttpServer,
  type Logger,
  type RunningService,
} from '@orderloom/service-runtime';
import { createSubgraph, readSdl } from '@orderloom/subgraph';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { register } from 'prom-client';
import type { MessengerDeps } from './application/ports.ts';
import { CARDS_AT_A_TIME, CARDS_IN_FLIGHT, sendLogisticsCards } from './application/send-logistics-cards.ts';
import { planAlerts } from './application/tell-alerts.ts';
import { tellWorkItems } from './application/tell-work-items.ts';
import type { MessengerDeployment, MessengerEnv } from './env.ts';
import { resolvers } from './graphql/resolvers/index.ts';
import { publicLinks } from './links.ts';
import { messengerReader } from './messaging/subscriptions.ts';
import { messageStore } from './persistence/message-store.ts';
import { messageMapping } from './persistence/message.mapping.ts';
import { composeWebhooks } from './composition-root-webhooks.ts';
import { vaultContacts } from './rpc/contacts.ts';
import { transportsAllowed } from './transports/allowed.ts';
import { serviceAccountTransport } from './transports/wechat-service-account/client.ts';
import { serviceAccountHook } from './transports/wechat-service-account/webhook.ts';
import { wecomRobot } from './transports/wecom/robot.ts';

const CARDS_PAUSE_MS = 1_000;
const LONGEST_CARDS_PAUSE_MS = 10_000;
/** Cards are sent this far apart, together; the first one after a pause at once. */
const CARDS_APART_MS = 250;
const STAFF_PAUSE_MS = 4_000;
const TRANSPORT_DEADLINE_MS = 8_000;

export async function composeMessenger(env: MessengerEnv, deployment: MessengerDeployment, log: Logger): Promise<RunningService> {
  const onTrouble = (what: string, error: unknown): void => log.warn({ err: error }, what);
  const database = await openDatabase({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL,
    applicationName: 'messenger',
    entities: [messageMapping],
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
    hotSettings: TRANSACTION_SETTINGS,
  });
  const hub = await connectHub({ url: env.NATS_URL, name: 'messenger' });
  const relay = createRelay({ pool: database.hot, hub, context: 'messenger', onTrouble });
  const outbox = createOutbox({ source: 'messenger', now: systemClock, wake: relay.wake });
  const archive = createRawArchive({
    pool: database.pool,
    masterKey: env.HUB_MASTER_KEY,
    context: 'messenger',
    allowed: transportsAllowed,
  });

  const { wechatServiceAccount, wecomRobot: robot } = deployment.messaging;
  const wechatHttp = createOutboundHttp({ system: 'wechat-oa', deadlineMs: TRANSPORT_DEADLINE_MS, connections: CARDS_IN_FLIGHT });
  const wecomHttp = createOutboundHttp({ system: 'wecom', deadlineMs: TRANSPORT_DEADLINE_MS, connections: 2 });
  const contacts = vaultContacts({ internalKey: env.HUB_INTERNAL_KEY, address: rpcAddress('channel-adapter', env) });
  const deps: MessengerDeps = {
    pool: database.hot,
    outbox,
    archive,
    customers: serviceAccountTransport(wechatHttp, wechatServiceAccount, systemClock),
    staff: wecomRobot(wecomHttp, robot),
    contacts,
    links: publicLinks(env.HUB_INTERNAL_KEY, deployment.messaging.publicUrl),
    messages: messageStore,
    now: systemClock,
  };
  const cards = repeatWhenDue(
    {
      pauseMs: CARDS_PAUSE_MS,
      longestMs: LONGEST_CARDS_PAUSE_MS,
      now: systemClock,
      work: async () => {
        const beganAt = Date.now();
        let sent = await sendLogisticsCards(deps);
        if (sent === 0) return;
        while (sent >= CARDS_AT_A_TIME) sent = await sendLogisticsCards(deps);
        await pause(beganAt + CARDS_APART_MS - Date.now());
      },
      nextDue: () => messageStore.nextDue(database.pool, 'WECHAT_SERVICE_ACCOUNT'),
    },
    (error) => onTrouble('logistics cards', error),
  );
  const staff = repeat(
    STAFF_PAUSE_MS,
    async () => {
      if (!(await messageStore.isStaffToBeTold(database.pool, systemClock()))) return;
      await planAlerts(deps);
      await tellWorkItems(deps);
    },
    (error) => onTrouble('messages to staff', error),
  );
  const webhooks = composeWebhooks({ env, allow: deployment.webhooks.allow, pool: database.pool, outbox, onTrouble });
  const inbox = createInbox({
    pool: database.hot,
    hub,
    outbox,
    context: 'messenger',
    handlers: messengerReader(
      { ...deps, webhooks: webhooks.store },
      { cards: cards.wake, webhooks: webhooks.wake, shops: webhooks.wakeShops },
    ),
    // What several services say of one order comes in the order in which they said it.
    together: true,
    inOrder: true,
    now: systemClock,
    onTrouble,
  });
  registerOutboxMetrics(register, { pool: database.pool, inbox });

  const subgraph = createSubgraph({
    typeDefs: readSdl(new URL('./graphql/', import.meta.url)),
    resolvers,
    buildContext: () => ({ em: database.fork(), keeping: webhooks.keeping }),
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });
  const readiness = createReadiness();
  readiness.check('postgres', () => database.pool.query('select 1'));
  readiness.check('nats', () => hub.nats.flush());
  const at = { host: env.HUB_HOST, log };
  const rpc = await startRpcServer({
    ...at,
    port: portOf('messenger', 'grpc', env.HUB_PORT_OFFSET),
    services: [serve(RawArchiveDefinition, rawArchiveRpc(archive))],
    internalKey: env.HUB_INTERNAL_KEY,
  });
  const server = await startHttpServer({
    ...at,
    port: portOf('messenger', 'http', env.HUB_PORT_OFFSET),
    routes: [{ path: '/graphql', handler: subgraph.handle }, ...operationsRoutes(readiness)],
  });
  const secret = {
    token: wechatServiceAccount.callbackToken,
    aesKey: wechatServiceAccount.callbackAesKey,
    receiver: wechatServiceAccount.appId,
  };
  const hooks = await startHttpServer({
    ...at,
    port: portOf('messenger', 'hooks', env.HUB_PORT_OFFSET),
    routes: [{ method: 'POST', path: '/hooks/wechat-oa/main', handler: serviceAccountHook(deps, secret) }],
  });
  relay.start();
  inbox.start();

  return {
    stop: async () => {
      readiness.drain();
      await hooks.stop();
      await inbox.stop();
      await Promise.all([cards.stop(), staff.stop(), webhooks.stop()]);
      await server.stop();
      await rpc.stop(5_000);
      await relay.stop();
      contacts.close();
      await Promise.all([wechatHttp.close(), wecomHttp.close()]);
      await hub.close();
      await database.close();
    },
  };
}

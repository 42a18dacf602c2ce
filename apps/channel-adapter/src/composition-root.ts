import type { Pool } from 'pg';
import { systemClock } from '@orderloom/domain-kernel';
import { RawArchiveDefinition } from '@orderloom/contracts/hub/raw/v1/service';
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
  sqlMigrations,
  startHttpServer,
  type Logger,
  type RunningService,
} from '@orderloom/service-runtime';
import { createSubgraph, readSdl } from '@orderloom/subgraph';
import { fileURLToPath } from 'node:url';
import { register } from 'prom-client';
import { createRefundAnswerer } from './application/answer-refunds.ts';
import { createLocator } from './application/locate-recipients.ts';
import { createPoller } from './application/poll-shop.ts';
import type { RenewableChannel, Shop, ShopChannel } from './application/ports.ts';
import { createShipNoticeSender } from './application/send-ship-notices.ts';
import { createIntakeWorker } from './application/work-intake.ts';
import { createStockWriter } from './application/write-stock.ts';
import { createAmap } from './channels/amap/geocode.ts';
import { OWN, openShopChannel } from './channels/open-shop-channel.ts';
import { createRenewableChannel } from './channels/renewable-channel.ts';
import { composeHistory } from './compose-history.ts';
import { composeOwn, ownShopOf } from './compose-own.ts';
import { startDoor, type DoorEars, type StartedDoor } from './door/open-door.ts';
import type { ChannelDeployment, ChannelEnv } from './env.ts';
import type { Abilities } from './graphql/context.ts';
import { resolvers } from './graphql/resolvers.ts';
import { importsDoor } from './imports-door.ts';
import { subscriptions } from './messaging/subscriptions.ts';
import { createCapturedOrders, capturedRefunds } from './persistence/captured-orders.ts';
import { createChannelQueries } from './persistence/channel-queries.ts';
import { createGeocoding } from './persistence/geocoding-table.ts';
import { createIntakeGates } from './persistence/intake-gates-table.ts';
import { createIntakeWork } from './persistence/intake-work.ts';
import { keepReference } from './persistence/keep-reference.ts';
import { createMappingDeskReads } from './persistence/mapping-desk-reads.ts';
import { createOutsideBoard } from './persistence/outside-board.ts';
import { createOwnOrders } from './persistence/own-orders-table.ts';
import { createRefundAnswers, createShipNotices } from './persistence/outside-commands.ts';
import { createQuarantine } from './persistence/quarantine-table.ts';
import { readDistricts } from './persistence/read-districts.ts';
import { channelEntities } from './persistence/reads.mapping.ts';
import { createBuyerLinks, createCatalogue, createMappings, createPollCursors } from './persistence/reference-tables.ts';
import { createShopHealth } from './persistence/shop-health.ts';
import { createShapeNotes } from './persistence/shape-notes.ts';
import { createShopSecrets } from './persistence/shop-secrets.ts';
import { createStockTargets } from './persistence/stock-targets.ts';
import { createTokenKeeper, probeTokens } from './persistence/token-keeper.ts';
import { createVault } from './persistence/vault-table.ts';
import { harmlessFields } from './harmless-fields.ts';
import { createChannelMetrics } from './metrics.ts';
import { vaultRpc } from './rpc/vault.ts';

const MAP_DEADLINE_MS = 5_000;
const SWEEP_EVERY_MS = 3_600_000;
const GATES_EVERY_MS = 5_000;

export interface ChannelAdapter extends RunningService {
  readonly hooksPort: number;
  readonly httpPort: number;
  readonly rpcPort: number;
}

export async function composeChannelAdapter(options: {
  readonly env: ChannelEnv;
  readonly deployment: ChannelDeployment;
  readonly log: Logger;
  /** Where it was started before this was composed. */
  readonly door?: StartedDoor;
}): Promise<ChannelAdapter> {
  const { env, deployment, log, door: started = startDoor() } = options;
  const now = systemClock;
  const onTrouble = (what: string, error: unknown): void => log.warn({ err: error }, what);
  const database = await openDatabase({
    url: env.DATABASE_URL,
    poolSize: env.DATABASE_POOL,
    applicationName: 'channel-adapter',
    entities: channelEntities,
    migrations: [...outboxMigrations, ...rawArchiveMigrations, ...sqlMigrations(fileURLToPath(new URL('../migrations', import.meta.url)))],
    hotSettings: TRANSACTION_SETTINGS,
  });
  const { pool, hot } = database;
  const masterKey = env.HUB_MASTER_KEY;
  const given = deployment.shops.map((shop): Shop => {
    if (!('credentials' in shop)) return ownShopOf(shop);
    return { ...shop, sandbox: false, pollSeconds: env.HUB_POLL_SECONDS ?? shop.pollSeconds };
  });
  const products = deployment.products.map(({ douyin, wechat, ...product }) => ({ ...product, soldAt: { douyin, 'wechat-shop': wechat } }));
  await keepReference(pool, { shops: given, products, masterKey, now: now() });
  const secrets = createShopSecrets(pool, masterKey);
  // What a person replaced counts more than the deployment's.
  const kept = new Map((await secrets.read()).map((shop) => [shop.shopId, shop.credentials]));
  const shops = given.map((shop): Shop => ({ ...shop, credentials: kept.get(shop.id) ?? shop.credentials }));

  // From here on pushes are saved, whatever the rest still waits for.
  const [door, hub] = await Promise.all([
    started.open({
      databaseUrl: env.DATABASE_URL,
      host: env.HUB_HOST,
      port: portOf('channel-adapter', 'hooks', env.HUB_PORT_OFFSET),
      logLevel: log.level,
      masterKey,
      shops,
    }),
    connectHub({ url: env.NATS_URL, name: 'channel-adapter' }),
  ]);
  const relay = createRelay({ pool: hot, hub, context: 'channel', onTrouble });
  const outbox = createOutbox({ source: 'channel-adapter', now, wake: relay.wake });
  const archive = createRawArchive({ pool, masterKey, context: 'channel', allowed: harmlessFields });
  const vault = createVault({ pool, master: masterKeysOf(env), indexKey: env.HUB_INDEX_KEY });
  const [work, quarantine] = [createIntakeWork(pool, archive), createQuarantine(pool)];
  const metrics = createChannelMetrics(register, { quarantine, work });
  const shapes = await createShapeNotes({ pool, log, onDrift: metrics.drift });
  const tokens = createTokenKeeper({ pool, masterKey, now });
  const own = createOwnOrders(pool, archive);
  const renewables = new Map(
    shops.map((shop) => [shop.id, createRenewableChannel(shop, (one) => openShopChannel(one, { tokens, own, now }))]),
  );
  const channels: ReadonlyMap<string, ShopChannel> = new Map([...renewables].map(([id, { channel }]) => [id, channel]));
  const openAside = (shop: Shop): ShopChannel => openShopChannel(shop, { tokens: probeTokens(shop, tokens), own, now });
  const orders = createCapturedOrders(pool);

  const gates = await createIntakeGates(pool);
  const workers = new Map<string, ReturnType<typeof createIntakeWorker>>();
  const pollers = new Map<string, ReturnType<typeof createPoller>>();
  const wake = (shopIds: ReadonlySet<string>): void => shopIds.forEach((id) => workers.get(id)?.wake());
  const capture = {
    pool: hot,
    outbox,
    archive,
    orders,
    quarantine,
    work,
    vault,
    now,
    log,
    wake,
    districts: readDistricts(),
    mappings: createMappings(pool),
    catalogue: createCatalogue(pool, now),
    refunds: capturedRefunds,
    noteShape: shapes.note,
    noteLag: metrics.lag,
  };
  for (const channel of channels.values()) {
    const poller = createPoller(
      { ...capture, cursors: createPollCursors(pool), firstPollMs: env.HUB_FIRST_POLL_HOURS * 3_600_000, isOpen: gates.isOpen },
      channel,
    );
    pollers.set(channel.shop.id, poller);
    workers.set(channel.shop.id, createIntakeWorker({ ...capture, onRecovered: poller.soon, isOpen: gates.isOpen }, channel));
  }

  const [notices, answers, targets] = [createShipNotices(hot), createRefundAnswers(hot), createStockTargets(pool)];
  const outside = { pool: hot, outbox, archive, channels, log, now };
  const noticeSender = createShipNoticeSender({ ...outside, notices });
  const refundAnswerer = createRefundAnswerer({ ...outside, answers });
  const stockWriters = [...channels.values()]
    .filter((channel) => channel.shop.system !== OWN)
    .map((channel) => createStockWriter({ ...outside, targets, noteDrift: metrics.stockDrift }, channel));
  const map = createAmap({
    ...deployment.amap,
    http: createOutboundHttp({ system: 'amap', deadlineMs: MAP_DEADLINE_MS, connections: 2 }),
    now,
  });
  const locator = createLocator({ pool, outbox, archive, geocoding: createGeocoding(pool, vault), map, log, now });

  const ring = { notices: noticeSender.wake, answers: refundAnswerer.wake, stock: () => stockWriters.forEach((writer) => writer.wake()) };
  const inbox = createInbox({
    pool: hot,
    hub,
    outbox,
    context: 'channel',
    now,
    onTrouble,
    together: true,
    handlers: subscriptions({
      outbox,
      orders,
      notices,
      answers,
      targets,
      own,
      work,
      ring,
      now,
      hasPlatform: (shopId) => channels.get(shopId)?.shop.system !== OWN,
    }),
  });
  registerOutboxMetrics(register, { pool, inbox });

  const readiness = createReadiness();
  readiness.check('database', () => pool.query('select 1'));
  readiness.check('nats', () => hub.nats.rtt());
  const open = { pool: hot, outbox, vault, buyerLinks: createBuyerLinks(pool, masterKey), now };
  const pollSoon = (shopId: string): void => pollers.get(shopId)?.soon();
  const onWoken: DoorEars['onWoken'] = (work) => work.forEach((one) => workers.get(one.shopId)?.take([one]));
  door.hear({ onWoken, onMissed: wake, onLost: pollSoon, onTold: relay.wake, onCounted: metrics.pushes });
  const renewed = [...renewables].map(([id, { channel, renew }]): [string, RenewableChannel] => {
    const renewAll: RenewableChannel['renew'] = (credentials) => {
      renew(credentials);
      door.renew(id, credentials);
    };
    return [id, { channel, renew: renewAll }];
  });
  const ringAll = (): void => Object.values(ring).forEach((one) => one());
  const history = composeHistory({ pool, outbox, vault, districts: capture.districts, now, log, masterKey });
  const ownOrders = composeOwn({ ...capture, own, shops: channels, log }, env);
  const abilities: Abilities = {
    history: history.deps,
    wakeImports: history.worker.wake,
    queries: createChannelQueries(database),
    health: createShopHealth(pool),
    replay: { ...capture, channels, desk: createMappingDeskReads(pool), harmless: harmlessFields },
    open,
    gates: { pool, outbox, gates, shops: channels, pollSoon, wake, now },
    secrets: { pool, outbox, secrets, channels: new Map(renewed), openAside, now },
    outside: { pool, outbox, board: createOutsideBoard(pool), ring: ringAll, now },
    own: ownOrders.abilities,
  };
  const subgraph = createSubgraph({
    typeDefs: readSdl(new URL('./graphql/', import.meta.url)),
    resolvers,
    buildContext: (): Abilities => abilities,
    internalKey: env.HUB_INTERNAL_KEY,
    log,
  });

  const at = { host: env.HUB_HOST, log };
  const rpc = await startRpcServer({
    ...at,
    port: portOf('channel-adapter', 'grpc', env.HUB_PORT_OFFSET),
    services: [vaultRpc(open), serve(RawArchiveDefinition, rawArchiveRpc(archive))],
    internalKey: env.HUB_INTERNAL_KEY,
  });
  const http = await startHttpServer({
    ...at,
    port: portOf('channel-adapter', 'http', env.HUB_PORT_OFFSET),
    routes: [
      ...operationsRoutes(readiness),
      { path: '/graphql', handler: subgraph.handle },
      ...importsDoor({ history: history.deps, internalKey: env.HUB_INTERNAL_KEY, onReceived: history.worker.wake }),
    ],
  });
  const turned = await vault.rewrap();
  if (turned > 0) log.info({ turned }, 'person keys wrapped by the current master key');
  await work.resume(now());
  const parts = [...workers.values(), ...pollers.values(), noticeSender, refundAnswerer, ...stockWriters, locator, history.worker];
  relay.start();
  inbox.start();
  for (const part of parts) part.start();
  const sweep = setInterval(() => void sweepPushMessages(pool).catch((error: unknown) => onTrouble('sweep', error)), SWEEP_EVERY_MS);
  const lookAtGates = setInterval(() => void gates.read().catch((error: unknown) => onTrouble('gates', error)), GATES_EVERY_MS);

  return {
    hooksPort: door.port,
    httpPort: http.port,
    rpcPort: rpc.port,
    stop: async () => {
      readiness.drain();
      clearInterval(sweep);
      clearInterval(lookAtGates);
      await door.stop();
      await Promise.all(parts.map((part) => part.stop()));
      await shapes.stop();
      await inbox.stop();
      await relay.stop();
      await rpc.stop();
      await http.stop();
      await Promise.all([...channels.values()].map((channel) => channel.close()));
      await map.close();
      ownOrders.close();
      await hub.close();
      await database.close();
    },
  };
}

function masterKeysOf(env: ChannelEnv): Parameters<typeof createVault>[0]['master'] {
  const current = env.HUB_MASTER_KEY_VERSION;
  const keys = new Map([[current, env.HUB_MASTER_KEY]]);
  if (env.HUB_MASTER_KEY_BEFORE !== undefined) keys.set(current - 1, env.HUB_MASTER_KEY_BEFORE);
  return { current, keys };
}

/** Message ids are kept far longer than any platform repeats a push. */
async function sweepPushMessages(pool: Pool): Promise<void> {
  await pool.query("delete from push_message where received_at < now() - interval '14 days'");
}

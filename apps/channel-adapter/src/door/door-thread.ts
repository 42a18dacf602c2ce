import { systemClock } from '@orderloom/domain-kernel';
import { createOutbox } from '@orderloom/outbox';
import { createRawArchive } from '@orderloom/raw-archive';
import { createLogger, openPool, startHttpServer } from '@orderloom/service-runtime';
import { flushTelemetry } from '@orderloom/telemetry';
import { parentPort } from 'node:worker_threads';
import { createPushIntake } from '../application/accept-push.ts';
import { holdUnreadable } from '../application/hold-unreadable.ts';
import { openShopChannel } from '../channels/open-shop-channel.ts';
import { createRenewableChannel } from '../channels/renewable-channel.ts';
import { harmlessFields } from '../harmless-fields.ts';
import { pushHook } from '../hooks.ts';
import { createOwnOrders } from '../persistence/own-orders-table.ts';
import { createPushStore } from '../persistence/push-intake-table.ts';
import { createQuarantine } from '../persistence/quarantine-table.ts';
import { createTokenKeeper } from '../persistence/token-keeper.ts';
import { countPushes } from './count-pushes.ts';
import type { DoorGiven, FromDoor, ToDoor } from './door-words.ts';

const inbox = parentPort;
if (inbox === null) throw new Error('the front door is a thread of the channel adapter');
const given = await new Promise<DoorGiven>((resolve) =>
  inbox.once('message', (word: ToDoor) => {
    if (word.kind === 'given') resolve(word.given);
  }),
);
const say = (word: FromDoor): void => inbox.postMessage(word);

const now = systemClock;
const log = createLogger('channel-adapter', given.logLevel);
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection at the front door'));
const masterKey = Buffer.from(given.masterKey);
const pool = openPool({
  url: given.databaseUrl,
  poolSize: 3,
  applicationName: 'channel-adapter door',
  // Its one statement is planned once; see ADR 0061 for why the plan must not be what looks cheap over empty tables.
  settings: '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off',
});
const archive = createRawArchive({ pool, masterKey, context: 'channel', allowed: harmlessFields });
const outbox = createOutbox({ source: 'channel-adapter', now, wake: () => say({ kind: 'told' }) });
const held = { pool, archive, outbox, quarantine: createQuarantine(pool) };

const talk = { tokens: createTokenKeeper({ pool, masterKey, now }), own: createOwnOrders(pool, archive), now };
const renewables = new Map(given.shops.map((shop) => [shop.id, createRenewableChannel(shop, (one) => openShopChannel(one, talk))]));
const counts = countPushes((pushes) => say({ kind: 'counted', pushes }));
const intake = createPushIntake({
  store: createPushStore(pool, archive),
  wake: (work) => say({ kind: 'woken', work }),
  onTrouble: (what, error) => log.warn({ err: error }, what),
});

const server = await startHttpServer({
  host: given.host,
  port: given.port,
  log,
  routes: [
    {
      path: '/hooks/*',
      handler: pushHook({
        channels: new Map([...renewables].map(([id, { channel }]) => [id, channel])),
        intake,
        hold: (channel, raw, at) => holdUnreadable(held, channel, raw, at),
        now,
        log,
        count: counts.note,
        onLost: (shopId) => say({ kind: 'lost', shopId }),
      }),
    },
  ],
});

inbox.on('message', (word: ToDoor) => {
  if (word.kind === 'renew') return renewables.get(word.shopId)?.renew(word.credentials);
  if (word.kind === 'stop') void stop();
});
say({ kind: 'open', port: server.port });

async function stop(): Promise<void> {
  await server.stop();
  counts.stop();
  await Promise.all([...renewables.values()].map(({ channel }) => channel.close()));
  await pool.end();
  await flushTelemetry();
  inbox?.close();
}

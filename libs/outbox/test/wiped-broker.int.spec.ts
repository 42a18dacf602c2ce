import type { HubEvent, NewEvent } from '@orderloom/contracts';
import { publishHeartbeat, type HubConnection } from '@orderloom/messaging';
import type { Database } from '@orderloom/service-runtime';
import { eventually, type TestNats } from '@orderloom/testing';
import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createInbox,
  createOutbox,
  createRelay,
  inTransaction,
  type Handlers,
  type Inbox,
  type Outbox,
  type Relay,
  type Tx,
} from '../src/index.ts';
import { twoServices, type TwoServices } from './two-services.ts';

const POSTED = 'hub.finance.voucher-posted.v1';
const REFUSED = 'hub.finance.voucher-refused.v1';
const EVENTS = 2_000;
const WIPES = 5;

describe('a wiped broker', () => {
  let nats: TestNats;
  let close: TwoServices['close'];
  let hub: HubConnection;
  let producer: Database;
  let consumer: Database;
  let relay: Relay;
  let outbox: Outbox;
  let inbox: Inbox;

  beforeEach(async () => {
    ({ nats, hub, producer, consumer, close } = await twoServices('wipe-spec'));
    await consumer.pool.query('create table effect (position bigint generated always as identity, order_id text)');
    relay = createRelay({ pool: producer.pool, hub, context: 'finance', onTrouble: () => undefined });
    outbox = createOutbox({ source: 'finance', now: () => new Date(), wake: relay.wake });
  });

  afterEach(async () => {
    await inbox.stop();
    await relay.stop();
    await close();
  });

  /** A consumer slow enough that every wipe finds messages that it has not taken. */
  function startInbox(pauseS: number): void {
    const take = async (events: readonly HubEvent[], tx: Tx): Promise<void> => {
      await tx.query('insert into effect (order_id) select unnest($1::text[])', [events.map((event) => event.orderId)]);
      await tx.query('select pg_sleep($1)', [pauseS]);
    };
    start({ [POSTED]: take, [REFUSED]: take });
  }

  function start(handlers: Handlers): void {
    inbox = createInbox({
      pool: consumer.pool,
      hub,
      outbox: createOutbox({ source: 'tower', now: () => new Date(), wake: () => undefined }),
      context: 'tower',
      now: () => new Date(),
      onTrouble: () => undefined,
      maxMessages: 2,
      handlers,
    });
    inbox.start();
  }

  function voucher(serial: number): NewEvent {
    const orderId = String(serial);
    const about = { aggregateId: orderId, orderId };
    const data = { orderId, voucherId: orderId, fulfilmentOrderId: orderId };
    return serial % 3 === 0
      ? { type: REFUSED, ...about, data: { ...data, code: 'X', reason: 'X', refusedAt: new Date() } }
      : { type: POSTED, ...about, data: { ...data, voucherNumber: orderId, amount: undefined, postedAt: new Date() } };
  }

  const say = (...events: readonly NewEvent[]): Promise<void> => inTransaction(producer.pool, (tx) => outbox.append(tx, events));
  const effects = async (): Promise<{ count: number; orders: number }> =>
    (
      await consumer.pool.query<{ count: number; orders: number }>(
        'select count(*)::int as count, count(distinct order_id)::int as orders from effect',
      )
    ).rows[0] ?? { count: 0, orders: 0 };
  const passed = async (): Promise<bigint> =>
    BigInt((await producer.pool.query<{ settled: string }>('select settled from outbox_consumer')).rows[0]?.settled ?? 0);

  it('at random moments under load loses nothing and doubles nothing (R3)', async () => {
    relay.start();
    startInbox(0.05);
    const load = (async () => {
      for (let serial = 0; serial < EVENTS; serial += 5) {
        await say(...Array.from({ length: 5 }, (_, index) => voucher(serial + index)));
        await pause(40);
      }
    })();
    for (let wipe = 0; wipe < WIPES; wipe += 1) {
      await pause(randomInt(1_500, 4_000));
      await nats.wipe();
    }
    await load;
    await eventually(async () => expect(await effects()).toEqual({ count: EVENTS, orders: EVENTS }), { timeoutMs: 100_000, everyMs: 500 });
  }, 240_000);

  it.each([
    ['one type of many', { [POSTED]: () => Promise.resolve() }],
    ['none of its types', {}],
  ])('needs no long replay: a declared consumer that reads %s tells how far it is', async (_what, handlers) => {
    relay.start();
    start(handlers);
    // Each turn ends with a type that this consumer does not read.
    for (let round = 0; round < 5; round += 1) await say(voucher(1), voucher(3));
    await eventually(async () => expect(await passed()).toBe(10n), { timeoutMs: 30_000 });
  });

  it('makes no consumer believed on what a relay said before it lost its stream', async () => {
    relay.start();
    startInbox(0);
    await say(voucher(1));
    await eventually(async () => expect(await passed()).toBe(1n), { timeoutMs: 30_000 });
    const { rows } = await producer.pool.query<{ fence: string }>('select fence from outbox_state');
    const mark = { settled: 1_000n, fence: BigInt(rows[0]?.fence ?? 0) - 1n };
    await publishHeartbeat(hub, 'finance', mark);
    await say(voucher(2));
    await eventually(async () => expect(await passed()).toBe(2n), { timeoutMs: 30_000 });
  });
});

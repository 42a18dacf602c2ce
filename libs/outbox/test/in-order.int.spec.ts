import type { HubEvent } from '@orderloom/contracts';
import type { HubConnection } from '@orderloom/messaging';
import type { Database } from '@orderloom/service-runtime';
import { eventually } from '@orderloom/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createInbox, createOutbox, createRelay, inTransaction, type Inbox, type Relay, type Tx } from '../src/index.ts';
import { twoServices, type TwoServices } from './two-services.ts';

const POSTED = 'hub.finance.voucher-posted.v1';
const ORDERS = 400;

/** What a reader of one message at a time has done, where the third message finds it in trouble. */
describe('a reader that asks for order', () => {
  let close: TwoServices['close'];
  let hub: HubConnection;
  let producer: Database;
  let consumer: Database;
  let relay: Relay;
  let inbox: Inbox;

  beforeEach(async () => {
    ({ hub, producer, consumer, close } = await twoServices('order-spec'));
    await consumer.pool.query('create table effect (position bigint generated always as identity, order_id text)');
    relay = createRelay({ pool: producer.pool, hub, context: 'finance', onTrouble: () => undefined });
  });

  afterEach(async () => {
    await inbox.stop();
    await relay.stop();
    await close();
  });

  const read = (inOrder: boolean, take: (events: readonly HubEvent[], tx: Tx) => Promise<void>): void => {
    inbox = createInbox({
      pool: consumer.pool,
      hub,
      outbox: createOutbox({ source: 'tower', now: () => new Date(), wake: () => undefined }),
      context: 'tower',
      now: () => new Date(),
      onTrouble: () => undefined,
      maxMessages: 2,
      inOrder,
      handlers: { [POSTED]: take },
    });
    inbox.start();
  };

  async function effects(inOrder: boolean): Promise<readonly string[]> {
    const outbox = createOutbox({ source: 'finance', now: () => new Date(), wake: relay.wake });
    relay.start();
    let turns = 0;
    read(inOrder, async (events, tx) => {
      turns += 1;
      // An outage, as the database gives it: the whole batch goes back.
      if (turns % 5 === 3) throw Object.assign(new Error('the database is away'), { code: 'ECONNREFUSED' });
      await tx.query('insert into effect (order_id) select unnest($1::text[])', [events.map((event) => event.orderId)]);
    });
    for (let nth = 0; nth < ORDERS; nth += 1) {
      const orderId = `o${String(nth).padStart(4, '0')}`;
      const data = { orderId, voucherId: '', fulfilmentOrderId: '', voucherNumber: '', amount: undefined, postedAt: undefined };
      await inTransaction(producer.pool, (tx) => outbox.append(tx, [{ type: POSTED, aggregateId: orderId, orderId, data }]));
    }
    return eventually(
      async () => {
        const { rows } = await consumer.pool.query<{ order_id: string }>('select order_id from effect order by position');
        if (rows.length < ORDERS) throw new Error(`${rows.length} of ${ORDERS}`);
        return rows.map((row) => row.order_id);
      },
      { timeoutMs: 40_000, everyMs: 100 },
    );
  }

  it('takes everything once and in the order of its stream, although batches fail', async () => {
    const taken = await effects(true);
    expect(taken).toEqual(taken.toSorted());
    expect(new Set(taken).size).toBe(ORDERS);
  });
});

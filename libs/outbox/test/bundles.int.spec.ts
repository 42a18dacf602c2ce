import { eventFromCloudEvent, type HubEvent, type NewEvent } from '@orderloom/contracts';
import { DomainError } from '@orderloom/domain-kernel';
import { streamOf, type HubConnection } from '@orderloom/messaging';
import type { Database } from '@orderloom/service-runtime';
import { eventually } from '@orderloom/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createInbox,
  createOutbox,
  createRelay,
  inTransaction,
  listDeadLetters,
  outboxMigrations,
  type Inbox,
  type Relay,
} from '../src/index.ts';
import { markEvents, splitBundles, takeBundles } from '../src/taken.ts';
import { outboxDatabase, twoServices, type TwoServices } from './two-services.ts';

const TYPE = 'hub.order.hold-placed.v1';

class Poison extends DomainError {
  readonly code = 'POISON';
}

describe('events that commit together', () => {
  let close: TwoServices['close'];
  let hub: HubConnection;
  let producer: Database;
  let consumer: Database;
  let relay: Relay;
  let inbox: Inbox;
  let refuse: (holdIds: readonly string[]) => Error | undefined;

  beforeEach(async () => {
    ({ hub, producer, consumer, close } = await twoServices('bundles-spec'));
    await consumer.pool.query('create table effect (hold_id text)');
    refuse = () => undefined;
    const aside = { pool: producer.pool, hub, context: 'order', onTrouble: () => undefined } as const;
    relay = createRelay(aside);
    inbox = createInbox({
      pool: consumer.pool,
      hub,
      outbox: createOutbox({ source: 'tower', now: () => new Date(), wake: () => undefined }),
      context: 'tower',
      now: () => new Date(),
      onTrouble: () => undefined,
      handlers: {
        [TYPE]: async (events: readonly HubEvent<typeof TYPE>[], tx) => {
          const ids = events.map((event) => event.data.holdId);
          const refusal = refuse(ids);
          if (refusal !== undefined) throw refusal;
          await tx.query('insert into effect select unnest($1::text[])', [ids]);
        },
      },
    });
    relay.start();
    inbox.start();
  });

  afterEach(async () => {
    await inbox.stop();
    await relay.stop();
    await close();
  });

  const held = (orderId: string, note = ''): NewEvent => ({
    type: TYPE,
    aggregateId: orderId,
    orderId,
    data: { orderId, holdId: orderId, reason: 'PERSON', owner: 'spec', note, placedAt: new Date(0), dueAt: new Date(0) },
  });
  const say = (...orderIds: readonly string[]): Promise<void> => {
    const outbox = createOutbox({ source: 'order', now: () => new Date(), wake: relay.wake });
    return inTransaction(producer.pool, (tx) =>
      outbox.append(
        tx,
        orderIds.map((orderId) => held(orderId)),
      ),
    );
  };
  const effects = async (): Promise<readonly string[]> =>
    (await consumer.pool.query<{ hold_id: string }>('select hold_id from effect order by 1')).rows.map((row) => row.hold_id);
  const rowsOf = async ({ pool }: Database, table: string): Promise<number> =>
    (await pool.query<{ rows: number }>(`select count(*)::int as rows from ${table}`)).rows[0]?.rows ?? 0;

  const eventsOf = (bundleId: string, count: number): readonly HubEvent[] =>
    Array.from({ length: count }, (_, nth) =>
      eventFromCloudEvent({
        id: `019a0000-0000-7000-8000-0000000000${bundleId.at(-1)}${nth}`,
        bundleid: bundleId,
        type: TYPE,
        subject: `order ${nth}`,
        time: '2026-11-22T04:00:00Z',
        occurredat: '2026-11-22T04:00:00Z',
        receivedat: '2026-11-22T04:00:00Z',
        outboxseq: '7',
        data: {},
      }),
    );

  async function deliverAgain(): Promise<void> {
    const stored = await hub.jsm.streams.getMessage(streamOf('order'), { last_by_subj: TYPE });
    if (stored === null) throw new Error('the stream has no message');
    await hub.js.publish(TYPE, stored.data);
  }

  it('are one row where they are told and one where they are taken', async () => {
    await say('A', 'B', 'C');
    await eventually(async () => expect(await effects()).toEqual(['A', 'B', 'C']));
    expect([await rowsOf(producer, 'outbox'), await rowsOf(consumer, 'inbox')]).toEqual([1, 1]);
    expect(await rowsOf(producer, 'outbox_event')).toBe(3);
    await deliverAgain();
    await say('D');
    await eventually(async () => expect(await effects()).toEqual(['A', 'B', 'C', 'D']));
  });

  it('take effect once each, although half of them were taken before the database was lost', async () => {
    let losses = 1;
    refuse = (ids) => {
      if (ids.includes('bad')) return new Poison('not this one');
      if (!ids.includes('D') || losses === 0) return undefined;
      losses -= 1;
      return Object.assign(new Error('lost'), { code: '57P01' });
    };
    await say('A', 'bad', 'C', 'D');
    await eventually(async () => expect(await effects()).toEqual(['A', 'C', 'D']));
    expect((await listDeadLetters(consumer.pool, 10)).map((letter) => letter.aggregateId)).toEqual(['bad']);
    await deliverAgain();
    await say('E');
    await eventually(async () => expect(await effects()).toEqual(['A', 'C', 'D', 'E']));
    expect(await listDeadLetters(consumer.pool, 10)).toHaveLength(1);
  });

  it('are several rows and several messages where they are too large for one', async () => {
    const orderIds = Array.from({ length: 30 }, (_, nth) => `L${String(nth).padStart(2, '0')}`);
    const outbox = createOutbox({ source: 'order', now: () => new Date(), wake: relay.wake });
    const long = '长'.repeat(60_000);
    await inTransaction(producer.pool, (tx) =>
      outbox.append(
        tx,
        orderIds.map((orderId) => held(orderId, long)),
      ),
    );
    await eventually(async () => expect(await effects()).toEqual(orderIds));
    const { rows } = await producer.pool.query<{ longest: number; rows: number; compressed: number }>(
      'select max(length(elements)) as longest, count(*)::int as rows, count(pg_column_compression(elements))::int as compressed from outbox',
    );
    expect(rows).toEqual([{ longest: expect.closeTo(180_000, -4), rows: 10, compressed: 0 }]);
    expect((await hub.jsm.streams.info(streamOf('order'))).state.messages).toBe(2);
  });

  it('are left alone by a process that wants to take them one by one while another takes them whole', async () => {
    const bundle = eventsOf('019a0000-0000-7000-8000-00000000000a', 2);
    let left: Promise<readonly HubEvent[]> | undefined;
    await inTransaction(consumer.pool, async (tx) => {
      expect((await takeBundles(tx, bundle)).fresh).toHaveLength(2);
      left = inTransaction(consumer.pool, (other) => splitBundles(other, bundle));
      const early = await Promise.race([left, new Promise((resolve) => setTimeout(resolve, 200, 'waits'))]);
      expect(early).toBe('waits');
    });
    expect(await left).toEqual([]);
  });

  it('are taken one by one by everybody once somebody has begun so', async () => {
    const bundle = eventsOf('019a0000-0000-7000-8000-00000000000b', 3);
    expect(await inTransaction(consumer.pool, (tx) => splitBundles(tx, bundle))).toHaveLength(3);
    await inTransaction(consumer.pool, (tx) => markEvents(tx, bundle.slice(0, 1)));
    expect(await inTransaction(consumer.pool, async (tx) => (await takeBundles(tx, bundle)).fresh)).toEqual(bundle.slice(1));
    expect(await inTransaction(consumer.pool, async (tx) => (await takeBundles(tx, bundle)).fresh)).toEqual([]);
  });

  it('are carried over from an outbox of single events, but for what every reader has passed', async () => {
    const old = await outboxDatabase('old', outboxMigrations.slice(0, 1));
    const one = (n: number): string =>
      `('0199aaaa-0000-7000-8000-00000000000${n}', '${TYPE}', 'A', ${n}, 'A', 'hub', 'spec', now(), now(), now(), '', '', '{"orderId":"A","note":"line\\\\n${n}"}')`;
    await old.pool.query(`insert into outbox (id, type, aggregate_id, aggregate_version, order_id, system, actor, occurred_at, received_at,
      recorded_at, raw_ref, traceparent, data) values ${one(1)}, ${one(2)}, ${one(3)}`);
    await old.pool.query(`update outbox_state set settled = 3`);
    await old.pool.query(`insert into outbox_consumer values ('tower', 1, now()), ('messenger', 3, now())`);
    const [, , bundles] = outboxMigrations;
    await old.pool.query(bundles.sql);
    const { rows } = await old.pool.query('select seq, aggregate_version, data from outbox_event order by seq');
    expect(rows).toEqual([
      { seq: '2', aggregate_version: '2', data: '{"orderId":"A","note":"line\\\\n2"}' },
      { seq: '3', aggregate_version: '3', data: '{"orderId":"A","note":"line\\\\n3"}' },
    ]);
    const next = await old.pool.query("insert into outbox (type, recorded_at, elements) values ('x', now(), '{}') returning seq");
    expect(next.rows).toEqual([{ seq: '4' }]);
    await old.close();
  });
});

import type { HubEvent, NewEvent } from '@orderloom/contracts';
import { DomainError } from '@orderloom/domain-kernel';
import { ensureStream, streamOf, type HubConnection } from '@orderloom/messaging';
import type { Database } from '@orderloom/service-runtime';
import { eventually, type TestNats } from '@orderloom/testing';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createInbox,
  createOutbox,
  createRelay,
  inTransaction,
  listDeadLetters,
  readerOf,
  type Inbox,
  type Outbox,
  type Relay,
} from '../src/index.ts';
import { twoServices, type TwoServices } from './two-services.ts';

const TYPE = 'hub.order.hold-placed.v1';

class Poison extends DomainError {
  readonly code = 'POISON';
}

describe('outbox and inbox', () => {
  let nats: TestNats;
  let close: TwoServices['close'];
  let hub: HubConnection;
  let producer: Database;
  let consumer: Database;
  let relay: Relay;
  let outbox: Outbox;
  let inbox: Inbox;
  let poisoned: ReadonlySet<string>;
  let meanwhile: (() => Promise<void>) | undefined;
  let isListening: boolean;
  let isDeaf: boolean;
  const troubles: string[] = [];

  beforeEach(async () => {
    ({ nats, hub, producer, consumer, close } = await twoServices('outbox-spec'));
    poisoned = new Set();
    meanwhile = undefined;
    isListening = true;
    isDeaf = false;
    relay = createRelay({ pool: producer.pool, hub, context: 'order', onTrouble });
    outbox = createOutbox({ source: 'order', now: () => new Date(), wake: relay.wake });
    inbox = startInbox();
    await consumer.pool.query('create table effect (position bigint generated always as identity, order_id text, hold_id text)');
    relay.start();
    inbox.start();
  });

  afterEach(async () => {
    await inbox.stop();
    await relay.stop();
    await close();
  });

  const onTrouble = (what: string, error: unknown): void => void troubles.push(`${what}: ${String(error)}`);

  function startInbox(): Inbox {
    const quiet = createOutbox({ source: 'tower', now: () => new Date(), wake: () => undefined });
    return createInbox({
      pool: consumer.pool,
      hub,
      outbox: quiet,
      context: 'tower',
      now: () => new Date(),
      onTrouble,
      handlers: {
        ...readerOf({
          [TYPE]: async (events: readonly HubEvent<typeof TYPE>[], tx) => {
            for (const event of events) if (poisoned.has(event.data.holdId)) throw new Poison(`cannot take ${event.data.holdId}`);
            await meanwhile?.();
            await tx.query('insert into effect (order_id, hold_id) select * from unnest($1::text[], $2::text[])', [
              events.map((event) => event.orderId),
              events.map((event) => event.data.holdId),
            ]);
          },
        }),
        wanted: (events) => Promise.resolve(isListening ? events : []),
        heard: (types) => Promise.resolve(isDeaf ? [] : types),
      },
    });
  }

  function held(orderId: string, holdId: string): NewEvent {
    const now = new Date();
    return {
      type: TYPE,
      aggregateId: orderId,
      orderId,
      data: { orderId, holdId, reason: 'PERSON', owner: 'spec', note: '', placedAt: now, dueAt: now },
    };
  }

  const say = (...events: readonly NewEvent[]): Promise<void> => inTransaction(producer.pool, (tx) => outbox.append(tx, events));

  async function effects(): Promise<readonly string[]> {
    const { rows } = await consumer.pool.query<{ hold_id: string }>('select hold_id from effect order by position');
    return rows.map((row) => row.hold_id);
  }

  it('tells the process that carries of what another one committed, and carries itself when that one ends', async () => {
    const wakes: string[] = [];
    hub.nats.subscribe('hubwake.order', { callback: (_error, { subject }) => void wakes.push(subject) });
    await say(held('A', 'a1'));
    await eventually(async () => expect(await effects()).toEqual(['a1']));
    const second = createRelay({ pool: producer.pool, hub, context: 'order', onTrouble });
    second.start();
    const elsewhere = createOutbox({ source: 'order', now: () => new Date(), wake: second.wake });
    await inTransaction(producer.pool, (tx) => elsewhere.append(tx, [held('A', 'a2')]));
    await eventually(async () => expect(await effects()).toEqual(['a1', 'a2']));
    expect(wakes.length).toBeGreaterThan(0);
    await relay.stop();
    await inTransaction(producer.pool, (tx) => elsewhere.append(tx, [held('A', 'a3')]));
    await eventually(async () => expect(await effects()).toEqual(['a1', 'a2', 'a3']));
    await second.stop();
  });

  it('delivers what was committed, in order, and nothing that was rolled back', async () => {
    await say(held('A', 'a1'));
    await expect(
      inTransaction(producer.pool, async (tx) => {
        await outbox.append(tx, [held('A', 'lost')]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    await say(held('A', 'a2'), held('B', 'b1'));
    await eventually(async () => expect(await effects()).toEqual(['a1', 'a2', 'b1']));
  });

  it('leaves no trace of events that nobody wants, and takes those that come after somebody does', async () => {
    isListening = false;
    await say(held('A', 'a1'), held('B', 'b1'));
    // Nothing waits either before it is published.
    await eventually(async () => expect((await hub.jsm.streams.info(streamOf('order'))).state.messages).toBeGreaterThan(0));
    await eventually(async () => expect(await inbox.lag()).toMatchObject({ order: 0 }));
    expect((await consumer.pool.query('select 1 from inbox')).rowCount).toBe(0);
    isListening = true;
    await say(held('A', 'a2'));
    await eventually(async () => expect(await effects()).toEqual(['a2']));
  });

  it('does not even read messages of types that nobody hears, and reads those that come after somebody does', async () => {
    isDeaf = true;
    await ensureStream(hub, 'order');
    await hub.js.publish(TYPE, 'no JSON at all');
    await eventually(async () => expect((await inbox.lag())['order']).toBe(0));
    isDeaf = false;
    await say(held('A', 'a1'));
    await eventually(async () => expect(await effects()).toEqual(['a1']));
    expect(await listDeadLetters(consumer.pool, 10)).toEqual([]);
    await hub.js.publish(TYPE, 'no JSON at all');
    await eventually(async () => expect((await listDeadLetters(consumer.pool, 10)).length).toBe(1));
  });

  it('does not skip a transaction that commits late', async () => {
    const slow = await producer.pool.connect();
    await slow.query('begin');
    await outbox.append({ query: (text, values) => slow.query(text, values ? [...values] : undefined), onCommit: () => undefined }, [
      held('L', 'late'),
    ]);
    await say(held('E', 'early'));
    await eventually(async () => expect(await effects()).toEqual(['early']));
    await slow.query('commit');
    slow.release();
    await eventually(async () => expect(await effects()).toEqual(['early', 'late']));
  });

  it('says nothing twice when one relay after the other ends while a position is open, and still carries what commits there', async () => {
    const slow = await producer.pool.connect();
    await slow.query('begin');
    await outbox.append({ query: (text, values) => slow.query(text, values ? [...values] : undefined), onCommit: () => undefined }, [
      held('L', 'late'),
    ]);
    const messages = async (): Promise<number> =>
      (await hub.jsm.streams.info(streamOf('order'), { subjects_filter: TYPE })).state.subjects?.[TYPE] ?? 0;
    for (const holdId of ['e1', 'e2', 'e3']) {
      await say(held('E', holdId));
      await eventually(async () => expect((await effects()).at(-1)).toBe(holdId));
      await relay.stop();
      relay = createRelay({ pool: producer.pool, hub, context: 'order', onTrouble });
      relay.start();
    }
    await slow.query('commit');
    slow.release();
    await eventually(async () => expect(await effects()).toEqual(['e1', 'e2', 'e3', 'late']));
    expect(await messages()).toBe(4);
  });

  it('takes an event once although it is delivered again', async () => {
    await say(held('A', 'a1'));
    await eventually(async () => expect(await effects()).toEqual(['a1']));
    const stored = await hub.jsm.streams.getMessage(streamOf('order'), { last_by_subj: TYPE });
    if (stored === null) throw new Error('the stream has no message');
    await hub.js.publish(TYPE, stored.data);
    await say(held('A', 'a2'));
    await eventually(async () => expect(await effects()).toEqual(['a1', 'a2']));
  });

  it('replays from the outbox when the broker forgot everything', async () => {
    await say(held('A', 'a1'));
    await eventually(async () => expect(await effects()).toEqual(['a1']));
    await inbox.stop();
    await say(held('A', 'a2'), held('B', 'b1'));
    await eventually(async () => expect((await hub.jsm.streams.info(streamOf('order'))).state.messages).toBeGreaterThan(1));
    await nats.wipe();
    inbox = startInbox();
    inbox.start();
    await eventually(async () => expect(await effects()).toEqual(['a1', 'a2', 'b1']), { timeoutMs: 20_000 });
  });

  it('sends a nonsense element to the dead letter and takes the rest of its batch', async () => {
    await say(held('A', 'a1'));
    await eventually(async () => expect(await effects()).toEqual(['a1']));
    const stored = await hub.jsm.streams.getMessage(streamOf('order'), { last_by_subj: TYPE });
    if (stored === null) throw new Error('the stream has no message');
    const [good] = stored.json<Record<string, unknown>[]>();
    const batch = [
      { specversion: '1.0', type: 'hub.order.never-heard-of.v9' },
      { ...good, id: randomUUID() },
    ];
    await hub.js.publish(TYPE, JSON.stringify(batch));
    await eventually(async () => expect(await effects()).toEqual(['a1', 'a1']));
    const letters = await listDeadLetters(consumer.pool, 10);
    expect(letters.map((letter) => letter.reason)).toEqual(['unknown event type hub.order.never-heard-of.v9']);
  });

  it('parks only the aggregate of a poisoned event, and replays it with what waits behind', async () => {
    poisoned = new Set(['bad']);
    await say(held('A', 'a1'), held('P', 'bad'), held('B', 'b1'), held('P', 'behind'));
    await eventually(async () => expect((await effects()).toSorted()).toEqual(['a1', 'b1']));
    await eventually(async () => expect(await listDeadLetters(consumer.pool, 10)).toHaveLength(2));
    const letters = await listDeadLetters(consumer.pool, 10);
    expect(letters.map((letter) => [letter.aggregateId, letter.parked])).toEqual([
      ['P', false],
      ['P', true],
    ]);
    expect(letters[0]?.reason).toContain('Poison');

    poisoned = new Set();
    expect(await inbox.replay(letters[0]?.id ?? '')).toBe(2);
    expect((await effects()).slice(2)).toEqual(['bad', 'behind']);
    expect(await listDeadLetters(consumer.pool, 10)).toEqual([]);
  });

  it('leaves nothing parked that came while its dead letter was being replayed', async () => {
    poisoned = new Set(['bad']);
    await say(held('P', 'bad'));
    await eventually(async () => expect(await listDeadLetters(consumer.pool, 10)).toHaveLength(1));
    const [letter] = await listDeadLetters(consumer.pool, 10);
    poisoned = new Set();
    meanwhile = async () => {
      meanwhile = undefined;
      await say(held('P', 'late'), held('B', 'b1'));
      // Long enough for the late event to be looked at, and to find its aggregate blocked.
      await new Promise((resolve) => setTimeout(resolve, 700));
    };
    await inbox.replay(letter?.id ?? '');
    await eventually(async () => expect((await effects()).toSorted()).toEqual(['b1', 'bad', 'late']));
    expect(await listDeadLetters(consumer.pool, 10)).toEqual([]);
  });
});

import { streamOf } from '@orderloom/messaging';
import { eventually } from '@orderloom/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOutbox, createRelay, inTransaction, type Relay } from '../src/index.ts';
import { twoServices, type TwoServices } from './two-services.ts';

const TYPE = 'hub.order.hold-placed.v1';

describe('a relay', () => {
  let services: TwoServices;
  let relay: Relay;

  beforeEach(async () => {
    services = await twoServices('relay-spec');
    relay = createRelay({ pool: services.producer.pool, hub: services.hub, context: 'order', onTrouble: () => undefined });
  });
  afterEach(async () => {
    await relay.stop();
    await services.close();
  });

  /** One commit and one position each, of which nobody is woken. */
  async function say(count: number): Promise<void> {
    const outbox = createOutbox({ source: 'order', now: () => new Date(), wake: () => undefined });
    const at = new Date(0);
    for (let nth = 1; nth <= count; nth += 1) {
      const orderId = nth.toString();
      const data = { orderId, holdId: orderId, reason: 'PERSON', owner: 'spec', note: '', placedAt: at, dueAt: at } as const;
      await inTransaction(services.producer.pool, (tx) => outbox.append(tx, [{ type: TYPE, aggregateId: orderId, orderId, data }]));
    }
  }
  const note = (settled: number, published: number, open: readonly number[]): Promise<unknown> =>
    services.producer.pool.query('update outbox_state set settled = $1, published = $2, open = $3', [settled, published, open]);

  async function published(): Promise<readonly string[]> {
    const { hub } = services;
    const { messages } = (await hub.jsm.streams.info(streamOf('order'))).state;
    const orders: string[] = [];
    for (let seq = 1; seq <= messages; seq += 1) {
      const stored = await hub.jsm.streams.getMessage(streamOf('order'), { seq });
      if (stored?.subject === TYPE) orders.push(...stored.json<{ orderid: string }[]>().map(({ orderid }) => orderid));
    }
    return orders;
  }

  it.each([
    ['nothing open', []],
    ['an open position', [3]],
  ])('does not believe what it noted with %s, when an older release has moved it back since', async (_what, open) => {
    await say(5);
    // The older release knows of `settled` only: its stream was wiped, it began anew and was ended behind the first row.
    await note(1, 4, open);
    relay.start();
    await eventually(async () => expect(await published()).toEqual(['2', '3', '4', '5']));
  });

  it('goes on without a rest behind a full turn that filled a gap too', async () => {
    await say(205);
    await note(0, 1, [1]);
    // Who rests now is never woken.
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      relay.start();
      await eventually(async () => expect(await published()).toHaveLength(205));
    } finally {
      vi.useRealTimers();
    }
  });
});

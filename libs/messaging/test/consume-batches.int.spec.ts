import { eventually, testNats, type TestNats } from '@orderloom/testing';
import { headers } from '@nats-io/transport-node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectHub, consumeBatches, ensureStream, type HubConnection } from '../src/index.ts';

const TYPE = 'hub.order.hold-placed.v1';

let nats: TestNats;
let hub: HubConnection;
beforeEach(async () => {
  nats = await testNats();
  hub = await connectHub({ url: nats.url, name: 'consume-spec' });
});
afterEach(async () => {
  await hub.close();
  await nats.remove();
});

describe('a batch', () => {
  it.each([
    ['that say they hold a thousand events each', 1_000, 2],
    ['of a release that did not say how many they hold', undefined, 20],
  ])('ends before it holds too many messages %s', async (_what, events, most) => {
    await ensureStream(hub, 'order');
    const head = headers();
    if (events !== undefined) head.set('Hub-Events', events.toString());
    for (let nth = 0; nth < 60; nth += 1) await hub.js.publish(TYPE, '[]', { headers: head });
    const batches: number[] = [];
    const consumer = consumeBatches(hub, {
      context: 'order',
      consumer: 'tower',
      types: [TYPE],
      onDeliveries: (deliveries) => {
        batches.push(deliveries.length);
        for (const delivery of deliveries) delivery.acknowledge();
        return Promise.resolve();
      },
      onTrouble: () => undefined,
    });
    await eventually(() => expect(batches.reduce((sum, size) => sum + size, 0)).toBe(60));
    await consumer.stop();
    expect(Math.max(...batches)).toBeLessThanOrEqual(most);
  });
});

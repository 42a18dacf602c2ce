import { OrderShopsDefinition } from '@orderloom/contracts/hub/order/v1/service';
import { serve, startRpcServer, type RpcServer } from '@orderloom/rpc';
import { createLogger } from '@orderloom/service-runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askShops } from '../src/application/webhooks/ask-shops.ts';
import { messengerReader } from '../src/messaging/subscriptions.ts';
import { messageStore } from '../src/persistence/message-store.ts';
import { orderShops } from '../src/rpc/order-shops.ts';
import { plannedFor, startWebhookBench, type WebhookBench } from './webhook-bench.ts';

const internalKey = Buffer.alloc(32, 3);

let bench: WebhookBench;
let server: RpcServer;
let orders: ReturnType<typeof orderShops>;
const shops = new Map<string, string>();
beforeAll(async () => {
  bench = await startWebhookBench();
  server = await startRpcServer({
    host: '127.0.0.1',
    port: 0,
    internalKey,
    log: createLogger('order', 'fatal'),
    services: [
      serve(OrderShopsDefinition, {
        readShops: ({ orderIds }) =>
          Promise.resolve({
            shops: orderIds.flatMap((orderId) => (shops.has(orderId) ? [{ orderId, shopId: shops.get(orderId) ?? '' }] : [])),
          }),
      }),
    ],
  });
  orders = orderShops({ internalKey, address: `127.0.0.1:${server.port}` });
}, 90_000);
afterAll(async () => {
  orders.close();
  await server.stop();
  await bench.close();
});
beforeEach(async () => {
  shops.clear();
  await bench.forget();
});

const ask = (): Promise<number> => askShops({ ...bench.deps, orders });
const kept = async (): Promise<readonly number[]> => {
  const { rows } = await bench.pool.query<{ events: number; orders: number; unknown: number }>(
    `select (select count(*)::int from webhook_event) as events, (select count(*)::int from webhook_order) as orders,
            (select count(*)::int from webhook_unknown_order) as unknown`,
  );
  return rows.flatMap((row) => [row.events, row.orders, row.unknown]);
};

describe('while there is no endpoint', () => {
  it('what only webhooks would tell of is read by nobody; cards, pools and alarms are, as before', async () => {
    const nothing = (): void => undefined;
    const reader = messengerReader({ ...bench.deps, messages: messageStore }, { cards: nothing, webhooks: nothing, shops: nothing });
    const placed = 'hub.order.placed.v1';
    const own = ['hub.fulfilment.parcel-dispatched.v1', 'hub.tower.work-item-opened.v1'] as const;
    expect(await reader.heard?.([placed, ...own])).toEqual(own);
    const endpoint = await bench.endpoint({ types: ['order.placed'] });
    expect(await reader.heard?.([placed, ...own])).toEqual([placed, ...own]);
    await bench.pool.query("update webhook_endpoint set state = 'DELETED' where id = $1", [endpoint]);
    expect(await reader.heard?.([placed])).toEqual([]);
  });

  it('nothing is kept of what is told', async () => {
    await bench.told(plannedFor('A', 'order.placed'), plannedFor('A', 'order.reserved', ''));
    expect(await kept()).toEqual([0, 0, 0]);
  });
});

describe('an order that was placed before anybody listened', () => {
  it('is told of at an endpoint bound to its shop, in order, once its shop was asked for', async () => {
    await bench.told(plannedFor('old', 'order.placed', 'own-test'), plannedFor('other', 'order.placed', 'dy-flagship'));
    const endpoint = await bench.endpoint({ types: ['order.placed', 'order.reserved', 'order.sourced'], shops: ['own-test'] });
    await bench.told(plannedFor('old', 'order.reserved', ''), plannedFor('other', 'order.reserved', ''));
    await bench.told(plannedFor('old', 'order.sourced', ''));
    await bench.drain();
    expect([bench.heard(endpoint), await kept()]).toEqual([[], [3, 0, 2]]);
    shops.set('old', 'own-test').set('other', 'dy-flagship');
    expect(await ask()).toBe(2);
    await bench.drain();
    expect(bench.heard(endpoint).map(({ order, type }) => `${order} ${type}`)).toEqual(['old order.reserved', 'old order.sourced']);
    expect([await kept(), await ask()]).toEqual([[3, 2, 0], 0]);
  });

  it('is asked for again after the order service was away, and no more once that knows no such order', async () => {
    await bench.endpoint({ types: ['order.reserved'] });
    await bench.told(plannedFor('gone', 'order.reserved', ''));
    const away = orderShops({ internalKey, address: '127.0.0.1:1' });
    await expect(askShops({ ...bench.deps, orders: away })).rejects.toThrow();
    away.close();
    expect(await kept()).toEqual([1, 0, 1]);
    await ask();
    expect(await kept()).toEqual([1, 0, 0]);
  });
});

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { OwnOrders } from '../application/own-orders.ts';
import type { ShipNotice, ShopChannel } from '../application/ports.ts';
import { openShopChannel } from './open-shop-channel.ts';

let server: Server;
let channel: ShopChannel;
afterEach(async () => {
  await channel.close();
  server.closeAllConnections();
  server.close();
});

/** A shop at a platform that leaves every ship notice without an answer. */
async function openShop(system: string, credentials: Readonly<Record<string, string>>, isNotice: (path: string) => boolean) {
  const unanswered: string[] = [];
  server = createServer((request, response) => {
    const path = request.url ?? '';
    if (isNotice(path)) return void unanswered.push(path);
    response.end('{"code":10000,"errcode":0,"data":{"after_sale_id":1},"after_sale_order":{"after_sale_order_id":"1"}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  channel = openShopChannel(
    {
      id: 'shop',
      channel: 'DY',
      system,
      name: '旗舰店',
      nameEn: 'Flagship',
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server that listens has one
      pollSeconds: 900,
      lagClass: 'normal',
      credentials,
      stockCallsPerSecond: 10,
      sandbox: false,
    },
    { tokens: { current: () => Promise.resolve('token'), rejected: () => undefined }, own: {} as OwnOrders, now: () => new Date() },
  );
  return unanswered;
}

const notice = (nth: number): ShipNotice => ({
  parcelId: `P${nth}`,
  platformOrderNo: '47',
  carrier: 'SF',
  trackingNumber: `SF${nth}`,
  lines: [{ lineNo: '48', productId: '1', platformSkuId: '2', quantity: 1 }],
});

const aesKey = 'a'.repeat(43);
const shops = [
  ['douyin', { appKey: '7', appSecret: 's', platformShopId: '10001' }, (path: string) => path.includes('logisticsAddSinglePack')],
  ['wechat-shop', { appId: 'wx1', appSecret: 's', token: 't', encodingAesKey: aesKey }, (path: string) => path.includes('delivery/send')],
] as const;

describe.each(shops)('a shop of %s', (system, credentials, isNotice) => {
  it('reads refunds while its platform answers none of a hundred notices', async () => {
    const unanswered = await openShop(system, credentials, isNotice);
    for (let nth = 0; nth < 100; nth += 1) void channel.sendShipNotice(notice(nth)).catch(() => undefined);
    await expect.poll(() => unanswered.length).toBeGreaterThan(31);
    expect(await channel.fetchRefund('1', {})).toMatchObject({ refundId: '1' });
    // Before the deadline of the notices, at which their connections get free.
  }, 6_000);
});

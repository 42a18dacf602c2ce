import type { HubEvent } from '@orderloom/contracts';
import { fact, seeded } from './facts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WAREHOUSES = ['杭州仓', '义乌仓', '成都仓'];

/** Orders of two days with all their facts until now; what has not happened yet is not told. */
export function generatedDays(facts: { readonly seed: number; readonly orders: number; readonly now: Date }): readonly HubEvent[] {
  const random = seeded(facts.seed);
  const between = (least: number, most: number): number => Math.round(least + random() * (most - least));
  const chance = (share: number): boolean => random() < share;
  const start = facts.now.getTime() - 40 * HOUR;
  const events = Array.from({ length: facts.orders }, (_, index) => {
    const shop = chance(0.6) ? { channel: 'DY', shopId: 'dy', system: 'douyin' } : { channel: 'WX', shopId: 'wx', system: 'wechat-shop' };
    const { channel, shopId, system } = shop;
    const id = `${channel}20261122-${String(index + 1).padStart(5, '0')}`;
    const no = `${7_000_000 + index}`;
    const own: HubEvent[] = [];
    const lag = (): number => (chance(0.05) ? between(8_001, 90_000) : between(1, 3_000));
    const tell = (type: Parameters<typeof fact>[0], at: number, json: Record<string, unknown>, by = 'hub'): void => {
      own.push(fact(type, id, { orderId: id, ...json }, { at: new Date(at), system: by, lagMs: by === 'hub' ? 5 : lag() }));
    };
    const iso = (at: number): string => new Date(at).toISOString();

    const created = start + between(0, 39.9 * HOUR);
    const received = created + (chance(0.1) ? between(5_000, 900_000) : between(200, 2_000));
    const paid = created + (chance(0.2) ? between(1_000, 20 * MINUTE) : 0);
    const lines = [{ lineNo: '1', sku: 'TEA', quantity: 2 }];
    const promised = paid + between(3 * HOUR, 30 * HOUR);
    tell('hub.order.placed.v1', received, {
      channel,
      shopId,
      platformOrderNo: no,
      platformCreatedAt: iso(created),
      receivedAt: iso(received),
      promisedShipAt: iso(promised),
      paidAmount: { minor: '100', currency: 'CNY' },
      lines,
    });
    const intake = chance(0.8) ? 'PUSH' : 'POLL';
    tell(
      'hub.channel.order-captured.v1',
      received,
      { channel, shopId, platformOrderNo: no, captureId: id, intake, receivedAt: iso(received) },
      system,
    );
    if (chance(0.04)) return own;
    tell('hub.order.payment-confirmed.v1', Math.max(paid, received), { paidAt: iso(paid) }, system);

    let at = Math.max(paid, received) + between(100, 2_000);
    if (chance(0.08)) {
      tell('hub.inventory.stock-short.v1', at, { lines: [{ lineNo: '1', sku: 'TEA', wanted: 2, available: 0 }], refusedAt: iso(at) });
      if (chance(0.3)) return own;
      at += between(MINUTE, 2 * HOUR);
    }
    tell('hub.inventory.stock-reserved.v1', at, { reservedAt: iso(at) });

    const decide = (round: number): string => {
      at += between(50, chance(0.1) ? 900_000 : 2_000);
      const part = {
        fulfilmentOrderId: `${id}-${round}`,
        warehouseId: `W${round}`,
        warehouseName: WAREHOUSES[between(0, 2)],
        carrier: 'SF',
        lines,
      };
      tell('hub.fulfilment.order-sourced.v1', at, { parts: [part], decidedAt: iso(at) });
      return part.fulfilmentOrderId;
    };
    let partId = decide(1);
    at += between(100, 1_000);
    if (chance(0.06)) {
      tell('hub.fulfilment.warehouse-refused.v1', at, { fulfilmentOrderId: partId, reason: 'FULL', refusedAt: iso(at) }, 'qimen');
      partId = decide(2);
      at += between(100, 1_000);
    }
    tell('hub.fulfilment.warehouse-accepted.v1', at, { fulfilmentOrderId: partId, acceptedAt: iso(at) }, 'qimen');

    if (chance(0.08)) {
      const proposed = at + between(1_000, HOUR);
      const answered = proposed + between(500, 60_000);
      const proposalId = `${id}-stop`;
      tell('hub.order.stop-proposed.v1', proposed, { proposalId, reason: 'BUYER', proposedAt: iso(proposed) });
      if (chance(0.6)) {
        tell('hub.order.cancelled.v1', answered, { proposalId, reason: 'BUYER', cancelledAt: iso(answered) });
        return own;
      }
      tell('hub.order.cancel-declined.v1', answered, { proposalId, reason: 'PACKED', declinedAt: iso(answered) });
      at = answered;
    }
    at += between(5 * MINUTE, chance(0.2) ? 6 * HOUR : HOUR);
    const out = at;
    const parcelId = `${id}-p`;
    const shipped = chance(0.05) ? 1 : 2;
    const parcel = { parcelId, carrier: 'SF', trackingNumber: `SF${no}` };
    const confirmed = { fulfilmentOrderId: partId, warehouseId: 'W', outBizCode: 'o', final: true, outboundAt: iso(out) };
    tell('hub.fulfilment.outbound.v1', out, { ...confirmed, parcels: [parcel], lines: [{ lineNo: '1', sku: 'TEA', shipped }] }, 'qimen');
    const numbered = out + between(500, 5_000);
    tell('hub.fulfilment.waybill-created.v1', numbered, { ...parcel, createdAt: iso(numbered) }, 'sf');
    const eta = out + between(4 * HOUR, 20 * HOUR);
    tell('hub.fulfilment.parcel-dispatched.v1', numbered, { ...parcel, fulfilmentOrderId: partId, eta: iso(eta), outboundAt: iso(out) });
    const card = numbered + between(500, chance(0.1) ? 20 * MINUTE : 5_000);
    const message = { messageId: `${id}-m`, parcelId, kind: 'LOGISTICS_CARD', transport: 'WECHAT_SERVICE_ACCOUNT', sentAt: iso(card) };
    tell('hub.messenger.message-sent.v1', card, message, 'wechat-oa');
    const moved = out + between(MINUTE, chance(0.2) ? 4 * HOUR : 40 * MINUTE);
    const node = { ...parcel, place: '杭州', nodeId: '1' };
    tell('hub.fulfilment.route-node-seen.v1', moved, { ...node, kind: 'ROUTE_NODE_KIND_PICKED_UP', reachedAt: iso(moved) }, 'sf');
    const signed = moved + between(3 * HOUR, 18 * HOUR);
    tell('hub.fulfilment.route-node-seen.v1', signed, { ...node, kind: 'ROUTE_NODE_KIND_SIGNED', reachedAt: iso(signed) }, 'sf');
    return own;
  });
  const told = events.flat().filter((event) => event.recordedAt.getTime() <= facts.now.getTime());
  return told
    .map((event) => ({ event, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

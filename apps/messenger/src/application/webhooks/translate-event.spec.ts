import { eventCatalogue, eventFromCloudEvent, webhookEntry, webhookSchema, webhookTypes, type EventType } from '@orderloom/contracts';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { translateEvent } from './translate-event.ts';

/** What stands in events and must not leave. */
const secrets = ['tok-recipient', '张*', '138****0000', 'buyer-token', 'a remark of a person'];

const bodies: Readonly<Record<string, object>> = {
  'hub.order.placed.v1': {
    ...platform(),
    recipient: person(),
    buyerToken: 'buyer-token',
    lines: [{ lineNo: '1', title: '白茶' }],
    paid: true,
  },
  'hub.order.payment-confirmed.v1': { ...platform(), paidAmount: { minor: '32800', currency: 'CNY' }, paidAt: '2026-11-22T05:00:00Z' },
  'hub.order.hold-placed.v1': { holdId: 'h', reason: 'PERSON', owner: 'ops', note: 'a remark of a person', dueAt: '2026-11-22T06:00:00Z' },
  'hub.order.hold-released.v1': { holdId: 'h', releasedBy: 'account-7' },
  'hub.order.recipient-changed.v1': { recipient: person() },
  'hub.order.lines-cancelled.v1': { ...platform(), cancelled: [{ lineNo: '1', sku: 'TEA', quantity: 1 }] },
  'hub.order.cancelled.v1': { ...platform(), reason: 'a remark of a person' },
  'hub.order.cancel-declined.v1': { reason: 'a remark of a person' },
  'hub.inventory.stock-reserved.v1': { lines: [] },
  'hub.inventory.stock-short.v1': { lines: [{ lineNo: '1', sku: 'TEA', wanted: 2, available: 0 }] },
  'hub.inventory.availability-changed.v1': { sku: 'TEA', version: '41', availableToPromise: -3 },
  'hub.fulfilment.order-sourced.v1': { decisionId: 'd', parts: [{ fulfilmentOrderId: 'f', warehouseId: 'w', carrier: 'SF' }] },
  'hub.fulfilment.sent-to-warehouse.v1': { fulfilmentOrderId: 'f', warehouseId: 'w' },
  'hub.fulfilment.parcel-dispatched.v1': {
    ...platform(),
    ...{ parcelId: 'p', fulfilmentOrderId: 'f', warehouseId: 'w', carrier: 'SF', trackingNumber: 'SF1', recipientToken: 'tok-recipient' },
  },
  'hub.fulfilment.milestone-confirmed.v1': {
    milestone: 'PRODUCTION_STARTED',
    position: 4,
    confirmedBy: 'account-7',
    reference: 'a remark of a person',
  },
  'hub.fulfilment.route-node-seen.v1': { parcelId: 'p', kind: 'ROUTE_NODE_KIND_SIGNED', orderComplete: true, place: '杭州' },
  'hub.channel.refund-requested.v1': { ...platform(), refundId: 'r', kind: 'REFUND_KIND_RETURN', amount: { minor: '1', currency: 'CNY' } },
  'hub.channel.refund-completed.v1': { ...platform(), refundId: 'r' },
  'hub.tower.work-item-opened.v1': { workItemId: 'w', pool: 'SHORTAGE', summary: 'a remark of a person' },
  'hub.tower.work-item-closed.v1': { workItemId: 'w', pool: 'SHORTAGE', closedBy: 'account-7', reason: 'a remark of a person' },
};

function platform() {
  return { channel: 'DY', shopId: 'dy-flagship', platformOrderNo: '480' };
}

function person() {
  return { token: 'tok-recipient', maskedName: '张*', maskedPhone: '138****0000' };
}

function event(type: EventType, change: object = {}) {
  const orderId = type.startsWith('hub.tower') || type.includes('availability') || type.includes('refund-') ? '' : 'DY20261122-00001';
  return eventFromCloudEvent({
    id: randomUUID(),
    type,
    subject: orderId === '' ? 'own-id' : orderId,
    time: '2026-11-22T05:40:03Z',
    occurredat: '2026-11-22T05:40:02.118Z',
    receivedat: '2026-11-22T05:40:02.500Z',
    orderid: orderId,
    data: { orderId, ...bodies[type], ...change },
  });
}

describe('webhooks of an event', () => {
  it.each(webhookTypes)('%s keep to the schema and say nothing of a person', (type) => {
    const made = translateEvent(event(webhookEntry(type).source)).find((one) => one.type === type);
    const body: unknown = JSON.parse(made?.body ?? 'null');
    expect(z.fromJSONSchema(webhookSchema(type)).safeParse(body).error).toBeUndefined();
    expect(secrets.filter((secret) => (made?.body ?? '').includes(secret))).toEqual([]);
  });

  it('of one event have ids of their own, which are the same whenever it is read', () => {
    const signed = event('hub.fulfilment.route-node-seen.v1');
    const ids = translateEvent(signed).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
    expect(translateEvent(signed).map(({ id }) => id)).toEqual(ids);
    expect(ids.filter((id) => !/^evt_[0-9a-f]{32}(_\d)?$/.test(id))).toEqual([]);
  });

  it('of one order share a lane, those of a product another', () => {
    const lanes = ['hub.order.placed.v1', 'hub.inventory.stock-reserved.v1', 'hub.inventory.availability-changed.v1'] as const;
    expect(lanes.map((type) => translateEvent(event(type))[0]?.lane)).toEqual(['DY20261122-00001', 'DY20261122-00001', 'sku/TEA']);
  });

  it('say delivered only when the last parcel is signed for', () => {
    const types = (complete: boolean) =>
      translateEvent(event('hub.fulfilment.route-node-seen.v1', { orderComplete: complete })).map(({ type }) => type);
    expect([types(false), types(true)]).toEqual([['parcel.moved'], ['parcel.moved', 'order.delivered']]);
  });

  it('are not made of what is nobody else his business', () => {
    const silent = (Object.keys(eventCatalogue) as EventType[]).filter((type) => bodies[type] === undefined);
    expect(silent.filter((type) => translateEvent(event(type)).length > 0)).toEqual([]);
  });
});

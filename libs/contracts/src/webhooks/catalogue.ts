import type { EventType } from '../subjects.ts';
import { flag, list, literal, money, optional, text, time, whole, type Fields } from './fields.ts';

/** One type of webhook: what it says, where it comes from, and which scope a partner's key needs to hear it. */
export interface WebhookEntry {
  /** Grows when a field changes its meaning or goes; a new optional field does not change it. */
  readonly version: number;
  readonly scope: 'orders:read' | 'stock:read' | 'work-items:read';
  /** The hub's event that causes it. */
  readonly source: EventType;
  readonly zh: string;
  readonly en: string;
  /** Thin on purpose: ids and literals, never a person's name, phone or address. Ask GraphQL for the rest. */
  readonly data: Fields;
}

const orderId = text('Hub order id.', 'DY20261122-00001');
const sku = text('Standard product code.', 'TEA-WHITE-GIFT');
const lineNo = text('Line number, unique in the order.', '1');
const holdId = text('Id of the hold.', '019a0000-0000-7000-8000-000000000003');
const workItemId = text('Id of the work item.', '019a0000-0000-7000-8000-000000000004');
const refundId = text("The platform's refund id.", '7100000000000000001');
const parcelId = text('Id of the parcel.', 'DY20261122-00001-1-p1');
const fulfilmentOrderId = text('Id of the fulfilment order.', 'DY20261122-00001-1');
const warehouseId = text('Id of the warehouse.', 'WH-HZ');
const carrier = text('Code of the carrier.', 'SF');
const ofPlatform: Fields = {
  channel: text('Two-letter channel code.', 'DY'),
  shopId: text('Shop within the channel.', 'dy-flagship'),
  platformOrderNo: text("The platform's own order number.", '4800000000000000001'),
};
const aboutOrder = { version: 1, scope: 'orders:read' } as const;

/** Every type of webhook, in the order of an order's life. */
export const webhookCatalogue = {
  'order.placed': {
    ...aboutOrder,
    source: 'hub.order.placed.v1',
    zh: '订单建立',
    en: 'The hub gave the order its number',
    data: { orderId, ...ofPlatform, paid: flag('Whether it was paid already.', true), presale: flag('Whether it is a pre-sale.', false) },
  },
  'order.paid': {
    ...aboutOrder,
    source: 'hub.order.payment-confirmed.v1',
    zh: '订单已付款',
    en: 'The payment is confirmed',
    data: { orderId, ...ofPlatform, paidAmount: optional(money('What the buyer paid.')), paidAt: time('When it was paid.') },
  },
  'order.reserved': {
    ...aboutOrder,
    source: 'hub.inventory.stock-reserved.v1',
    zh: '库存已锁定',
    en: 'Stock is reserved for every line',
    data: { orderId, reservedAt: time('When it was reserved.') },
  },
  'order.short': {
    ...aboutOrder,
    source: 'hub.inventory.stock-short.v1',
    zh: '库存不足',
    en: 'At least one line is short; nothing is reserved',
    data: {
      orderId,
      lines: list('Lines that are short.', {
        lineNo,
        sku,
        wanted: whole('Units ordered.', 2),
        available: whole('Units that could be promised.', 1),
      }),
      refusedAt: time('When it was refused.'),
    },
  },
  'order.sourced': {
    ...aboutOrder,
    source: 'hub.fulfilment.order-sourced.v1',
    zh: '寻源完成',
    en: 'Every part has a warehouse and a carrier',
    data: {
      orderId,
      decisionId: text('Id of the decision; its explanation is in GraphQL.', '019a0000-0000-7000-8000-000000000002'),
      parts: list('Parts of the order.', { fulfilmentOrderId, warehouseId, carrier }),
      decidedAt: time('When it was decided.'),
    },
  },
  'order.sent_to_warehouse': {
    ...aboutOrder,
    source: 'hub.fulfilment.sent-to-warehouse.v1',
    zh: '已下发仓库',
    en: 'A part was sent to its warehouse',
    data: { orderId, fulfilmentOrderId, warehouseId, sentAt: time('When it was sent.') },
  },
  'order.shipped': {
    ...aboutOrder,
    source: 'hub.fulfilment.parcel-dispatched.v1',
    zh: '包裹已发出',
    en: 'A parcel left and has its number',
    data: {
      orderId,
      ...ofPlatform,
      parcelId,
      fulfilmentOrderId,
      warehouseId,
      carrier,
      trackingNumber: text("The carrier's number.", 'SF1000000000001'),
      outboundAt: time('When it left.'),
      eta: optional(time('When it should arrive.', '2026-11-24T10:00:00.000Z')),
    },
  },
  'parcel.moved': {
    ...aboutOrder,
    source: 'hub.fulfilment.route-node-seen.v1',
    zh: '物流轨迹更新',
    en: 'The carrier reported a node of the way',
    data: {
      orderId,
      parcelId,
      carrierNode: literal('Kind of node.', [
        'PICKED_UP',
        'ORDERED',
        'LOADED',
        'DEPARTED',
        'ARRIVED',
        'IN_TRANSIT',
        'AT_STATION',
        'OUT_FOR_DELIVERY',
        'DELIVERY_FAILED',
        'SIGNED',
        'RETURNING',
        'EXCEPTION',
      ]),
      reachedAt: time('When the carrier saw it there.'),
    },
  },
  'order.delivered': {
    ...aboutOrder,
    source: 'hub.fulfilment.route-node-seen.v1',
    zh: '订单已签收',
    en: 'Every parcel of the order is signed for',
    data: { orderId, deliveredAt: time('When the last parcel was signed for.') },
  },
  'order.milestone_confirmed': {
    ...aboutOrder,
    source: 'hub.fulfilment.milestone-confirmed.v1',
    zh: '定制里程碑已确认',
    en: 'A milestone of made-to-order goods is confirmed',
    data: {
      orderId,
      milestone: text('Literal, e.g. PRODUCTION_STARTED.', 'PRODUCTION_STARTED'),
      position: whole('Its place among the 17, from 1 on.', 4),
      happenedAt: time('When it happened.'),
    },
  },
  'order.held': {
    ...aboutOrder,
    source: 'hub.order.hold-placed.v1',
    zh: '订单被拦截',
    en: 'A hold keeps the order from its warehouse',
    data: {
      orderId,
      holdId,
      reason: text('Literal: REFUND_REQUESTED, PERSON, ADDRESS_CHANGE, HIGH_VALUE, VAGUE_ADDRESS, ABNORMAL_PRICE, CONFLICT.', 'PERSON'),
      placedAt: time('When it was placed.'),
      dueAt: optional(time('By when it should be decided.', '2026-11-22T07:40:02.118Z')),
    },
  },
  'order.released': {
    ...aboutOrder,
    source: 'hub.order.hold-released.v1',
    zh: '拦截已解除',
    en: 'A hold ended',
    data: { orderId, holdId, releasedAt: time('When it ended.') },
  },
  'order.recipient_changed': {
    ...aboutOrder,
    source: 'hub.order.recipient-changed.v1',
    zh: '收件信息已变更',
    en: 'The order goes to another recipient or address',
    data: { orderId, changedAt: time('When it was changed.') },
  },
  'order.lines_cancelled': {
    ...aboutOrder,
    source: 'hub.order.lines-cancelled.v1',
    zh: '部分商品已取消',
    en: 'Some lines were cancelled, the rest goes on',
    data: {
      orderId,
      ...ofPlatform,
      lines: list('What was cancelled.', { lineNo, sku, quantity: whole('Units.', 1) }),
      cancelledAt: time('When it was cancelled.'),
    },
  },
  'order.cancelled': {
    ...aboutOrder,
    source: 'hub.order.cancelled.v1',
    zh: '订单已取消',
    en: 'The order ended before it left',
    data: { orderId, ...ofPlatform, cancelledAt: time('When it was cancelled.') },
  },
  'order.cancel_declined': {
    ...aboutOrder,
    source: 'hub.order.cancel-declined.v1',
    zh: '取消被仓库拒绝',
    en: 'The warehouse did not stop: the goods go out',
    data: { orderId, declinedAt: time('When the warehouse declined.') },
  },
  'refund.requested': {
    ...aboutOrder,
    source: 'hub.channel.refund-requested.v1',
    zh: '买家申请退款',
    en: 'The buyer wants money back',
    data: {
      ...ofPlatform,
      refundId,
      kind: literal('What is asked.', ['BEFORE_SHIPPING', 'AFTER_SHIPPING', 'RETURN']),
      wholeOrder: flag('Whether it is about the whole order.', true),
      amount: optional(money('What is asked back.')),
      requestedAt: time('When the buyer asked.'),
    },
  },
  'refund.completed': {
    ...aboutOrder,
    source: 'hub.channel.refund-completed.v1',
    zh: '退款完成',
    en: 'The platform paid the money back',
    data: { ...ofPlatform, refundId, amount: optional(money('What was paid back.')), completedAt: time('When it was paid back.') },
  },
  'stock.changed': {
    version: 1,
    scope: 'stock:read',
    source: 'hub.inventory.availability-changed.v1',
    zh: '可售库存变化',
    en: 'What may be promised of a product changed',
    data: {
      sku,
      stockVersion: text('Grows with each change of this product: an older one may be dropped.', '41'),
      availableToPromise: whole('Units that may be promised.', 120),
      changedAt: time('When it changed.'),
    },
  },
  'work_item.opened': {
    version: 1,
    scope: 'work-items:read',
    source: 'hub.tower.work-item-opened.v1',
    zh: '异常待办开启',
    en: 'Something waits for a person',
    data: {
      workItemId,
      pool: text('Kind of matter, e.g. SHORTAGE, SOURCING, WAREHOUSE_REFUSAL, CONFLICT.', 'SHORTAGE'),
      orderId: optional(orderId),
      openedAt: time('When it was opened.'),
      dueAt: optional(time('By when it should be decided.', '2026-11-22T07:40:02.118Z')),
    },
  },
  'work_item.closed': {
    version: 1,
    scope: 'work-items:read',
    source: 'hub.tower.work-item-closed.v1',
    zh: '异常待办关闭',
    en: 'A work item ended',
    data: {
      workItemId,
      pool: optional(text('Kind of matter.', 'SHORTAGE')),
      orderId: optional(orderId),
      closedAt: time('When it was closed.'),
    },
  },
} as const satisfies Readonly<Record<string, WebhookEntry>>;

export type WebhookType = keyof typeof webhookCatalogue;

import { discriminated, webhookEntry, type HubEvent, type WebhookBody, type WebhookType } from '@orderloom/contracts';
import { refundKindToJSON } from '@orderloom/contracts/hub/channel/v1/events';
import type { Money } from '@orderloom/contracts/hub/common/v1/types';
import { routeNodeKindToJSON } from '@orderloom/contracts/hub/fulfilment/v1/events';

/** What one event of the hub says to partners. */
export interface Translated {
  /** `webhook-id`: the same event has the same one at every endpoint and every try. */
  readonly id: string;
  readonly type: WebhookType;
  /** Within a lane the order is kept. */
  readonly lane: string;
  readonly orderId: string;
  /** Shop, where the event itself names it. */
  readonly shopId: string;
  readonly occurredAt: Date;
  readonly body: string;
}

interface Said {
  readonly type: WebhookType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly shopId?: string;
  /** Absent: the order's, or else the event's own. */
  readonly lane?: string;
}

/** Webhooks of one event, thin and free of personal data; empty for an event that is nobody's business outside. */
export function translateEvent(event: HubEvent): readonly Translated[] {
  return saidOf(event).map((said, index) => {
    const orderId = typeof said.data['orderId'] === 'string' ? said.data['orderId'] : '';
    const body: WebhookBody = {
      type: said.type,
      version: webhookEntry(said.type).version,
      timestamp: event.occurredAt.toISOString(),
      data: said.data,
    };
    return {
      id: `evt_${event.id.replaceAll('-', '')}${index === 0 ? '' : `_${index}`}`,
      type: said.type,
      lane: said.lane ?? (orderId === '' ? event.aggregateId : orderId),
      orderId,
      shopId: said.shopId ?? '',
      occurredAt: event.occurredAt,
      body: JSON.stringify(body),
    };
  });
}

function saidOf(event: HubEvent): readonly Said[] {
  const one = discriminated(event);
  const at = (date: Date | undefined): string => (date ?? one.occurredAt).toISOString();
  switch (one.type) {
    case 'hub.order.placed.v1': {
      const { orderId, paid, presale, shopId } = one.data;
      return [{ type: 'order.placed', shopId, data: { orderId, ...platformOf(one.data), paid, presale } }];
    }
    case 'hub.order.payment-confirmed.v1': {
      const { orderId, paidAmount, paidAt, shopId } = one.data;
      return [
        { type: 'order.paid', shopId, data: { orderId, ...platformOf(one.data), ...money('paidAmount', paidAmount), paidAt: at(paidAt) } },
      ];
    }
    case 'hub.order.hold-placed.v1': {
      const { orderId, holdId, reason, placedAt, dueAt } = one.data;
      return [{ type: 'order.held', data: { orderId, holdId, reason, placedAt: at(placedAt), ...maybe('dueAt', dueAt) } }];
    }
    case 'hub.order.hold-released.v1': {
      const { orderId, holdId, releasedAt } = one.data;
      return [{ type: 'order.released', data: { orderId, holdId, releasedAt: at(releasedAt) } }];
    }
    case 'hub.order.recipient-changed.v1':
      return [{ type: 'order.recipient_changed', data: { orderId: one.data.orderId, changedAt: at(one.data.changedAt) } }];
    case 'hub.order.lines-cancelled.v1': {
      const { orderId, cancelled, cancelledAt, shopId } = one.data;
      const lines = cancelled.map(({ lineNo, sku, quantity }) => ({ lineNo, sku, quantity }));
      return [{ type: 'order.lines_cancelled', shopId, data: { orderId, ...platformOf(one.data), lines, cancelledAt: at(cancelledAt) } }];
    }
    case 'hub.order.cancelled.v1': {
      const { orderId, cancelledAt, shopId } = one.data;
      return [{ type: 'order.cancelled', shopId, data: { orderId, ...platformOf(one.data), cancelledAt: at(cancelledAt) } }];
    }
    case 'hub.order.cancel-declined.v1':
      return [{ type: 'order.cancel_declined', data: { orderId: one.data.orderId, declinedAt: at(one.data.declinedAt) } }];
    case 'hub.inventory.stock-reserved.v1':
      return [{ type: 'order.reserved', data: { orderId: one.data.orderId, reservedAt: at(one.data.reservedAt) } }];
    case 'hub.inventory.stock-short.v1': {
      const lines = one.data.lines.map(({ lineNo, sku, wanted, available }) => ({ lineNo, sku, wanted, available }));
      return [{ type: 'order.short', data: { orderId: one.data.orderId, lines, refusedAt: at(one.data.refusedAt) } }];
    }
    case 'hub.inventory.availability-changed.v1': {
      const { sku, version, availableToPromise, changedAt } = one.data;
      const data = { sku, stockVersion: version.toString(), availableToPromise, changedAt: at(changedAt) };
      return [{ type: 'stock.changed', lane: `sku/${sku}`, data }];
    }
    case 'hub.fulfilment.order-sourced.v1': {
      const { orderId, decisionId, decidedAt } = one.data;
      const parts = one.data.parts.map(({ fulfilmentOrderId, warehouseId, carrier }) => ({ fulfilmentOrderId, warehouseId, carrier }));
      return [{ type: 'order.sourced', data: { orderId, decisionId, parts, decidedAt: at(decidedAt) } }];
    }
    case 'hub.fulfilment.sent-to-warehouse.v1': {
      const { orderId, fulfilmentOrderId, warehouseId, sentAt } = one.data;
      return [{ type: 'order.sent_to_warehouse', data: { orderId, fulfilmentOrderId, warehouseId, sentAt: at(sentAt) } }];
    }
    case 'hub.fulfilment.parcel-dispatched.v1': {
      const { orderId, shopId, parcelId, fulfilmentOrderId, warehouseId, carrier, trackingNumber, outboundAt, eta } = one.data;
      const parcel = { parcelId, fulfilmentOrderId, warehouseId, carrier, trackingNumber };
      const data = { orderId, ...platformOf(one.data), ...parcel, outboundAt: at(outboundAt), ...maybe('eta', eta) };
      return [{ type: 'order.shipped', shopId, data }];
    }
    case 'hub.fulfilment.milestone-confirmed.v1': {
      const { orderId, milestone, position, happenedAt } = one.data;
      return [{ type: 'order.milestone_confirmed', data: { orderId, milestone, position, happenedAt: at(happenedAt) } }];
    }
    case 'hub.fulfilment.route-node-seen.v1': {
      const { orderId, parcelId, kind, reachedAt, orderComplete } = one.data;
      const carrierNode = routeNodeKindToJSON(kind).replace('ROUTE_NODE_KIND_', '');
      const moved: Said = { type: 'parcel.moved', data: { orderId, parcelId, carrierNode, reachedAt: at(reachedAt) } };
      return orderComplete ? [moved, { type: 'order.delivered', data: { orderId, deliveredAt: at(reachedAt) } }] : [moved];
    }
    case 'hub.channel.refund-requested.v1': {
      const { refundId, kind, wholeOrder, amount, requestedAt, shopId } = one.data;
      const asked = { kind: refundKindToJSON(kind).replace('REFUND_KIND_', ''), wholeOrder, ...money('amount', amount) };
      const data = { ...platformOf(one.data), refundId, ...asked, requestedAt: at(requestedAt) };
      return [{ type: 'refund.requested', shopId, lane: laneOf(one.data), data }];
    }
    case 'hub.channel.refund-completed.v1': {
      const { refundId, amount, completedAt, shopId } = one.data;
      const data = { ...platformOf(one.data), refundId, ...money('amount', amount), completedAt: at(completedAt) };
      return [{ type: 'refund.completed', shopId, lane: laneOf(one.data), data }];
    }
    case 'hub.tower.work-item-opened.v1': {
      const { workItemId, pool, orderId, openedAt, dueAt } = one.data;
      const data = { workItemId, pool, ...filled({ orderId }), openedAt: at(openedAt), ...maybe('dueAt', dueAt) };
      return [{ type: 'work_item.opened', data }];
    }
    case 'hub.tower.work-item-closed.v1': {
      const { workItemId, pool, orderId, closedAt } = one.data;
      return [{ type: 'work_item.closed', data: { workItemId, ...filled({ pool, orderId }), closedAt: at(closedAt) } }];
    }
    default:
      return [];
  }
}

interface OfPlatform {
  readonly channel: string;
  readonly shopId: string;
  readonly platformOrderNo: string;
}

function platformOf({ channel, shopId, platformOrderNo }: OfPlatform): OfPlatform {
  return { channel, shopId, platformOrderNo };
}

/** The channel speaks of its own order; what it says of one refund stays in order all the same. */
function laneOf({ channel, shopId, platformOrderNo }: OfPlatform): string {
  return `${channel}/${shopId}/${platformOrderNo}`;
}

function money(name: string, amount: Money | undefined): Readonly<Record<string, unknown>> {
  return amount === undefined ? {} : { [name]: { minor: amount.minor.toString(), currency: amount.currency } };
}

function maybe(name: string, date: Date | undefined): Readonly<Record<string, string>> {
  return date === undefined ? {} : { [name]: date.toISOString() };
}

function filled(values: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

import { discriminated, type HubEvent } from '@orderloom/contracts';

/** What a person with paper and pencil would read from the facts of one order. */
export interface NaiveOrder {
  readonly id: string;
  shop: string;
  created?: number | undefined;
  received?: number | undefined;
  paid?: number | undefined;
  locked?: number | undefined;
  short?: number | undefined;
  decisions: number[];
  refused: boolean;
  accepted?: number | undefined;
  proposed?: number | undefined;
  cancelled?: number | undefined;
  declined?: number | undefined;
  out?: number | undefined;
  numbered?: number | undefined;
  shippedUnits?: number | undefined;
  eta?: number | undefined;
  card?: number | undefined;
  moved?: number | undefined;
  signed?: number | undefined;
  promised?: number | undefined;
  warehouse: string;
  late: boolean;
}

/** Reads the facts once, one by one, with no code of the tower. */
export function naiveOrders(events: readonly HubEvent[]): readonly NaiveOrder[] {
  const orders = new Map<string, NaiveOrder>();
  for (const raw of events) {
    const event = discriminated(raw);
    const order = orders.get(event.orderId) ?? { id: event.orderId, shop: '', decisions: [], refused: false, warehouse: '', late: false };
    orders.set(event.orderId, order);
    if (event.system !== 'hub' && event.recordedAt.getTime() - event.occurredAt.getTime() > 8_000) order.late = true;
    switch (event.type) {
      case 'hub.order.placed.v1':
        order.shop = event.data.shopId;
        order.created = event.data.platformCreatedAt?.getTime();
        order.received = event.data.receivedAt?.getTime();
        order.promised = event.data.promisedShipAt?.getTime();
        break;
      case 'hub.order.payment-confirmed.v1':
        order.paid = event.data.paidAt?.getTime();
        break;
      case 'hub.inventory.stock-reserved.v1':
        order.locked = event.data.reservedAt?.getTime();
        break;
      case 'hub.inventory.stock-short.v1':
        order.short = event.data.refusedAt?.getTime();
        break;
      case 'hub.fulfilment.order-sourced.v1':
        order.decisions.push(event.data.decidedAt?.getTime() ?? 0);
        break;
      case 'hub.fulfilment.warehouse-refused.v1':
        order.refused = true;
        break;
      case 'hub.fulfilment.warehouse-accepted.v1':
        order.accepted = event.data.acceptedAt?.getTime();
        break;
      case 'hub.order.stop-proposed.v1':
        order.proposed = event.data.proposedAt?.getTime();
        break;
      case 'hub.order.cancelled.v1':
        order.cancelled = event.data.cancelledAt?.getTime();
        break;
      case 'hub.order.cancel-declined.v1':
        order.declined = event.data.declinedAt?.getTime();
        break;
      case 'hub.fulfilment.outbound.v1':
        order.out = event.data.outboundAt?.getTime();
        order.shippedUnits = event.data.lines[0]?.shipped;
        break;
      case 'hub.fulfilment.waybill-created.v1':
        order.numbered = event.data.createdAt?.getTime();
        break;
      case 'hub.fulfilment.parcel-dispatched.v1':
        order.eta = event.data.eta?.getTime();
        break;
      case 'hub.messenger.message-sent.v1':
        order.card = event.data.sentAt?.getTime();
        break;
      case 'hub.fulfilment.route-node-seen.v1':
        if (event.data.kind === 'ROUTE_NODE_KIND_SIGNED') order.signed = event.data.reachedAt?.getTime();
        else order.moved = event.data.reachedAt?.getTime();
        break;
      default:
    }
  }
  return [...orders.values()];
}

/** When number and ETA had been shown and the carrier had its first node (C-16). */
export function waitedAt(order: NaiveOrder): number | undefined {
  const shown = order.eta === undefined ? undefined : order.card;
  // A signature is a node too, where it is the first that was told.
  const moved = order.moved ?? order.signed;
  return order.paid === undefined || shown === undefined || moved === undefined ? undefined : Math.max(shown, moved);
}

/** Nearest rank. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

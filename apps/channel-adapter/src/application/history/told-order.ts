import type { NewEvent } from '@orderloom/contracts';
import { HistoryOrder as HistoryOrderMessage } from '@orderloom/contracts/hub/channel/v1/events';
import type { ToldOrder } from '../../domain/order-file/fold-versions.ts';
import type { HistoryOrder } from '../../domain/order-file/history-order.ts';

/** What is told of an order of a file; of its recipient only what everybody may know. */
export function toldOf(order: HistoryOrder, recipient: unknown): ToldOrder {
  return {
    state: order.state ?? '',
    ...timed('createdAt', order.createdAt),
    ...timed('paidAt', order.paidAt),
    ...timed('shippedAt', order.shippedAt),
    ...timed('doneAt', order.doneAt),
    ...timed('promisedShipAt', order.promisedShipAt),
    ...(order.paid === undefined ? {} : { paid: order.paid.toString() }),
    refund: order.refund ?? '',
    quantity: order.lines.reduce((sum, line) => sum + line.quantity, 0),
    skus: [...new Set(order.lines.map((line) => line.sku).filter((sku) => sku !== ''))],
    trackingNumbers: order.trackingNumbers,
    carrier: order.carrier,
    ...(recipient === undefined ? {} : { recipient }),
  };
}

export function historyEvent(batch: {
  readonly importId: string;
  readonly channel: string;
  readonly shopId: string;
  readonly sample: boolean;
  readonly firstOfSample: boolean;
  readonly fileAt: Date;
  readonly orders: readonly { readonly platformOrderNo: string; readonly told: ToldOrder }[];
}): NewEvent<'hub.channel.history-imported.v1'> {
  const { orders, ...head } = batch;
  return {
    type: 'hub.channel.history-imported.v1',
    aggregateId: batch.importId,
    data: { ...head, orders: orders.map(({ platformOrderNo, told }) => messageOf(platformOrderNo, told)) },
  };
}

function messageOf(platformOrderNo: string, told: ToldOrder): HistoryOrderMessage {
  const { paid, ...rest } = told;
  return HistoryOrderMessage.fromJSON({
    ...rest,
    platformOrderNo,
    ...(paid === undefined ? {} : { paidAmount: { minor: paid, currency: 'CNY' } }),
  });
}

function timed<K extends string>(key: K, at: Date | undefined): Partial<Record<K, string>> {
  return at === undefined ? {} : ({ [key]: at.toISOString() } as Partial<Record<K, string>>); // one known key
}

import type { WarehouseLink } from '../../application/ports.ts';
import type { QimenClient } from './client.ts';
import { readConfirmation } from './webhook.ts';
import { childOf, textAt } from './xml.ts';

const SHIPPED = new Set(['DELIVERED', 'PARTDELIVERED']);

/** What the WMS knows of a delivery order; a failure means that it knows none. */
export function queryDeliveryOrder(client: QimenClient, ownerCode: string, now: () => Date): WarehouseLink['query'] {
  return async (reference) => {
    const answer = await client.call(
      'deliveryorder.query',
      {
        orderCode: reference.fulfilmentOrderId,
        orderId: reference.wmsOrderId === '' ? undefined : reference.wmsOrderId,
        warehouseCode: reference.warehouseId,
        ownerCode,
        page: 1,
        pageSize: 50,
      },
      reference.fulfilmentOrderId,
    );
    const order = childOf(answer.content, 'deliveryOrder');
    const status = textAt(order, 'status').toUpperCase();
    if (!answer.ok || textAt(order, 'deliveryOrderCode') !== reference.fulfilmentOrderId)
      return { rawRef: answer.rawRef, state: undefined };
    const confirmation = SHIPPED.has(status) ? readConfirmation(answer.content, now()) : undefined;
    return {
      rawRef: answer.rawRef,
      state: {
        status,
        wmsOrderId: textAt(order, 'deliveryOrderId'),
        confirmation:
          confirmation === undefined
            ? undefined
            : {
                ...confirmation,
                // The answer to a query has no id of its own: the outbound that it tells of is the whole of it.
                outBizCode: textAt(order, 'outBizCode') || `query-${reference.fulfilmentOrderId}`,
                final: status === 'DELIVERED',
              },
      },
    };
  };
}

import type { WarehouseLink } from '../../application/ports.ts';
import type { QimenClient } from './client.ts';

/** `failure` means that it is too late; the reason is the WMS's own. */
export function cancelOrder(client: QimenClient, ownerCode: string): WarehouseLink['cancel'] {
  return async (reference) => {
    const answer = await client.call(
      'order.cancel',
      {
        warehouseCode: reference.warehouseId,
        ownerCode,
        orderCode: reference.fulfilmentOrderId,
        orderId: reference.wmsOrderId === '' ? undefined : reference.wmsOrderId,
        orderType: 'JYCK',
        cancelReason: reference.reason,
      },
      reference.fulfilmentOrderId,
    );
    return { rawRef: answer.rawRef, stopped: answer.ok, reason: answer.message || answer.code };
  };
}

import type { WarehouseLink } from '../../application/ports.ts';
import type { QimenClient } from './client.ts';

/** `failure` means that it is too late; the reason is the WMS's own. */
export function prepareCancel(client: QimenClient, ownerCode: string): WarehouseLink['prepareCancel'] {
  return (reference) => {
    const call = client.prepare(
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
    return {
      raw: call.raw,
      send: async () => {
        const { raw, read } = await call.send();
        return {
          raw,
          read: () => {
            const answer = read();
            return { rawRef: answer.rawRef, stopped: answer.ok, reason: answer.message || answer.code };
          },
        };
      },
    };
  };
}

import type { CommandOutcome, ShipNotice } from '../../application/ports.ts';
import { listOf, recordOf, textOf } from '../../domain/lossless-json.ts';
import { outcomeOf } from '../../application/platform-refused.ts';
import type { WechatClient } from './client.ts';
import { fetchWechatOrder } from './pull.ts';

const OWN_COURIER = 1;

/** One parcel of an order. The platform knows no idempotency here: after a lost answer the order is read before anything is repeated. */
export function sendWechatShipNotice(client: WechatClient, notice: ShipNotice): Promise<CommandOutcome> {
  return outcomeOf(() =>
    client.call('/channels/ec/order/delivery/send', {
      order_id: notice.platformOrderNo,
      delivery_list: [
        {
          // Codes of carriers are the platform's delivery_id; for the carriers in use they are the carrier's own codes.
          delivery_id: notice.carrier,
          waybill_id: notice.trackingNumber,
          deliver_type: OWN_COURIER,
          product_infos: notice.lines.map((line) => ({
            product_id: line.productId,
            sku_id: line.platformSkuId,
            product_cnt: line.quantity,
          })),
        },
      ],
    }),
  );
}

export async function knowsWechatShipNotice(client: WechatClient, notice: ShipNotice, now: () => Date): Promise<boolean> {
  const order = await fetchWechatOrder(client, notice.platformOrderNo, now);
  const delivery = recordOf(recordOf(order?.document, 'order_detail'), 'delivery_info');
  return listOf(delivery, 'delivery_product_info').some((parcel) => textOf(parcel, 'waybill_id') === notice.trackingNumber);
}

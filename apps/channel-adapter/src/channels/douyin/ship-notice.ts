import type { CommandOutcome, ShipNotice } from '../../application/ports.ts';
import { listOf, textOf } from '../../domain/lossless-json.ts';
import { outcomeOf, PlatformRefused } from '../../application/platform-refused.ts';
import type { DouyinClient } from './client.ts';
import { fetchDouyinOrder } from './pull.ts';

/** The platform's own codes of carriers; a carrier that is missing here goes out by its own code. */
const COMPANY_CODES: Readonly<Record<string, string>> = {
  SF: 'shunfeng',
  ZTO: 'zhongtong',
  YTO: 'yuantong',
  STO: 'shentong',
  YUNDA: 'yunda',
  JD: 'jd',
};

/** One parcel of an order, whole lines or parts of them; `request_id` makes a repeat harmless. */
export function sendDouyinShipNotice(client: DouyinClient, notice: ShipNotice): Promise<CommandOutcome> {
  return outcomeOf(async () => {
    try {
      return await client.call('order.logisticsAddSinglePack', {
        order_id_list: [notice.platformOrderNo],
        shipped_order_info: notice.lines.map((line) => ({ shipped_order_id: line.lineNo, shipped_num: line.quantity })),
        logistics_code: notice.trackingNumber,
        company_code: COMPANY_CODES[notice.carrier] ?? notice.carrier,
        request_id: notice.parcelId,
      });
    } catch (error) {
      if (error instanceof PlatformRefused && error.code.includes('idempotent-id-existed')) return { exchange: error.exchange };
      throw error;
    }
  });
}

export async function knowsDouyinShipNotice(client: DouyinClient, notice: ShipNotice, now: () => Date): Promise<boolean> {
  const order = await fetchDouyinOrder(client, notice.platformOrderNo, now);
  return listOf(order?.document, 'logistics_info').some((parcel) => textOf(parcel, 'tracking_no') === notice.trackingNumber);
}

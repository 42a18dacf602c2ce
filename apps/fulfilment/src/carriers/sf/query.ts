import { OutboundUnavailable } from '@orderloom/service-runtime';
import type { CarrierLink } from '../../application/ports.ts';
import type { SfClient } from './client.ts';
import { readWaybill } from './waybill.ts';

/** The waybill that an order id got before. */
export async function queryOrder(client: SfClient, parcelId: string): ReturnType<CarrierLink['createOrder']> {
  const answer = await client.call('EXP_RECE_SEARCH_ORDER_RESP', { language: 'zh-CN', orderId: parcelId, searchType: '1' }, parcelId);
  // It exists, SF has just said so: not finding it is a moment's trouble, not a refusal.
  if (!answer.ok) throw new OutboundUnavailable(`sf EXP_RECE_SEARCH_ORDER_RESP: ${answer.code}`, { sent: true });
  return { rawRef: answer.rawRef, outcome: readWaybill(answer.data, parcelId) };
}

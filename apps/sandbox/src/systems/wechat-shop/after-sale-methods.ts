import { idText } from '../../core/big-json.ts';
import type { JsonObject } from '../../core/big-json.ts';
import type { AfterSales, Verdict } from './after-sales.ts';
import { BAD_ARGUMENT, no, ok } from './answer.ts';
import type { Outcome } from './answer.ts';
import { readPage } from './paging.ts';
import type { Parts } from './parts.ts';

const MAX_WINDOW_SECONDS = 24 * 3600;
const PAGE = 50;

export function afterSaleList(parts: Parts, body: JsonObject): Outcome {
  const byUpdate = body['begin_update_time'] !== undefined;
  const from = Number(body[byUpdate ? 'begin_update_time' : 'begin_create_time'] ?? Number.NaN);
  const to = Number(body[byUpdate ? 'end_update_time' : 'end_create_time'] ?? Number.NaN);
  if (!Number.isInteger(from) || !Number.isInteger(to) || from > to) return BAD_ARGUMENT;
  if (to - from > MAX_WINDOW_SECONDS) return no(31042, 'time range too large');
  const index = byUpdate ? parts.store.afterSalesByUpdate : parts.store.afterSalesByCreation;
  const page = readPage(index, { from, to }, { byUpdate }, idText(body['next_key']) ?? '', PAGE, () => true);
  if (page === null) return no(606006, 'filter changed while paging');
  return ok({ after_sale_order_id_list: page.ids, has_more: page.hasMore, next_key: page.nextKey });
}

export function afterSaleGet(parts: Parts, body: JsonObject): Outcome {
  const one = parts.store.afterSales.get(idText(body['after_sale_order_id']) ?? '');
  const order = one === undefined ? undefined : parts.store.orders.get(one.orderId);
  if (one === undefined || order === undefined) return no(10070001, 'aftersale order not exist');
  return ok({
    after_sale_order: {
      after_sale_order_id: one.id,
      status: one.status,
      openid: parts.context.buyers.byIndex(order.buyer).shopOpenId,
      unionid: '',
      product_info: { product_id: one.productId, sku_id: one.skuId, count: one.count, fast_refund: false },
      details: { desc: one.reason, receive_product: order.receiptTime > 0, cancel_time: 0, media_id_list: [], tel_number: '' },
      refund_info: { amount: one.amountFen, refund_reason: 1 },
      return_info: { waybill_id: one.returnWaybill, delivery_id: one.returnWaybill === '' ? '' : 'SF', delivery_name: '' },
      merchant_upload_info: { reject_reason: one.rejectReason, refund_certificates: [] },
      create_time: one.createTime,
      update_time: one.updateTime,
      reason: 'OTHERS',
      reason_text: one.reason,
      type: one.type,
      order_id: one.orderId,
      complaint_id: '',
    },
  });
}

export function afterSaleAccept(parts: Parts, afterSales: AfterSales, body: JsonObject): Outcome {
  const id = idText(body['after_sale_order_id']) ?? '';
  return answered(parts, id, true, afterSales.accept(id));
}

export function afterSaleReject(parts: Parts, afterSales: AfterSales, body: JsonObject): Outcome {
  const id = idText(body['after_sale_order_id']) ?? '';
  const reason = idText(body['reject_reason']) ?? '';
  if (reason === '') return BAD_ARGUMENT;
  return answered(parts, id, false, afterSales.reject(id, reason));
}

function answered(parts: Parts, id: string, agree: boolean, verdict: Verdict): Outcome {
  parts.context.ledger.append('refund-answered', parts.system, id, { agree, verdict });
  switch (verdict) {
    case 'done':
      return ok();
    case 'unknown':
      return no(10070001, 'aftersale order not exist');
    case 'wrong-state':
      return no(10070002, 'aftersale status not allow');
  }
}

import { bigNumber, idText, isObject } from '../../core/big-json.ts';
import type { Json, JsonObject } from '../../core/big-json.ts';
import { nowSeconds } from '../../core/clock.ts';
import type { AfterSales, Verdict } from './after-sales.ts';
import { invalid, missing } from './answer.ts';
import type { Outcome } from './answer.ts';
import { linePaid } from './model.ts';
import type { AfterSale, DouyinOrder, Line } from './model.ts';
import type { Parts } from './parts.ts';
import { refundStatus } from './render-order.ts';

const MAX_SIZE = 100;
/** First answer to a return, to a money-only refund before or after shipping, and the second answer once goods are back. */
const AGREE_TYPES = new Set([101, 111, 141, 201]);
const REFUSE_TYPES = new Set([102, 112, 142, 202]);

export function afterSaleList(parts: Parts, body: JsonObject): Outcome {
  const page = Number(body['page'] ?? Number.NaN);
  const size = Number(body['size'] ?? Number.NaN);
  if (!Number.isInteger(page) || page < 0) return { refusal: invalid('page') };
  if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE) return { refusal: invalid('size') };
  const from = Number(body['update_start_time'] ?? 0);
  const to = Number(body['update_end_time'] ?? nowSeconds());
  const createdFrom = Number(body['start_time'] ?? 0);
  const createdTo = Number(body['end_time'] ?? Number.MAX_SAFE_INTEGER);
  const orderId = idText(body['order_id']);
  const type = body['aftersale_type'];
  const status = body['standard_aftersale_status'];
  const statuses = Array.isArray(status) ? new Set((status as readonly Json[]).map(Number)) : null;
  const all = parts.store.afterSalesByUpdate
    .page({ from, to, newestFirst: true }, 0, Number.MAX_SAFE_INTEGER)
    .flatMap((id) => parts.store.afterSales.get(id) ?? [])
    .filter((one) => one.applyTime >= createdFrom && one.applyTime <= createdTo)
    .filter((one) => orderId === undefined || one.orderId === orderId)
    .filter((one) => type === undefined || one.type === Number(type))
    .filter((one) => statuses === null || statuses.has(one.status));
  const shown = all.slice(page * size, (page + 1) * size);
  const items = shown.flatMap((one) => renderListItem(parts, one));
  return { data: { items, total: all.length, page, size: items.length, has_more: (page + 1) * size < all.length } };
}

function renderListItem(parts: Parts, afterSale: AfterSale): readonly JsonObject[] {
  const order = parts.store.orders.get(afterSale.orderId);
  if (order === undefined) return [];
  return [
    {
      aftersale_info: {
        aftersale_id: afterSale.id,
        aftersale_order_type: afterSale.wholeOrder ? 2 : 1,
        aftersale_type: afterSale.type,
        aftersale_status: afterSale.status,
        related_id: afterSale.wholeOrder ? order.id : (afterSale.lineIds[0] ?? order.id),
        apply_time: afterSale.applyTime,
        create_time: afterSale.applyTime,
        update_time: afterSale.updateTime,
        status_deadline: afterSale.deadline,
        refund_amount: afterSale.refundFen,
        refund_post_amount: afterSale.refundPostFen,
        refund_tax_amount: 0,
        aftersale_num: linesOf(order, afterSale).reduce((sum, { quantity }) => sum + quantity, 0),
        part_type: afterSale.wholeOrder ? 0 : 1,
        aftersale_refund_type: 0,
        refund_type: 0,
        arbitrate_status: 0,
        refund_status: refundStatus(afterSale),
        return_logistics_code: afterSale.returnTrackingNo,
        got_pkg: order.receiptTime > 0 ? 1 : 0,
        order_logistics: orderLogistics(order),
        remark: '',
        reason_second_labels: [],
        aftersale_tags: [],
      },
      order_info: {
        shop_order_id: order.id,
        related_order_info: linesOf(order, afterSale).map((line) => ({
          sku_order_id: line.id,
          order_status: order.status,
          pay_amount: linePaid(line),
          post_amount: 0,
          item_num: line.quantity,
          create_time: order.createTime,
          tax_amount: 0,
          is_oversea_order: 0,
          product_name: line.name,
          product_id: bigNumber(line.productId),
          product_image: '',
          tags: [],
          sku_spec: [{ name: '规格', value: line.name }],
          shop_sku_code: line.sku,
          aftersale_pay_amount: linePaid(line),
          aftersale_post_amount: 0,
          aftersale_tax_amount: 0,
          aftersale_item_num: line.quantity,
          promotion_pay_amount: 0,
          price: line.unitFen,
          given_sku_order_ids: [],
        })),
        order_flag: 0,
      },
      text_part: { aftersale_type_text: typeText(afterSale), reason_text: afterSale.reason },
      seller_logs: [],
    },
  ];
}

export function afterSaleDetail(parts: Parts, body: JsonObject): Outcome {
  const id = idText(body['after_sale_id']);
  if (id === undefined) return { refusal: missing('after_sale_id') };
  const afterSale = parts.store.afterSales.get(id);
  const order = afterSale === undefined ? undefined : parts.store.orders.get(afterSale.orderId);
  if (afterSale === undefined || order === undefined) return { refusal: invalid('after_sale_id') };
  const lines = linesOf(order, afterSale);
  const discount = (party: 'shop' | 'platform' | 'talent'): number => lines.reduce((sum, line) => sum + line.discount[party], 0);
  return {
    data: {
      process_info: {
        after_sale_info: {
          after_sale_id: bigNumber(afterSale.id),
          after_sale_status: afterSale.status,
          after_sale_status_desc: '',
          refund_type: 0,
          refund_status: refundStatus(afterSale),
          refund_total_amount: afterSale.refundFen,
          refund_post_amount: afterSale.refundPostFen,
          refund_promotion_amount: discount('platform') + discount('talent'),
          real_refund_amount: afterSale.status === 12 ? afterSale.refundFen : 0,
          platform_discount_return_amount: discount('platform'),
          kol_discount_return_amount: discount('talent'),
          shop_discount_return_amount: discount('shop'),
          post_discount_return_amount: 0,
          apply_time: afterSale.applyTime,
          update_time: afterSale.updateTime,
          status_deadline: afterSale.deadline,
          reason: afterSale.reason,
          reason_code: 1,
          reason_remark: '',
          evidence: [],
          after_sale_type: afterSale.type,
          after_sale_type_text: typeText(afterSale),
          part_type: afterSale.wholeOrder ? 0 : 1,
          after_sale_apply_count: lines.reduce((sum, { quantity }) => sum + quantity, 0),
          need_return_count: afterSale.type === 0 ? lines.reduce((sum, { shipped }) => sum + shipped, 0) : 0,
          got_pkg: order.receiptTime > 0 ? 1 : 0,
          after_sale_order_type: afterSale.wholeOrder ? 2 : 1,
          refund_fail_reason: '',
        },
        arbitrate_info: { arbitrate_id: '0', arbitrate_status: 0 },
        logistics_info: {
          return: { tracking_no: afterSale.returnTrackingNo, company_name: '', company_code: '', logistics_time: 0 },
          exchange: { tracking_no: '', company_name: '', company_code: '', logistics_time: 0 },
          order: orderLogistics(order),
          resend: { tracking_no: '', company_name: '', company_code: '', logistics_time: 0 },
        },
        after_sale_shop_remarks: [],
        record_logs_list: [],
      },
      order_info: {
        shop_order_id: bigNumber(order.id),
        sku_order_infos: lines.map((line) => ({
          sku_order_id: bigNumber(line.id),
          order_status: order.status,
          pay_amount: linePaid(line),
          post_amount: 0,
          item_quantity: line.quantity,
          create_time: order.createTime,
          tax_amount: 0,
          is_oversea_order: 0,
          product_name: line.name,
          product_id: bigNumber(line.productId),
          product_image: '',
          sku_spec: [{ name: '规格', value: line.name }],
          shop_sku_code: line.sku,
          sku_id: bigNumber(line.skuId),
          item_sum_amount: line.unitFen * line.quantity,
          sku_pay_amount: linePaid(line),
          pay_type: order.payType,
          promotion_amount: line.discount.shop + line.discount.platform + line.discount.talent,
          after_sale_item_count: line.quantity,
          given_sku_details: [],
        })),
      },
    },
  };
}

export function afterSaleOperate(parts: Parts, afterSales: AfterSales, body: JsonObject): Outcome {
  const type = Number(body['type'] ?? Number.NaN);
  const items = body['items'];
  if (!AGREE_TYPES.has(type) && !REFUSE_TYPES.has(type)) return { refusal: invalid('type') };
  if (!Array.isArray(items) || items.length === 0) return { refusal: missing('items') };
  const agree = AGREE_TYPES.has(type);
  const results = (items as readonly Json[]).map((item): JsonObject => {
    const id = isObject(item) ? (idText(item['aftersale_id']) ?? '') : '';
    const version = isObject(item) && typeof item['update_time'] === 'number' && item['update_time'] > 0 ? item['update_time'] : undefined;
    const reasoned = agree || (isObject(item) && typeof item['reason'] === 'string' && item['reason'] !== '');
    const verdict = reasoned ? (agree ? afterSales.agree(id, version) : afterSales.refuse(id, version)) : 'no-reason';
    parts.context.ledger.append('refund-answered', parts.system, id, { agree, verdict });
    return { aftersale_id: /^\d+$/.test(id) ? bigNumber(id) : 0, ...rowStatus(verdict) };
  });
  return { data: { items: results } };
}

function rowStatus(verdict: Verdict | 'no-reason'): JsonObject {
  switch (verdict) {
    case 'done':
      return { status_code: 0, status_msg: 'success' };
    case 'unknown':
      return { status_code: 10001, status_msg: '售后单不存在' };
    case 'wrong-state':
      return { status_code: 10002, status_msg: '售后单状态已变更，不支持该操作' };
    case 'stale':
      return { status_code: 10003, status_msg: '售后单版本已变更' };
    case 'no-reason':
      return { status_code: 10004, status_msg: '拒绝操作需填写原因' };
  }
}

function linesOf(order: DouyinOrder, afterSale: AfterSale): readonly Line[] {
  return order.lines.filter(({ id }) => afterSale.lineIds.includes(id));
}

function orderLogistics(order: DouyinOrder): JsonObject[] {
  return order.packs.map((pack) => ({
    tracking_no: pack.trackingNo,
    company_name: '',
    company_code: pack.companyCode,
    logistics_time: pack.shipTime,
    logistics_state: 0,
  }));
}

function typeText(afterSale: AfterSale): string {
  switch (afterSale.type) {
    case 0:
      return '退货退款';
    case 1:
      return '已发货仅退款';
    case 2:
      return '未发货仅退款';
  }
}

import { bigNumber, idText, isObject } from '../../core/big-json.ts';
import type { Json, JsonObject } from '../../core/big-json.ts';
import { business, invalid, missing } from './answer.ts';
import type { Outcome } from './answer.ts';
import type { Parts } from './parts.ts';

const MAX_ROWS = 50;

/** Row codes of sku.syncStockBatchMultiProducts. */
const ROW = { done: 0, short: -20001, keyUsed: -20002, deleted: 2010042 } as const;

export function syncMultiProducts(parts: Parts, body: JsonObject): Outcome {
  const rows = body['items'];
  const key = idText(body['idempotent_id']);
  if (!Array.isArray(rows) || rows.length === 0) return { refusal: missing('items') };
  if (rows.length > MAX_ROWS) return { refusal: invalid('items') };
  if (key === undefined || key === '') return { refusal: missing('idempotent_id') };
  const incremental = body['incremental'] === true;
  const repeated = parts.stock.useKey(`multi|${key}`) === 'used';
  const results = (rows as readonly Json[]).map((row) => syncRow(parts, isObject(row) ? row : {}, incremental, repeated));
  return { data: { results } };
}

function syncRow(parts: Parts, row: JsonObject, incremental: boolean, repeated: boolean): JsonObject {
  const skuId = idText(row['sku_id']) ?? skuOf(parts, idText(row['out_sku_id']) ?? '') ?? '';
  const before = parts.stock.get(skuId);
  const wanted = Number(row['stock_num'] ?? Number.NaN);
  const shown = (code: number, message: string): JsonObject => {
    const now = parts.stock.get(skuId)?.stock ?? 0;
    return {
      sku_id: /^\d+$/.test(skuId) ? bigNumber(skuId) : 0,
      warehouse_id: 0,
      stock_num: now,
      step_stock_num: 0,
      change_num: now - (before?.stock ?? 0),
      step_change_num: 0,
      status_code: code,
      status_message: message,
    };
  };
  if (before === undefined) return shown(ROW.deleted, '商品不存在或已删除');
  if (repeated) {
    parts.context.ledger.append('stock-repeated', parts.system, skuId, {});
    return shown(ROW.keyUsed, '幂等id已使用');
  }
  const target = incremental ? before.stock + wanted : wanted;
  if (!Number.isInteger(target) || !parts.stock.set(skuId, target)) return shown(ROW.short, '库存不足');
  parts.context.ledger.append('stock-written', parts.system, skuOfId(parts, skuId), { from: before.stock, to: target, incremental });
  return shown(ROW.done, 'success');
}

/** One product, all or nothing. */
export function syncBatch(parts: Parts, body: JsonObject): Outcome {
  const rows = body['sku_sync_list'];
  if (idText(body['product_id']) === undefined) return { refusal: missing('product_id') };
  if (!Array.isArray(rows) || rows.length === 0) return { refusal: missing('sku_sync_list') };
  const incremental = body['incremental'] === true;
  const key = idText(body['idempotent_id']) ?? '';
  const writes: { skuId: string; from: number; to: number }[] = [];
  for (const row of rows as readonly Json[]) {
    const skuId = isObject(row) ? (idText(row['sku_id']) ?? '') : '';
    const now = parts.stock.get(skuId);
    if (now === undefined) return { refusal: business('isv.business-failed:2010042', '商品已删除') };
    const given = isObject(row) ? Number(row['stock_num'] ?? Number.NaN) : Number.NaN;
    const to = incremental ? now.stock + given : given;
    if (!Number.isInteger(to) || to < 0) return { refusal: business('isv.business-failed:2010012', '库存不足') };
    writes.push({ skuId, from: now.stock, to });
  }
  if (incremental && key !== '' && parts.stock.useKey(`batch|${key}`) === 'used') {
    return { refusal: business('isv.business-failed:2010021', '幂等id重复') };
  }
  for (const { skuId, from, to } of writes) {
    parts.stock.set(skuId, to);
    parts.context.ledger.append('stock-written', parts.system, skuOfId(parts, skuId), { from, to, incremental });
  }
  return { data: {} };
}

export function stockNum(parts: Parts, body: JsonObject): Outcome {
  const skuId = idText(body['sku_id']) ?? skuOf(parts, idText(body['out_sku_id']) ?? body['code']?.toString() ?? '') ?? '';
  const now = parts.stock.get(skuId);
  if (now === undefined) return { refusal: invalid('sku_id') };
  return {
    data: {
      sku_id: bigNumber(skuId),
      sku_type: 0,
      stock_num: now.stock,
      prehold_stock_num: now.prehold,
      prom_stock_num: 0,
      step_stock_num: 0,
      prehold_step_stock_num: 0,
      prom_step_stock_num: 0,
      stock_map: {},
      prehold_stock_map: {},
      normal_stock_num: now.stock,
      stock_model: 0,
    },
  };
}

function skuOf(parts: Parts, sku: string): string | undefined {
  return parts.context.world.products.find((product) => product.sku === sku)?.douyin.skuId;
}

function skuOfId(parts: Parts, skuId: string): string {
  return parts.context.world.products.find((product) => product.douyin.skuId === skuId)?.sku ?? skuId;
}

import { idText } from '../../core/big-json.ts';
import type { Json, JsonObject } from '../../core/big-json.ts';
import { BAD_ARGUMENT, no, ok } from './answer.ts';
import type { Outcome } from './answer.ts';
import type { Parts } from './parts.ts';

const MAX_PRODUCTS = 50;
/** Writes to one SKU closer together than this are refused; the real limit is not published. */
const MIN_GAP_MS = 200;

export interface StockMethods {
  update(body: JsonObject): Outcome;
  get(body: JsonObject): Outcome;
  batchGet(body: JsonObject): Outcome;
}

export function createStockMethods(parts: Parts): StockMethods {
  const lastWrite = new Map<string, number>();
  const productOf = (productId: string, skuId: string): { readonly sku: string } | undefined =>
    parts.context.world.products.find(({ wechat }) => wechat.productId === productId && wechat.skuId === skuId);
  const shown = (skuId: string): JsonObject => ({
    normal_stock_num: parts.stock.get(skuId) ?? 0,
    limited_discount_stock_num: 0,
    warehouse_stocks: [],
    total_stock_num: parts.stock.get(skuId) ?? 0,
  });

  return {
    update(body) {
      const skuId = idText(body['sku_id']) ?? '';
      const product = productOf(idText(body['product_id']) ?? '', skuId);
      const type = Number(body['diff_type']);
      const num = Number(body['num']);
      const before = parts.stock.get(skuId);
      if (product === undefined || before === undefined) return no(10020289, 'sku never listed');
      if (![1, 2, 3].includes(type) || !Number.isInteger(num) || num < 0) return BAD_ARGUMENT;
      if (type !== 3 && num === 0) return no(10020218, 'diff num is 0');
      if (Date.now() - (lastWrite.get(skuId) ?? 0) < MIN_GAP_MS) return no(10020112, 'update stock too frequently');
      const by = type === 1 ? num : type === 2 ? -num : num - before;
      if (!parts.stock.add(skuId, by)) return no(10020219, 'stock not enough');
      lastWrite.set(skuId, Date.now());
      parts.context.ledger.append('stock-written', parts.system, product.sku, { from: before, to: before + by, diffType: type });
      return ok();
    },
    get(body) {
      const skuId = idText(body['sku_id']) ?? '';
      if (productOf(idText(body['product_id']) ?? '', skuId) === undefined) return no(10020289, 'sku never listed');
      return ok({ data: shown(skuId) });
    },
    batchGet(body) {
      const ids = body['product_id'];
      if (!Array.isArray(ids) || ids.length === 0 || ids.length > MAX_PRODUCTS) return BAD_ARGUMENT;
      const wanted = new Set((ids as readonly Json[]).map((id) => idText(id)));
      const spus = parts.context.world.products
        .filter(({ wechat }) => wanted.has(wechat.productId))
        .map(({ wechat }) => ({
          product_id: wechat.productId,
          sku_stock: [{ sku_id: wechat.skuId, ...shown(wechat.skuId) }],
        }));
      return ok({ data: { spu_stock_list: spus } });
    },
  };
}

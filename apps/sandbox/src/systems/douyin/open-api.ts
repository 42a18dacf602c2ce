import { idText, isObject, parseJson } from '../../core/big-json.ts';
import type { Json, JsonObject } from '../../core/big-json.ts';
import { nowSeconds } from '../../core/clock.ts';
import { answerWithFaults } from '../../core/faults.ts';
import type { SandboxReply, SandboxRequest } from '../../core/system.ts';
import { afterSaleDetail, afterSaleList, afterSaleOperate } from './after-sale-methods.ts';
import type { AfterSales } from './after-sales.ts';
import { REFUSALS, answer, invalid, missing } from './answer.ts';
import type { Outcome, Refusal } from './answer.ts';
import { COMPANIES } from './companies.ts';
import { batchDecrypt, batchSensitive, orderDetail, searchList } from './order-methods.ts';
import type { Parts } from './parts.ts';
import type { Shipping } from './ship.ts';
import { sameSign, signCall } from './sign.ts';
import { stockNum, syncBatch, syncMultiProducts } from './sku-methods.ts';
import type { Tokens } from './tokens.ts';

const TIMESTAMP_WINDOW_SECONDS = 600;

interface Method {
  /** What a misbehaviour rule may name: an order number, a SKU, or nothing. */
  readonly key: (body: JsonObject) => string;
  readonly run: (body: JsonObject) => Outcome;
}

export interface OpenApi {
  handle(request: SandboxRequest): Promise<SandboxReply>;
  readonly calls: ReadonlyMap<string, number>;
}

/** POST /{method with slashes}: envelope, signature over the raw body, token, then the method. */
export function createOpenApi(parts: Parts, deeds: { tokens: Tokens; shipping: Shipping; afterSales: AfterSales }): OpenApi {
  const { tokens, shipping, afterSales } = deeds;
  const { appKey, appSecret } = parts.shop.credentials;
  const calls = new Map<string, number>();
  const orderKey =
    (field: string) =>
    (body: JsonObject): string =>
      idText(body[field]) ?? '';
  const firstOrder = (body: JsonObject): string => {
    const ids = body['order_id_list'];
    return Array.isArray(ids) ? (idText((ids as readonly Json[])[0]) ?? '') : '';
  };
  const noKey = (): string => '';

  const methods: Readonly<Record<string, Method>> = {
    'token.create': { key: noKey, run: (body) => tokens.create(body) },
    'token.refresh': { key: noKey, run: (body) => tokens.refresh(body) },
    'order.searchList': { key: noKey, run: (body) => searchList(parts, body) },
    'order.orderDetail': { key: orderKey('shop_order_id'), run: (body) => orderDetail(parts, body) },
    'order.batchDecrypt': { key: noKey, run: (body) => batchDecrypt(parts, body) },
    'order.batchSensitive': { key: noKey, run: (body) => batchSensitive(parts, body) },
    'order.logisticsAdd': { key: orderKey('order_id'), run: (body) => shipping.addWhole(body) },
    'order.logisticsAddSinglePack': { key: firstOrder, run: (body) => shipping.addSinglePack(body) },
    'order.logisticsAddMultiPack': { key: orderKey('order_id'), run: (body) => shipping.addMultiPack(body) },
    'order.logisticsCompanyList': { key: noKey, run: () => ({ data: COMPANIES.map((company) => ({ ...company })) }) },
    'afterSale.List': { key: noKey, run: (body) => afterSaleList(parts, body) },
    'afterSale.Detail': { key: orderKey('after_sale_id'), run: (body) => afterSaleDetail(parts, body) },
    'afterSale.operate': { key: noKey, run: (body) => afterSaleOperate(parts, afterSales, body) },
    'sku.syncStockBatchMultiProducts': { key: noKey, run: (body) => syncMultiProducts(parts, body) },
    'sku.syncStockBatch': { key: orderKey('product_id'), run: (body) => syncBatch(parts, body) },
    'sku.stockNum': { key: orderKey('sku_id'), run: (body) => stockNum(parts, body) },
  };

  const envelopeRefusal = (request: SandboxRequest, method: string): Refusal | null => {
    const { query } = request;
    for (const name of ['app_key', 'method', 'timestamp', 'sign', 'v']) {
      if (query.get(name) === null) return missing(name);
    }
    if (query.get('app_key') !== appKey) return REFUSALS.appUnknown;
    if (query.get('v') !== '2') return invalid('v');
    if (query.get('method') !== method) return invalid('method');
    const timestamp = query.get('timestamp') ?? '';
    const seconds = readTimestamp(timestamp);
    if (seconds === null) return REFUSALS.timestampFormat;
    if (Math.abs(nowSeconds() - seconds) > TIMESTAMP_WINDOW_SECONDS) return REFUSALS.timestamp;
    const signMethod = query.get('sign_method') ?? 'md5';
    if (signMethod !== 'md5' && signMethod !== 'hmac-sha256') return invalid('sign_method');
    const expected = signCall({ appKey, method, paramJson: request.body, timestamp, version: '2' }, appSecret, signMethod);
    if (!sameSign(query.get('sign') ?? '', expected)) return REFUSALS.signature;
    return method.startsWith('token.') ? null : tokens.refusalOf(query.get('access_token'), method);
  };

  return {
    calls,
    async handle(request) {
      const name = request.path.slice(1).replaceAll('/', '.');
      calls.set(name, (calls.get(name) ?? 0) + 1);
      const refusal = envelopeRefusal(request, name);
      if (refusal !== null) {
        parts.context.ledger.append('call-refused', parts.system, name, { subCode: refusal.subCode });
        return answer({ refusal });
      }
      const method = methods[name];
      if (method === undefined) return answer({ refusal: REFUSALS.noPermission });
      const body = readBody(request.body);
      if (body === null) return answer({ refusal: invalid('param_json') });
      return answerWithFaults(
        parts.context,
        { system: parts.system, operation: name, key: method.key(body) },
        () => answer(method.run(body)),
        () => answer({ refusal: REFUSALS.busy }),
      );
    },
  };
}

function readBody(body: Buffer): JsonObject | null {
  if (body.length === 0) return {};
  try {
    const parsed = parseJson(body.toString('utf8'));
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

/** Unix seconds, or the older text in UTC+8. */
function readTimestamp(text: string): number | null {
  if (/^\d{10}$/.test(text)) return Number(text);
  const match = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text);
  const millis = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2]}+08:00`);
  return Number.isNaN(millis) ? null : millis / 1000;
}

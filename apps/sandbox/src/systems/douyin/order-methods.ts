import { idText, isObject } from '../../core/big-json.ts';
import type { Json, JsonObject } from '../../core/big-json.ts';
import { nowSeconds } from '../../core/clock.ts';
import { hashText } from '../../core/random.ts';
import { invalid, missing } from './answer.ts';
import type { Outcome } from './answer.ts';
import { maskDetail, maskName, maskPhone } from './cipher.ts';
import type { DouyinOrder } from './model.ts';
import type { Parts } from './parts.ts';
import { renderOrder } from './render-order.ts';

const MAX_SIZE = 100;
const MAX_CIPHERS = 50;
const VIRTUAL_NUMBER_SECONDS = 30 * 24 * 3600;

export function searchList(parts: Parts, body: JsonObject): Outcome {
  const page = Number(body['page'] ?? Number.NaN);
  const size = Number(body['size'] ?? Number.NaN);
  if (!Number.isInteger(page) || page < 0) return { refusal: invalid('page') };
  if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE) return { refusal: invalid('size') };
  const byUpdate = body['update_time_start'] !== undefined || body['update_time_end'] !== undefined;
  const from = Number(body[byUpdate ? 'update_time_start' : 'create_time_start'] ?? 0);
  const to = Number(body[byUpdate ? 'update_time_end' : 'create_time_end'] ?? nowSeconds());
  if (!Number.isFinite(from) || !Number.isFinite(to) || from > to)
    return { refusal: invalid(byUpdate ? 'update_time_start' : 'create_time_start') };
  const index = byUpdate ? parts.store.byUpdate : parts.store.byCreation;
  const window = { from, to, newestFirst: body['order_asc'] !== true };
  const wanted = statusFilter(body['combine_status']);
  if (wanted === null) {
    const ids = index.page(window, page * size, size);
    return listAnswer(
      parts,
      { page, size, total: index.count(from, to) },
      ids.flatMap((id) => parts.store.orders.get(id) ?? []),
    );
  }
  const all = index
    .page(window, 0, Number.MAX_SAFE_INTEGER)
    .flatMap((id) => parts.store.orders.get(id) ?? [])
    .filter(({ status }) => wanted.has(status));
  return listAnswer(parts, { page, size, total: all.length }, all.slice(page * size, (page + 1) * size));
}

function listAnswer(parts: Parts, paging: { page: number; size: number; total: number }, orders: readonly DouyinOrder[]): Outcome {
  return { data: { ...paging, shop_order_list: orders.map((order) => render(parts, order)) } };
}

function statusFilter(value: Json | undefined): ReadonlySet<number> | null {
  if (!Array.isArray(value)) return null;
  const wanted = (value as readonly Json[]).flatMap((row) => {
    const codes = isObject(row) ? String(row['order_status'] ?? '') : '';
    return codes
      .split(',')
      .filter((code) => code !== '')
      .map(Number);
  });
  return wanted.length === 0 ? null : new Set(wanted);
}

export function orderDetail(parts: Parts, body: JsonObject): Outcome {
  const id = idText(body['shop_order_id']);
  if (id === undefined) return { refusal: missing('shop_order_id') };
  const order = parts.store.orders.get(id);
  return order === undefined ? { refusal: invalid('shop_order_id') } : { data: { shop_order_detail: render(parts, order) } };
}

function render(parts: Parts, order: DouyinOrder): JsonObject {
  return renderOrder(order, {
    shop: parts.shop,
    buyers: parts.context.buyers,
    ciphers: parts.ciphers,
    afterSaleOf: (id) => parts.store.afterSales.get(id),
  });
}

export function batchDecrypt(parts: Parts, body: JsonObject): Outcome {
  const rows = body['cipher_infos'];
  if (!Array.isArray(rows) || rows.length === 0) return { refusal: missing('cipher_infos') };
  if (rows.length > MAX_CIPHERS) return { refusal: invalid('cipher_infos') };
  const infos = (rows as readonly Json[]).map((row) => decryptOne(parts, isObject(row) ? row : {}));
  parts.context.ledger.append('decrypted', parts.system, idText(infos[0]?.['auth_id']) ?? '', { count: infos.length });
  return { data: { decrypt_infos: infos, custom_err: { err_code: 0, err_msg: '' } } };
}

function decryptOne(parts: Parts, row: JsonObject): JsonObject {
  const orderId = idText(row['auth_id']) ?? '';
  const cipherText = idText(row['cipher_text']) ?? '';
  const opened = parts.store.orders.has(orderId) ? parts.ciphers.decrypt(orderId, cipherText) : null;
  const base = { auth_id: orderId, cipher_text: cipherText, expire_time: 0, is_virtual_tel: false, phone_no_a: '', phone_no_b: '' };
  if (opened === null) return { ...base, decrypt_text: '', data_type: 0, err_no: 300008, err_msg: '密文不合法' };
  const virtual = opened.kind === 3 ? virtualNumber(orderId) : null;
  if (virtual === null) return { ...base, decrypt_text: opened.plain, data_type: opened.kind, err_no: 0, err_msg: '' };
  return {
    ...base,
    decrypt_text: `${virtual.number}-${virtual.extension}`,
    data_type: opened.kind,
    err_no: 0,
    err_msg: '',
    is_virtual_tel: true,
    phone_no_a: virtual.number,
    phone_no_b: virtual.extension,
    expire_time: nowSeconds() + VIRTUAL_NUMBER_SECONDS,
  };
}

/** About half of the orders are called through a switchboard number with an extension. */
function virtualNumber(orderId: string): { readonly number: string; readonly extension: string } | null {
  const hash = hashText(`virtual|${orderId}`);
  if (hash % 2 === 0) return null;
  return { number: `184${String(hash % 100_000_000).padStart(8, '0')}`, extension: String(1000 + ((hash >>> 8) % 9000)) };
}

export function batchSensitive(parts: Parts, body: JsonObject): Outcome {
  const rows = body['cipher_infos'];
  if (!Array.isArray(rows) || rows.length > MAX_CIPHERS) return { refusal: invalid('cipher_infos') };
  const infos = (rows as readonly Json[]).map((row): JsonObject => {
    const orderId = isObject(row) ? (idText(row['auth_id']) ?? '') : '';
    const cipherText = isObject(row) ? (idText(row['cipher_text']) ?? '') : '';
    const opened = parts.ciphers.decrypt(orderId, cipherText);
    if (opened === null) return { auth_id: orderId, cipher_text: cipherText, decrypt_text: '', err_no: 300008, err_msg: '密文不合法' };
    const mask = opened.kind === 1 ? maskDetail : opened.kind === 2 ? maskName : maskPhone;
    return { auth_id: orderId, cipher_text: cipherText, decrypt_text: mask(opened.plain), data_type: opened.kind, err_no: 0, err_msg: '' };
  });
  return { data: { decrypt_infos: infos, custom_err: { err_code: 0, err_msg: '' } } };
}

import { OutboundUnavailable } from '@orderloom/service-runtime';
import type { Listing, StockRow, StockWrite, StockWriteAnswer } from '../../application/ports.ts';
import { listOf, textOf } from '../../domain/lossless-json.ts';
import { PlatformRefused } from '../../application/platform-refused.ts';
import type { DouyinAnswer, DouyinClient } from './client.ts';

/** Rows of one call of sku.syncStockBatchMultiProducts. */
export const DOUYIN_STOCK_BATCH = 50;
const ID_USED = '-20002';

/** Absolute numbers for up to 50 SKUs of any products; every row has its own result. */
export async function writeDouyinStock(client: DouyinClient, rows: readonly StockWrite[], key: string): Promise<StockWriteAnswer> {
  let answer: DouyinAnswer;
  try {
    answer = await client.call('sku.syncStockBatchMultiProducts', {
      items: rows.map((row) => ({ product_id: BigInt(row.productId), sku_id: BigInt(row.platformSkuId), stock_num: row.wanted })),
      incremental: false,
      idempotent_id: key,
    });
  } catch (error) {
    return { rows: rows.map((row) => failedRow(row, error)), exchanges: error instanceof PlatformRefused ? [error.exchange] : [] };
  }
  const results = new Map(listOf(answer.data, 'results').map((result) => [textOf(result, 'sku_id'), result]));
  return { exchanges: [answer.exchange], rows: rows.map((row) => rowOf(row, results.get(row.platformSkuId))) };
}

function rowOf(row: StockWrite, result: unknown): StockRow {
  if (result === undefined) return { sku: row.sku, result: 'unknown', words: 'the answer has no row for it' };
  const code = textOf(result, 'status_code');
  // An id that was used already means that this very write was done before.
  if (code === '' || code === '0' || code === '10000' || code === ID_USED) return { sku: row.sku, result: 'written', words: '' };
  return { sku: row.sku, result: 'refused', words: `${code} ${textOf(result, 'status_message')}`.slice(0, 200) };
}

function failedRow(row: StockWrite, error: unknown): StockRow {
  if (error instanceof PlatformRefused) {
    if (error.code.includes(ID_USED)) return { sku: row.sku, result: 'written', words: '' };
    return { sku: row.sku, result: error.retryable ? 'later' : 'refused', words: `${error.code} ${error.message}`.slice(0, 200) };
  }
  if (error instanceof OutboundUnavailable) return { sku: row.sku, result: error.sent ? 'unknown' : 'later', words: error.message };
  throw error;
}

export async function readDouyinStock(client: DouyinClient, rows: readonly Listing[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const row of rows) {
    const { data } = await client.call('sku.stockNum', { product_id: BigInt(row.productId), sku_id: BigInt(row.platformSkuId) });
    const stock = textOf(data, 'stock_num');
    if (/^-?\d+$/.test(stock)) found.set(row.sku, Number(stock));
  }
  return found;
}

import { OutboundUnavailable } from '@orderloom/service-runtime';
import type { Exchange, Listing, StockRow, StockWrite, StockWriteAnswer } from '../../application/ports.ts';
import { isRecord, textOf } from '../../domain/lossless-json.ts';
import { PlatformRefused } from '../../application/platform-refused.ts';
import type { WechatClient } from './client.ts';

const ADD = 1;
const SUBTRACT = 2;

/** By difference to a fresh read: the platform advises against setting a number, which would undo a sale of this second. */
export async function writeWechatStock(client: WechatClient, rows: readonly StockWrite[]): Promise<StockWriteAnswer> {
  const answers: StockRow[] = [];
  const exchanges: Exchange[] = [];
  for (const row of rows) {
    try {
      const now = await readOne(client, row);
      if (now === undefined) {
        answers.push({ sku: row.sku, result: 'refused', words: 'the platform shows no stock for it' });
        continue;
      }
      const difference = row.wanted - now;
      if (difference !== 0) {
        const { exchange } = await client.call('/channels/ec/product/stock/update', {
          product_id: row.productId,
          sku_id: row.platformSkuId,
          diff_type: difference > 0 ? ADD : SUBTRACT,
          num: Math.abs(difference),
        });
        exchanges.push(exchange);
      }
      answers.push({ sku: row.sku, result: 'written', words: '' });
    } catch (error) {
      answers.push(failedRow(row, error));
      if (error instanceof PlatformRefused) exchanges.push(error.exchange);
    }
  }
  return { rows: answers, exchanges };
}

export async function readWechatStock(client: WechatClient, rows: readonly Listing[]): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const row of rows) {
    const stock = await readOne(client, row);
    if (stock !== undefined) found.set(row.sku, stock);
  }
  return found;
}

async function readOne(client: WechatClient, row: Listing): Promise<number | undefined> {
  const { data } = await client.call('/channels/ec/product/stock/get', { product_id: row.productId, sku_id: row.platformSkuId });
  const places = [data, isRecord(data) ? data['data'] : undefined, isRecord(data) ? data['stock_info'] : undefined];
  const stock = places.map((place) => textOf(place, 'normal_stock_num')).find((text) => text !== '') ?? '';
  return /^-?\d+$/.test(stock) ? Number(stock) : undefined;
}

function failedRow(row: StockWrite, error: unknown): StockRow {
  if (error instanceof PlatformRefused) {
    // Short: the platform sold in between; the next round reads afresh.
    const again = error.retryable || error.code === '10020219';
    return { sku: row.sku, result: again ? 'later' : 'refused', words: `${error.code} ${error.message}`.slice(0, 200) };
  }
  if (error instanceof OutboundUnavailable) return { sku: row.sku, result: error.sent ? 'unknown' : 'later', words: error.message };
  throw error;
}

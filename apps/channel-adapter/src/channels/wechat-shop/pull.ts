import type { ChangedPage, FetchedOrder } from '../../application/ports.ts';
import { isRecord, listOf, parseLossless, textOf } from '../../domain/lossless-json.ts';
import { PlatformRefused } from '../../application/platform-refused.ts';
import type { WechatAnswer, WechatClient } from './client.ts';

const PAGE_SIZE = 100;
const LONGEST_WINDOW_MS = 7 * 86_400_000;
/** The platform asks for a smaller window. */
const SHRINK = '31042';

export async function fetchWechatOrder(client: WechatClient, orderNo: string, now: () => Date): Promise<FetchedOrder | undefined> {
  const readAt = now();
  let answer: WechatAnswer;
  try {
    answer = await client.call('/channels/ec/order/get', { order_id: orderNo });
  } catch (error) {
    // Every code but busy ones means that this number is no order of this shop.
    if (error instanceof PlatformRefused && !error.retryable) return undefined;
    throw error;
  }
  const document = isRecord(answer.data) ? answer.data['order'] : undefined;
  return isRecord(document) ? { platformOrderNo: orderNo, body: answer.exchange.answer, document, readAt } : undefined;
}

/** The list has numbers only, by cursor; the filter must not change while paging. */
export async function* changedWechatOrders(client: WechatClient, since: Date, until: Date): AsyncGenerator<ChangedPage> {
  const [start, end] = [since.getTime(), until.getTime()];
  if (end - start > LONGEST_WINDOW_MS) {
    const middle = new Date(start + LONGEST_WINDOW_MS);
    yield* changedWechatOrders(client, since, middle);
    yield* changedWechatOrders(client, middle, until);
    return;
  }
  const range = { start_time: Math.floor(start / 1_000), end_time: Math.floor(end / 1_000) };
  let nextKey = '';
  for (;;) {
    let answer: WechatAnswer;
    try {
      answer = await client.call('/channels/ec/order/list/get', {
        update_time_range: range,
        page_size: PAGE_SIZE,
        ...(nextKey === '' ? {} : { next_key: nextKey }),
      });
    } catch (error) {
      if (!(error instanceof PlatformRefused) || error.code !== SHRINK || end - start < 2_000) throw error;
      const middle = new Date(Math.floor((start + end) / 2_000) * 1_000);
      yield* changedWechatOrders(client, since, middle);
      yield* changedWechatOrders(client, middle, until);
      return;
    }
    yield { orders: [], orderNos: listOf(answer.data, 'order_id_list').map(String) };
    nextKey = textOf(answer.data, 'next_key');
    if (!hasMore(answer.data) || nextKey === '') return;
  }
}

export function hasMore(data: unknown): boolean {
  const value = isRecord(data) ? data['has_more'] : undefined;
  return value === true || value === 1 || value === 'true';
}

export function wechatDocumentOf(body: Buffer): unknown {
  const parsed = parseLossless(body.toString('utf8'));
  return isRecord(parsed) && isRecord(parsed['order']) ? parsed['order'] : parsed;
}

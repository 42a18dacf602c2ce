import type { ChangedPage, FetchedOrder } from '../../application/ports.ts';
import { isRecord, listOf, readLossless, recordOf, textOf } from '../../domain/lossless-json.ts';
import { PlatformRefused } from '../../application/platform-refused.ts';
import type { DouyinAnswer, DouyinClient } from './client.ts';

const PAGE_SIZE = 100;
/** Deep pages are said to be capped: a window with more than this is cut in two. */
const WINDOW_LIMIT = 5_000;
const LIST = 'shop_order_list';

export async function fetchDouyinOrder(client: DouyinClient, orderNo: string, now: () => Date): Promise<FetchedOrder | undefined> {
  const readAt = now();
  let answer: DouyinAnswer;
  try {
    answer = await client.call('order.orderDetail', { shop_order_id: orderNo });
  } catch (error) {
    if (error instanceof PlatformRefused && !error.retryable && /parameter|not-?exist|no-?exist|not-?found/i.test(error.code))
      return undefined;
    throw error;
  }
  const document = orderInside(answer.data);
  return document === undefined ? undefined : { platformOrderNo: orderNo, body: answer.exchange.answer, document, readAt };
}

/** Forward pages over a fixed window; what moves out of it while we page is found again by the overlap of the next poll. */
export async function* changedDouyinOrders(client: DouyinClient, since: Date, until: Date, now: () => Date): AsyncGenerator<ChangedPage> {
  const start = seconds(since);
  const end = seconds(until);
  for (let page = 0; ; page += 1) {
    const { orders, total } = await readPage(client, { start, end, page, size: PAGE_SIZE, oldestFirst: true }, now);
    if (page === 0 && total > WINDOW_LIMIT && end - start > 1) {
      const middle = new Date(Math.floor((start + end) / 2) * 1_000);
      yield* changedDouyinOrders(client, since, middle, now);
      yield* changedDouyinOrders(client, middle, until, now);
      return;
    }
    yield { orderNos: [], orders };
    if (orders.length === 0 || (page + 1) * PAGE_SIZE >= total) return;
  }
}

/** Newest first: what was just pushed is on the first pages, however much changed before it. */
export async function* recentDouyinOrders(
  client: DouyinClient,
  { since, until, size }: { readonly since: Date; readonly until: Date; readonly size: number },
  now: () => Date,
): AsyncGenerator<readonly FetchedOrder[]> {
  for (let page = 0; ; page += 1) {
    const { orders, total } = await readPage(client, { start: seconds(since), end: seconds(until), page, size, oldestFirst: false }, now);
    yield orders;
    if (orders.length === 0 || (page + 1) * size >= total) return;
  }
}

async function readPage(
  client: DouyinClient,
  wanted: { readonly start: number; readonly end: number; readonly page: number; readonly size: number; readonly oldestFirst: boolean },
  now: () => Date,
): Promise<{ readonly orders: readonly FetchedOrder[]; readonly total: number }> {
  const readAt = now();
  const { data, slices } = await client.call(
    'order.searchList',
    {
      update_time_start: wanted.start,
      update_time_end: wanted.end,
      order_by: 'update_time',
      order_asc: wanted.oldestFirst,
      page: wanted.page,
      size: wanted.size,
    },
    LIST,
  );
  const documents = listOf(data, LIST);
  const orders = documents.map((document, index) => ({
    platformOrderNo: textOf(document, 'order_id'),
    body: slices[index] ?? Buffer.alloc(0),
    document,
    readAt,
  }));
  return { orders, total: Number(textOf(data, 'total') || '0') };
}

/** An order inside a detail answer, or the order itself as a page carries it. */
export function douyinDocumentOf(body: Buffer): unknown {
  const parsed = readLossless(body).document;
  return isRecord(parsed) && 'order_id' in parsed ? parsed : orderInside(recordOf(parsed, 'data'));
}

function orderInside(data: unknown): unknown {
  if (!isRecord(data)) return undefined;
  const inside = data['shop_order_detail'] ?? data;
  return isRecord(inside) && Object.keys(inside).length > 0 ? inside : undefined;
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1_000);
}

import type { CommandOutcome, FetchedRefund, Wake } from '../../application/ports.ts';
import { listOf, recordOf, textOf } from '../../domain/lossless-json.ts';
import { outcomeOf, PlatformRefused } from '../../application/platform-refused.ts';
import type { WechatAnswer, WechatClient } from './client.ts';
import { hasMore } from './pull.ts';

const LONGEST_WINDOW_MS = 86_400_000;
const AGREED = new Set([
  'MERCHANT_REFUND_SUCCESS',
  'MERCHANT_RETURN_SUCCESS',
  'PLATFORM_REFUNDING',
  'MERCHANT_OVERDUE_REFUND',
  'USER_WAIT_RETURN',
]);

export async function fetchWechatRefund(
  client: WechatClient,
  refundId: string,
  hint: Readonly<Record<string, string>>,
): Promise<FetchedRefund | undefined> {
  try {
    const { data, exchange } = await readRefund(client, refundId);
    return { refundId, body: exchange.answer, document: { detail: recordOf(data, 'after_sale_order'), hint } };
  } catch (error) {
    if (error instanceof PlatformRefused && !error.retryable) return undefined;
    throw error;
  }
}

export async function* changedWechatRefunds(client: WechatClient, since: Date, until: Date): AsyncGenerator<readonly Wake[]> {
  for (let start = since.getTime(); start < until.getTime(); start += LONGEST_WINDOW_MS) {
    const end = Math.min(start + LONGEST_WINDOW_MS, until.getTime());
    const range = { begin_update_time: Math.floor(start / 1_000), end_update_time: Math.floor(end / 1_000) };
    let nextKey = '';
    for (;;) {
      const { data } = await client.call('/channels/ec/aftersale/getaftersalelist', {
        ...range,
        ...(nextKey === '' ? {} : { next_key: nextKey }),
      });
      yield listOf(data, 'after_sale_order_id_list').map((id) => ({
        kind: 'REFUND' as const,
        platformNo: String(id),
        hint: { after_sale_order_id: String(id) },
      }));
      nextKey = textOf(data, 'next_key');
      if (!hasMore(data) || nextKey === '') break;
    }
  }
}

export function agreeWechatRefund(client: WechatClient, refundId: string): Promise<CommandOutcome> {
  return outcomeOf(() => client.call('/channels/ec/aftersale/acceptapply', { after_sale_order_id: refundId }));
}

export async function isWechatRefundAgreed(client: WechatClient, refundId: string): Promise<boolean> {
  const { data } = await readRefund(client, refundId);
  return AGREED.has(textOf(recordOf(data, 'after_sale_order'), 'status'));
}

function readRefund(client: WechatClient, refundId: string): Promise<WechatAnswer> {
  return client.call('/channels/ec/aftersale/getaftersaleorder', { after_sale_order_id: refundId });
}

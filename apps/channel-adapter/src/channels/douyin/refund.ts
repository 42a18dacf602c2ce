import type { CommandOutcome, FetchedRefund, Wake } from '../../application/ports.ts';
import { listOf, recordOf, textOf } from '../../domain/lossless-json.ts';
import { outcomeOf, PlatformRefused } from '../../application/platform-refused.ts';
import type { DouyinClient } from './client.ts';
import type { DouyinCredentials } from './credentials.ts';

const PAGE_SIZE = 100;
const AGREED = new Set(['7', '11', '12', '53']);

/** The detail with what the push said beside it: pushes carry fields that the detail spells elsewhere. */
export async function fetchDouyinRefund(
  client: DouyinClient,
  refundId: string,
  hint: Readonly<Record<string, string>>,
): Promise<FetchedRefund | undefined> {
  try {
    const { data, exchange } = await client.call('afterSale.Detail', { after_sale_id: refundId, need_operation_record: false });
    return { refundId, body: exchange.answer, document: { detail: data, hint } };
  } catch (error) {
    if (!(error instanceof PlatformRefused) || error.retryable) throw error;
    // What the push said is enough where the shop's app has no right to the detail.
    return Object.keys(hint).length === 0 ? undefined : { refundId, body: error.exchange.answer, document: { detail: {}, hint } };
  }
}

export async function* changedDouyinRefunds(client: DouyinClient, since: Date, until: Date): AsyncGenerator<readonly Wake[]> {
  for (let page = 0; ; page += 1) {
    const { data } = await client.call('afterSale.List', {
      update_start_time: Math.floor(since.getTime() / 1_000),
      update_end_time: Math.floor(until.getTime() / 1_000),
      page,
      size: PAGE_SIZE,
    });
    const items = listOf(data, 'items').length > 0 ? listOf(data, 'items') : listOf(data, 'aftersale_list');
    yield items.flatMap(wakeOf);
    if (items.length === 0 || (page + 1) * PAGE_SIZE >= Number(textOf(data, 'total') || '0')) return;
  }
}

function wakeOf(item: unknown): readonly Wake[] {
  const info = recordOf(item, 'aftersale_info');
  const order = recordOf(item, 'order_info');
  const pick = (...names: readonly string[]): string =>
    names.map((name) => textOf(info, name) || textOf(item, name)).find((text) => text !== '') ?? '';
  const refundId = pick('aftersale_id', 'after_sale_id');
  if (!/^\d{1,30}$/.test(refundId)) return [];
  const hint = {
    aftersale_id: refundId,
    p_id: textOf(order, 'shop_order_id') || pick('p_id', 'shop_order_id', 'order_id'),
    s_id: textOf(listOf(order, 'related_order_info')[0], 'sku_order_id') || pick('s_id', 'sku_order_id'),
    aftersale_status: pick('aftersale_status', 'after_sale_status'),
    aftersale_type: pick('aftersale_type', 'after_sale_type'),
    refund_amount: pick('refund_amount', 'refund_total_amount'),
    apply_time: pick('apply_time', 'create_time'),
  };
  return [
    {
      kind: 'REFUND',
      platformNo: refundId,
      hint: Object.fromEntries(Object.entries(hint).filter(([, value]) => /^\d{1,30}$/.test(value))),
    },
  ];
}

export function agreeDouyinRefund(client: DouyinClient, credentials: DouyinCredentials, refundId: string): Promise<CommandOutcome> {
  return outcomeOf(() => client.call('afterSale.operate', { type: credentials.agreeRefundType, items: [{ aftersale_id: refundId }] }));
}

export async function isDouyinRefundAgreed(client: DouyinClient, refundId: string): Promise<boolean> {
  const { data } = await client.call('afterSale.Detail', { after_sale_id: refundId, need_operation_record: false });
  return AGREED.has(douyinRefundStatus(data));
}

function douyinRefundStatus(data: unknown): string {
  const info = recordOf(recordOf(data, 'process_info'), 'after_sale_info');
  const candidates = [info, recordOf(data, 'after_sale_info'), recordOf(data, 'aftersale_info'), data];
  return (
    candidates.map((place) => textOf(place, 'after_sale_status') || textOf(place, 'aftersale_status')).find((status) => status !== '') ?? ''
  );
}

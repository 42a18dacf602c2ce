import { OutboundUnavailable } from '@orderloom/service-runtime';
import type { RecipientInPayload } from '../../domain/canonical-order.ts';
import { recordOf, textOf } from '../../domain/lossless-json.ts';
import { PlatformRefused } from '../../application/platform-refused.ts';
import { semaphore } from '../../application/semaphore.ts';
import type { WechatClient } from './client.ts';

interface Sealed {
  readonly platformOrderNo: string;
  readonly recipient: RecipientInPayload;
}

/** While a capture opens its recipients no other one of this shop can begin, and on a full machine each answer waits for a turn of our own loop. */
const TOGETHER = 40;

/** Many shops get names and addresses masked: the decode call opens them, one order a call. A shop without the right keeps the masks, which are vague. */
export async function openWechatRecipients(
  client: WechatClient,
  sealed: readonly Sealed[],
): Promise<ReadonlyMap<string, RecipientInPayload>> {
  const calls = semaphore(TOGETHER);
  const opened = await Promise.all(sealed.map(async (one) => [one.platformOrderNo, await calls.run(() => open(client, one))] as const));
  return new Map(opened);
}

async function open(client: WechatClient, { platformOrderNo, recipient }: Sealed): Promise<RecipientInPayload> {
  if (![recipient.name, recipient.phone, recipient.detail].some((text) => text.includes('*'))) return recipient;
  try {
    const { data } = await client.call('/channels/ec/order/sensitiveinfo/decode', { order_id: platformOrderNo });
    const address = recordOf(data, 'address_info');
    const detail = `${textOf(address, 'detail_info')}${textOf(address, 'house_number')}`;
    return {
      ...recipient,
      name: textOf(address, 'user_name') || recipient.name,
      phone: textOf(address, 'tel_number') || recipient.phone,
      detail: detail || recipient.detail,
    };
  } catch (error) {
    if (error instanceof PlatformRefused && !error.retryable) return recipient;
    if (error instanceof PlatformRefused) throw new OutboundUnavailable('wechat-shop is busy', { sent: false, cause: error });
    throw error;
  }
}

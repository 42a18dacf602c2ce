import type { Tx } from '@orderloom/outbox';
import { platformKeyText, type PlatformKey } from '../application/ports.ts';

/** Of these, the platforms' orders that are known by now, as texts. */
export async function knownKeys(reader: Pick<Tx, 'query'>, keys: readonly PlatformKey[]): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const { rows } = await reader.query<{ channel: string; shopId: string; platformOrderNo: string }>(
    `select o.channel, o.shop_id as "shopId", o.platform_order_no as "platformOrderNo"
       from unnest($1::text[], $2::text[], $3::text[]) as t (channel, shop_id, platform_order_no) join orders o
         on o.channel = t.channel and o.shop_id = t.shop_id and o.platform_order_no = t.platform_order_no`,
    [keys.map((key) => key.channel), keys.map((key) => key.shopId), keys.map((key) => key.platformOrderNo)],
  );
  return new Set(rows.map(platformKeyText));
}

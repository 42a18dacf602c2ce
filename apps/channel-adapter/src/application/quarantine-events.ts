import type { NewEvent } from '@orderloom/contracts';
import { aggregateOf } from './order-captured-event.ts';
import type { Shop } from './ports.ts';
import type { QuarantineEntry } from './stores.ts';

/** Why a number is held that its platform does not know: there is no body to interpret again. */
export const UNKNOWN_NUMBER = 'the platform does not know the number that it pushed';

export function heldEvent(shop: Shop, entry: QuarantineEntry, rawRef: string, now: Date): NewEvent<'hub.channel.payload-quarantined.v1'> {
  return {
    type: 'hub.channel.payload-quarantined.v1',
    aggregateId: aggregateOf(shop.id, entry.platformOrderNo || entry.platformNo),
    system: shop.system,
    rawRef,
    data: {
      quarantineId: entry.id,
      channel: shop.channel,
      shopId: shop.id,
      platformOrderNo: entry.platformOrderNo,
      reason: entry.reason,
      field: entry.field,
      detail: entry.detail,
      quarantinedAt: now,
    },
  };
}

export function releasedEvent(shop: Shop, entry: QuarantineEntry, now: Date): NewEvent<'hub.channel.quarantine-released.v1'> {
  return {
    type: 'hub.channel.quarantine-released.v1',
    aggregateId: aggregateOf(shop.id, entry.platformOrderNo || entry.platformNo),
    data: { quarantineId: entry.id, channel: shop.channel, shopId: shop.id, platformOrderNo: entry.platformOrderNo, releasedAt: now },
  };
}

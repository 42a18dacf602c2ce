import { inTransaction } from '@orderloom/outbox';
import { captureOrders, type CaptureDeps } from './capture-orders.ts';
import type { ShopChannel } from './ports.ts';
import { UNKNOWN_NUMBER } from './quarantine-events.ts';
import type { QuarantineEntry } from './stores.ts';

export interface ReplayDeps extends CaptureDeps {
  readonly channels: ReadonlyMap<string, ShopChannel>;
  readonly wake: (shopIds: ReadonlySet<string>) => void;
}

const BATCH = 100;

/** Interprets held payloads again, then reads each anew at the platform: it may have moved on while it was held. */
export async function replayQuarantine(
  deps: ReplayDeps,
  filter: { readonly ids?: readonly string[]; readonly shopIds?: readonly string[] },
): Promise<{ readonly released: number; readonly held: number }> {
  const entries = await deps.quarantine.open(filter);
  for (const [shopId, ofShop] of Map.groupBy(entries, (entry) => entry.shopId)) {
    const channel = deps.channels.get(shopId);
    if (channel === undefined) continue;
    const orders = ofShop.filter((entry) => entry.kind === 'ORDER' && entry.detail !== UNKNOWN_NUMBER);
    for (let from = 0; from < orders.length; from += BATCH) await replayOrders(deps, channel, orders.slice(from, from + BATCH));
    const again = ofShop.flatMap((entry) =>
      entry.kind === 'PUSH' ? [] : [{ shopId, kind: entry.kind, platformNo: entry.platformNo, hint: entry.hint }],
    );
    await inTransaction(deps.pool, (tx) => deps.work.add(tx, again, deps.now()));
    deps.wake(new Set([shopId]));
  }
  // Refunds may have waited for these orders.
  if (entries.length > 0) await deps.work.resume(deps.now());
  const still = entries.length === 0 ? [] : await deps.quarantine.open({ ids: entries.map((entry) => entry.id) });
  return { released: entries.length - still.length, held: still.length };
}

async function replayOrders(deps: ReplayDeps, channel: ShopChannel, entries: readonly QuarantineEntry[]): Promise<void> {
  const bodies = new Map((await deps.archive.readMany(entries.map((entry) => entry.rawId))).map((raw) => [raw.id, raw]));
  const items = entries.flatMap((entry) => {
    const raw = bodies.get(entry.rawId);
    if (raw === undefined) return [];
    const fetched = { platformOrderNo: entry.platformNo, body: raw.body, document: channel.documentOf(raw.body), readAt: raw.receivedAt };
    return [{ fetched, receivedAt: raw.receivedAt, generation: undefined, rawId: entry.rawId }];
  });
  await captureOrders(deps, channel, items);
}

import { eventually } from '@orderloom/testing';
import type { Twin } from './front-door.ts';
import type { LedgerEntry } from './sandbox.ts';
import type { Hub } from './start-hub.ts';

/** Waits for the first effect of a kind at an outside system; gives it back. */
export function effect(
  hub: Hub,
  wanted: { readonly system: string; readonly kind: string; readonly key?: string },
  timeoutMs = 20_000,
): Promise<LedgerEntry> {
  return eventually(async () => (await hub.sandbox.ledger(wanted))[0] ?? false, { timeoutMs, everyMs: 50 });
}

/** Waits until the hub knows an order and it is as asked. */
export function twinWhen(hub: Hub, no: string, fits: (twin: Twin) => boolean, timeoutMs = 30_000): Promise<Twin> {
  let last: Twin | undefined;
  return eventually(
    async () => {
      last = await hub.door.twinOf(no);
      if (last !== undefined && fits(last)) return last;
      throw new Error(
        `${no}: ${last === undefined ? 'unknown to the hub' : JSON.stringify({ id: last.id, status: last.status, gate: last.currentGate, answer: last.answer })}`,
      );
    },
    { timeoutMs, everyMs: 100 },
  );
}

/** Waits until the warehouses have taken as many delivery orders for this order as asked; gives their codes. */
export function deliveriesOf(hub: Hub, orderId: string, count = 1, timeoutMs = 20_000): Promise<readonly LedgerEntry[]> {
  return eventually(
    async () => {
      const all = await hub.sandbox.ledger({ system: 'qimen', kind: 'delivery-order' });
      const own = all.filter((entry) => entry.key === orderId || entry.key.startsWith(`${orderId}-`));
      if (own.length < count) throw new Error(`${orderId}: ${own.length} of ${count} delivery orders`);
      return own;
    },
    { timeoutMs, everyMs: 50 },
  );
}

/** The hub's warehouses stand still: what they hold is moved only by pack-now and ship-now. */
export async function pauseWarehouses(hub: Hub, how: 'pause' | 'unpause'): Promise<void> {
  for (const warehouse of ['WH-HZ', 'WH-JH', 'WH-SHC', 'WH-GZ', 'WH-CD', 'WH-TJ']) await hub.sandbox.deed('qimen', how, { warehouse });
}

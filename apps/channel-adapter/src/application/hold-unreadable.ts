import { inTransaction } from '@orderloom/outbox';
import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { CaptureDeps } from './capture-orders.ts';
import type { ShopChannel } from './ports.ts';
import { heldEvent } from './quarantine-events.ts';

export type HoldDeps = Pick<CaptureDeps, 'pool' | 'archive' | 'quarantine' | 'outbox'>;

/** Keeps a signed push that nobody can read, once however often it comes, and shows it. */
export async function holdUnreadable(deps: HoldDeps, channel: Pick<ShopChannel, 'shop'>, raw: Buffer, receivedAt: Date): Promise<void> {
  const { shop } = channel;
  const platformNo = createHash('sha256').update(raw).digest('hex').slice(0, 32);
  await inTransaction(deps.pool, async (tx) => {
    const rawId = uuidv7();
    await deps.archive.save(tx, [
      {
        id: rawId,
        direction: 'IN',
        system: shop.system,
        operation: 'push',
        contentType: 'application/octet-stream',
        body: raw,
        receivedAt,
        subject: '',
      },
    ]);
    const detail = `a signed push of ${raw.length} bytes is not readable`;
    const held = await deps.quarantine.hold(
      tx,
      shop.id,
      [{ kind: 'PUSH', platformNo, platformOrderNo: '', reason: 'UNREADABLE', field: '', detail, hint: {}, rawId }],
      receivedAt,
    );
    await deps.outbox.append(
      tx,
      held.map((entry) => heldEvent(shop, entry, deps.archive.refOf(rawId), receivedAt)),
    );
  });
}

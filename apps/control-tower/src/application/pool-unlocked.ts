import { inTransaction } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { WorkItemChange } from '../domain/work-items.ts';
import type { TowerDeps } from './ports.ts';
import { workItemEvent } from './record-facts.ts';

const BATCH = 500;

/** EXC-01: an order that was paid and has no lock when its time is up goes to the shortage pool, whatever the stock itself says or keeps silent. */
export async function poolUnlocked(deps: TowerDeps, pool: Pool): Promise<void> {
  const found = await inTransaction(pool, async (tx) => {
    const now = deps.now();
    const late = await deps.store.paidWithoutLock(tx, new Date(now.getTime() - deps.thresholds().shortagePool), BATCH);
    const changes = late.map((order): WorkItemChange => ({
      kind: 'OPEN',
      pool: 'SHORTAGE',
      matter: order.id,
      orderId: order.id,
      at: now.getTime(),
      // It is late already: the time for the lock was its time.
      dueAt: now.getTime(),
      summary: { code: 'NO_LOCK', parameters: { paid: order.paidAt } },
    }));
    if (changes.length > 0) {
      const rows = await deps.store.changeWorkItems(tx, changes);
      await deps.outbox.append(
        tx,
        rows.map((row) => workItemEvent(row)),
      );
    }
    return late.length;
  });
  if (found === BATCH) await poolUnlocked(deps, pool);
}

import { inTransaction } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { TowerDeps } from './ports.ts';
import { recordWaitingFacts } from './record-facts.ts';
import { twinsChanged } from './twins-changed.ts';

const BATCH = 500;

/** Time alone changes rows too: says which orders' clocks have run out, and takes up facts that can now find their order. */
export async function lookAtClocks(deps: TowerDeps, pool: Pool): Promise<void> {
  const waiting = await inTransaction(pool, (tx) => recordWaitingFacts(deps, tx, BATCH));
  const turned = await inTransaction(pool, async (tx) => {
    const now = deps.now();
    const twins = await deps.store.turnStuck(tx, now, BATCH);
    await deps.outbox.append(tx, twinsChanged(deps, twins, now));
    return twins.length;
  });
  if (waiting === BATCH || turned === BATCH) await lookAtClocks(deps, pool);
}

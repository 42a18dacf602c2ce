import { inTransaction } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { figuresOf } from '../domain/order-figures.ts';
import { rowKeys } from '../domain/order-row.ts';
import type { TowerDeps, UnfilledTwins } from './ports.ts';

const BATCH = 500;

/** Gives rows from before lists could filter by what they hold the keys that new rows get with their first fact. */
export async function fillRows(deps: TowerDeps & { readonly unfilled: UnfilledTwins }, pool: Pool): Promise<void> {
  const filled = await inTransaction(pool, async (tx) => {
    const twins = await deps.unfilled(tx, BATCH);
    if (twins.length === 0) return 0;
    await deps.store.saveTwins(
      tx,
      twins.map((twin) => ({ ...twin, keys: rowKeys(twin.state, deps.thresholds()), figures: figuresOf(twin.state, deps.thresholds()) })),
      deps.now(),
    );
    return twins.length;
  });
  if (filled === BATCH) await fillRows(deps, pool);
}

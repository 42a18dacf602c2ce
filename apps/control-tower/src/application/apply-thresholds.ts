import { inTransaction } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { figuresOf } from '../domain/order-figures.ts';
import { rowKeys } from '../domain/order-row.ts';
import type { PublishedThresholds, TowerDeps } from './ports.ts';
import { twinsChanged } from './twins-changed.ts';

const BATCH = 500;
/** Until then every replica has read the new version: what one wrote by the old one meanwhile is measured again. */
const SETTLED_MS = 10_000;

/** Measures the orders on their way by newly published clocks: when they turn stuck is stored, so that lists can sort by it. */
export async function applyThresholds(deps: TowerDeps, pool: Pool, published: PublishedThresholds): Promise<void> {
  await published.refresh();
  const version = await deps.store.unappliedVersion(pool);
  if (version === undefined || published.inForce('GATES').version < version.version) return;
  for (let after: string | undefined = ''; after !== undefined;) {
    after = await measureBatch(deps, pool, after);
  }
  if (deps.now().getTime() - version.publishedAt.getTime() > SETTLED_MS) await deps.store.markApplied(pool, version.version, deps.now());
}

/** Answers with the last order of the batch; undefined when it was the last batch. */
async function measureBatch(deps: TowerDeps, pool: Pool, after: string): Promise<string | undefined> {
  const open = new Map((await deps.store.readOpenOrders(pool, after, BATCH)).map((order) => [order.order_id, order]));
  const ids = [...open.keys()];
  await inTransaction(pool, async (tx) => {
    const now = deps.now();
    const stored = await deps.store.lockTwins(tx, ids, now);
    const changed = [...stored.values()].flatMap(({ state, version }) => {
      const figures = figuresOf(state, deps.thresholds());
      const before = open.get(state.id);
      const isSame = figures.stuck_at === millis(before?.stuck_at) && figures.promised_ship_at === millis(before?.promised_ship_at);
      return isSame ? [] : [{ state, keys: rowKeys(state, deps.thresholds()), figures, version: version + 1n }];
    });
    if (changed.length === 0) return;
    await deps.store.saveTwins(tx, changed, now);
    await deps.outbox.append(tx, twinsChanged(deps, changed, now));
  });
  return ids.length === BATCH ? ids.at(-1) : undefined;
}

function millis(at: Date | null | undefined): number | null {
  return at?.getTime() ?? null;
}

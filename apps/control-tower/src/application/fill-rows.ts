import { discriminated } from '@orderloom/contracts';
import { inTransaction } from '@orderloom/outbox';
import type { Pool } from 'pg';
import { figuresOf } from '../domain/order-figures.ts';
import { rowKeys } from '../domain/order-row.ts';
import type { TwinState } from '../domain/twin-state.ts';
import { applyFact } from './apply-fact.ts';
import { workItemChanges } from './work-item-changes.ts';
import type { Stories, TowerDeps, UnfilledTwins } from './ports.ts';

const BATCH = 500;

/**
 * Gives rows from before lists could filter by what they hold the keys that new rows get with their first fact.
 * A blank row is made from its story: the facts are the record, the row is only their sum.
 */
export async function fillRows(
  deps: TowerDeps & { readonly unfilled: UnfilledTwins; readonly stories: Stories },
  pool: Pool,
): Promise<void> {
  const filled = await inTransaction(pool, async (tx) => {
    const twins = await deps.unfilled(tx, BATCH);
    if (twins.length === 0) return 0;
    const blank = twins.filter((twin) => twin.isBlank).map((twin) => twin.state.id);
    const stories = Map.groupBy(await deps.stories(tx, blank), (event) => event.orderId);
    const stateOf = (state: TwinState): TwinState =>
      (stories.get(state.id) ?? []).reduce((twin, event) => applyFact(twin, discriminated(event)), state);
    await deps.store.saveTwins(
      tx,
      twins.map(({ version, state: stored }) => {
        const state = stateOf(stored);
        // What an import brought is history of another system: boards show what the hub itself saw.
        const figures = state.imported === undefined ? figuresOf(state, deps.thresholds()) : undefined;
        return { version: version + 1n, state, keys: rowKeys(state, deps.thresholds()), figures };
      }),
      deps.now(),
    );
    await deps.store.changeWorkItems(tx, [...stories.values()].flat().map(discriminated).flatMap(workItemChanges));
    return twins.length;
  });
  if (filled === BATCH) await fillRows(deps, pool);
}

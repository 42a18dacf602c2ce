import type { StoredTwin, TowerStore } from '../application/ports.ts';

/** An order's facts come within seconds; what comes later is read. */
const MOST = 4_000;

/**
 * Keeps the rows that were written last, so that the next fact of an order needs no reading. What is remembered is never believed:
 * `saveTwins` writes over the version that it knows and no other, so that a second tower, or a timer, costs a second look and loses nothing.
 */
export function rememberTwins(store: TowerStore, most = MOST): TowerStore {
  const known = new Map<string, StoredTwin>();
  const remember = (twins: readonly StoredTwin[]): void => {
    for (const { state, version } of twins) {
      if ((known.get(state.id)?.version ?? -1n) > version) continue;
      // What was written last stands last: the first ones are the oldest.
      known.delete(state.id);
      known.set(state.id, { state, version });
    }
    for (const id of known.keys()) {
      if (known.size <= most) break;
      known.delete(id);
    }
  };
  return {
    ...store,
    readTwins: async (tx, ids) => {
      const found = new Map<string, StoredTwin>();
      for (const id of ids) {
        const twin = known.get(id);
        if (twin !== undefined) found.set(id, twin);
      }
      const missing = ids.filter((id) => !found.has(id));
      if (missing.length > 0) for (const [id, twin] of await store.readTwins(tx, missing)) found.set(id, twin);
      return found;
    },
    saveTwins: async (tx, changed, now) => {
      const passedBy = new Set(await store.saveTwins(tx, changed, now));
      for (const id of passedBy) known.delete(id);
      tx.onCommit(() => remember(passedBy.size === 0 ? changed : changed.filter(({ state }) => !passedBy.has(state.id))));
      return [...passedBy];
    },
    turnStuck: async (tx, now, limit) => {
      const turned = await store.turnStuck(tx, now, limit);
      tx.onCommit(() => remember(turned.filter(({ state }) => known.has(state.id))));
      return turned;
    },
  };
}

import { discriminated, type HubEvent } from '@orderloom/contracts';
import type { Tx } from '@orderloom/outbox';
import { figuresOf, sameFigures, type OrderFigures } from '../domain/order-figures.ts';
import { rowKeys } from '../domain/order-row.ts';
import { emptyTwin, type TwinState } from '../domain/twin-state.ts';
import { applyFact } from './apply-fact.ts';
import type { ChangedTwin, PlacedFact, StoredTwin, TowerDeps } from './ports.ts';

/**
 * Folds facts into the rows of their orders, a version further than they were last seen. A row that somebody else has changed since is
 * locked, read and folded into once more.
 */
export async function foldIntoRows(deps: TowerDeps, tx: Tx, placed: readonly PlacedFact[], now: Date): Promise<readonly ChangedTwin[]> {
  const factsOf = Map.groupBy(placed, (fact) => fact.orderId);
  const fold = (id: string, before: StoredTwin): ChangedTwin =>
    folded(
      deps,
      before,
      (factsOf.get(id) ?? []).map(({ event }) => event),
    );
  const seen = await deps.store.readTwins(tx, [...factsOf.keys()]);
  const changed = [...factsOf.keys()].map((id) => fold(id, seen.get(id) ?? { state: emptyTwin(id), version: 0n }));
  const passedBy = new Set(await deps.store.saveTwins(tx, changed, now));
  if (passedBy.size === 0) return changed;
  const locked = await deps.store.lockTwins(tx, [...passedBy], now);
  const again = [...locked].map(([id, before]) => fold(id, before));
  const left = await deps.store.saveTwins(tx, again, now);
  if (left.length > 0) throw new Error(`rows of ${left.join(', ')} were locked and have changed`);
  return [...changed.filter(({ state }) => !passedBy.has(state.id)), ...again];
}

function folded(deps: TowerDeps, before: StoredTwin, events: readonly HubEvent[]): ChangedTwin {
  const state = events.reduce((twin, event) => applyFact(twin, discriminated(event)), before.state);
  const keys = rowKeys(state, deps.thresholds());
  const version = before.version + 1n;
  if (before.version === 0n) return { state, keys, version, figures: figuresOf(state, deps.thresholds()), newTerms: keys.searchTerms };
  // Many facts are a line of the story and move nothing.
  if (state === before.state) return { state, keys, version, figures: undefined, isSame: true };
  const known = new Set(rowKeys(before.state, deps.thresholds()).searchTerms);
  return {
    state,
    keys,
    version,
    figures: changedFigures(deps, before.state, state),
    newTerms: keys.searchTerms.filter((term) => !known.has(term)),
  };
}

function changedFigures(deps: TowerDeps, before: TwinState, state: TwinState): OrderFigures | undefined {
  const figures = figuresOf(state, deps.thresholds());
  return sameFigures(figures, figuresOf(before, deps.thresholds())) ? undefined : figures;
}

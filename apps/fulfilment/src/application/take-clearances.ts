import { doDeed, isUnsent, noEffects } from './fulfilment-state.ts';
import type { Base, Tx } from './ports.ts';
import type { ClearanceStore, FulfilmentStore, NewClearance, WaitingOrder } from './sourcing-stores.ts';

export interface ClearanceDeps extends Base {
  readonly store: ClearanceStore & FulfilmentStore;
  /** Orders that were never cleared before wait now, as they stand here. */
  readonly onNew: (orders: readonly WaitingOrder[]) => void;
  /** Others wait in the table. */
  readonly onWaiting: () => void;
}

/**
 * A new clearance supersedes what is not yet sent. The same content again changes nothing: what live fulfilment orders
 * have is not sourced twice, and a parked one may be tried at once.
 */
export async function takeClearances(deps: ClearanceDeps, tx: Tx, cleared: readonly NewClearance[]): Promise<void> {
  const latest = new Map<string, NewClearance>();
  for (const one of cleared) {
    const before = latest.get(one.clearance.orderId);
    if (before === undefined || before.clearedSeq < one.clearedSeq) latest.set(one.clearance.orderId, one);
  }
  const now = deps.now();
  const taken = await deps.store.upsertClearances(tx, [...latest.values()], now);
  const fresh = taken.flatMap(({ orderId, isNew }) => (isNew ? (latest.get(orderId) ?? []) : []));
  if (fresh.length > 0) tx.onCommit(() => deps.onNew(fresh.map(waitingOf)));
  const again = taken.flatMap(({ orderId, isNew }) => (isNew ? [] : [orderId]));
  if (again.length === 0) return;
  const states = (await deps.store.lockFulfilments(tx, { orderIds: again })).filter(isUnsent);
  const effects = noEffects();
  for (const state of states) {
    const newer = latest.get(state.orderId);
    state.parkedReason = '';
    state.nextTryAt = now;
    if (newer === undefined || newer.contentHash === state.contentHash) continue;
    doDeed(state, 'supersede');
    // An allocation that is still being asked for is given back when its answer comes.
    if (state.allocation === 'GRANTED') {
      effects.releases.push({ fulfilmentOrderId: state.id, orderId: state.orderId, reason: 'order changed before it was sent' });
    }
  }
  await deps.store.saveFulfilments(tx, states, now);
  await deps.store.saveEffects(tx, effects, now);
  tx.onCommit(deps.onWaiting);
}

function waitingOf({ clearance, clearedSeq, contentHash, traceparent }: NewClearance): WaitingOrder {
  return {
    orderId: clearance.orderId,
    clearedSeq,
    contentHash,
    clearance,
    nextSerial: 1,
    refusals: 0,
    rounds: 0,
    excluded: new Map(),
    traceparent,
    given: [],
    freightCarried: false,
  };
}

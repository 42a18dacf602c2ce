import { doDeed, isUnsent, noEffects } from './fulfilment-state.ts';
import type { Base, Tx } from './ports.ts';
import type { FulfilmentStore } from './sourcing-stores.ts';

export interface OrderNewsDeps extends Base {
  readonly store: FulfilmentStore;
  readonly onUnparked: () => void;
}

/** A hold has ended: what was parked for it asks for its clearance again. */
export async function unparkOrders(deps: OrderNewsDeps, tx: Tx, orderIds: readonly string[]): Promise<void> {
  const now = deps.now();
  const parked = (await deps.store.lockFulfilments(tx, { orderIds })).filter((state) => isUnsent(state) && state.parkedReason !== '');
  for (const state of parked) {
    state.parkedReason = '';
    state.nextTryAt = now;
  }
  await deps.store.saveFulfilments(tx, parked, now);
  if (parked.length > 0) tx.onCommit(deps.onUnparked);
}

/** The order has ended: nothing of it is sourced or sent any more. Its stock is released by the stock owner on the same event. */
export async function endOrders(deps: OrderNewsDeps, tx: Tx, orderIds: readonly string[]): Promise<void> {
  const now = deps.now();
  const unsent = (await deps.store.lockFulfilments(tx, { orderIds })).filter(isUnsent);
  for (const state of unsent) doDeed(state, 'stop');
  await deps.store.saveFulfilments(tx, unsent, now);
  const effects = noEffects();
  effects.ended.push(...orderIds.map((orderId) => ({ orderId, status: 'ENDED' as const, reason: 'order cancelled' })));
  // After the fulfilment orders, as a hand-over does whose claim finds the order ended.
  await deps.store.saveEffects(tx, effects, now);
}

import type { Tx } from '@orderloom/outbox';
import { claimDispatch, type DispatchClaim, type DispatchVerdict } from '../domain/claim-dispatch.ts';
import type { OrderChange, Orders } from './ports.ts';

/** Decides many claims under the locks of their orders' rows; the verdicts come in the order of the claims. */
export async function claimDispatches(
  deps: { readonly orders: Orders; readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> },
  claims: readonly DispatchClaim[],
): Promise<readonly DispatchVerdict[]> {
  return deps.transact(async (tx) => {
    const before = await deps.orders.lock(tx, [...new Set(claims.map((claim) => claim.orderId))]);
    const now = new Map(before);
    const verdicts = claims.map((claim) => {
      const { order, verdict } = claimDispatch(now.get(claim.orderId), claim);
      if (order !== undefined) now.set(order.id, order);
      return verdict;
    });
    const changes = [...now].flatMap(([id, after]): OrderChange[] => (after === before.get(id) ? [] : [{ before: before.get(id), after }]));
    await deps.orders.save(tx, changes);
    return verdicts;
  });
}

import type { Tx } from '@orderloom/outbox';
import { claimDispatch, type DispatchClaim, type DispatchVerdict } from '../domain/claim-dispatch.ts';
import { draftOf } from './order-draft.ts';
import type { Orders } from './ports.ts';

/** Decides many claims under the locks of their orders' rows; the verdicts come in the order of the claims. */
export async function claimDispatches(
  deps: { readonly orders: Orders; readonly transact: <T>(work: (tx: Tx) => Promise<T>) => Promise<T> },
  claims: readonly DispatchClaim[],
): Promise<readonly DispatchVerdict[]> {
  return deps.transact(async (tx) => {
    const draft = draftOf(await deps.orders.lock(tx, [...new Set(claims.map((claim) => claim.orderId))]));
    const verdicts = claims.map((claim) => {
      const { order, verdict } = claimDispatch(draft.now(claim.orderId), claim);
      if (order !== undefined) draft.put({ order, events: [] });
      return verdict;
    });
    await deps.orders.save(tx, draft.changes());
    return verdicts;
  });
}

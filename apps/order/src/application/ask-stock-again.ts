import type { Tx } from '@orderloom/outbox';
import { askStockAgain } from '../domain/lock-order.ts';
import { changeOrders, type ChangeDeps } from './change-orders.ts';

export const unansweredAfterMs = 60_000;
const BATCH = 500;

/** Paid orders without an answer from inventory are asked about again: nothing is stuck silently. Answers with how many. */
export async function askStockAgainForUnanswered(deps: ChangeDeps, tx: Tx, now: Date): Promise<number> {
  const ids = await deps.orders.unanswered(tx, new Date(now.getTime() - unansweredAfterMs), BATCH);
  if (ids.length === 0) return 0;
  await changeOrders(
    deps,
    tx,
    ids.map((orderId) => ({ orderId, change: (order) => askStockAgain(order, now) })),
  );
  return ids.length;
}

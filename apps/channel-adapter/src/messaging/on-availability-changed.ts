import type { BatchHandler } from '@orderloom/outbox';
import type { ReactDeps } from './react-deps.ts';

/** Shops should show another number. Safety stock is subtracted already. */
export function onAvailabilityChanged(deps: ReactDeps): BatchHandler<'hub.inventory.availability-changed.v1'> {
  return async (events, tx) => {
    const now = deps.now();
    const wanted = events.map(({ data }) => ({
      sku: data.sku,
      version: data.version,
      available: data.availableToPromise,
      changedAt: data.changedAt ?? now,
    }));
    await deps.targets.want(tx, wanted, now);
    tx.onCommit(deps.ring.stock);
  };
}

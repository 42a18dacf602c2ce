import type { Base } from './ports.ts';
import type { StockDoor } from './stock-book.ts';
import type { ReleaseStore } from './dispatch-stores.ts';

const BATCH = 200;

export interface ReleaseDeps extends Base {
  readonly store: ReleaseStore;
  readonly stock: Pick<StockDoor, 'releaseMany'>;
  readonly onReleased: () => void;
}

/** Gives allocations back to the pool, as often as it takes until the stock owner has answered; each counts there once. */
export async function releaseAllocations(deps: ReleaseDeps): Promise<boolean> {
  const open = await deps.store.readReleases(deps.pool, { now: deps.now(), limit: BATCH });
  if (open.length === 0) return false;
  const { results } = await deps.stock.releaseMany({
    claims: open.map((release) => ({
      claimId: `release-${release.fulfilmentOrderId}`,
      orderId: release.orderId,
      lines: [...release.lines],
      keepReservation: true,
      warehouseId: release.warehouseId,
      reason: release.reason,
    })),
  });
  const answered = new Set(results.map((result) => result.claimId));
  for (const result of results) {
    if (result.answer !== 'CLAIM_ANSWER_GRANTED')
      deps.log.warn({ claim: result.claimId, answer: result.answer }, 'release was not granted');
  }
  const [done, left] = [true, false].map((wanted) =>
    open.filter((one) => answered.has(`release-${one.fulfilmentOrderId}`) === wanted).map((one) => one.fulfilmentOrderId),
  );
  await deps.store.closeReleases(deps.pool, done ?? [], deps.now());
  await deps.store.postponeReleases(deps.pool, left ?? [], new Date(deps.now().getTime() + 5_000));
  deps.onReleased();
  return open.length === BATCH;
}

import type { Tx } from '@orderloom/outbox';
import { countStock, moveGoods, type CountFact } from '../domain/count-stock.ts';
import type { Movement } from '../domain/stock-events.ts';
import type { StockBooks } from './ports.ts';

/** Books what warehouses counted; what left after the count is taken off the counted figure, what left before is in it. */
export async function takeCounts(
  deps: { readonly books: StockBooks },
  tx: Tx,
  work: { readonly counts: readonly CountFact[]; readonly now: Date },
): Promise<void> {
  const counts = work.counts.toSorted((a, b) => a.countedAt.getTime() - b.countedAt.getTime());
  const since = await deps.books.movedSince(tx, counts);
  const book = await deps.books.open(tx, { orderIds: [], skus: counts.map((count) => count.sku) });
  counts.forEach((count, index) => countStock(book, count, since[index] ?? { after: 0, within: 0, outbound: 0 }));
  await deps.books.close(tx, book, work.now);
}

/** Books receipts and adjustments, each business code of a warehouse once. */
export async function takeMovements(
  deps: { readonly books: StockBooks },
  tx: Tx,
  work: { readonly movements: readonly Movement[]; readonly now: Date },
): Promise<void> {
  const known = new Set(
    await deps.books.knownMovements(
      tx,
      work.movements.map((movement) => movement.sourceKey),
    ),
  );
  const book = await deps.books.open(tx, { orderIds: [], skus: work.movements.map((movement) => movement.sku) });
  for (const movement of work.movements) {
    if (known.has(movement.sourceKey)) continue;
    known.add(movement.sourceKey);
    moveGoods(book, movement);
  }
  await deps.books.close(tx, book, work.now);
}

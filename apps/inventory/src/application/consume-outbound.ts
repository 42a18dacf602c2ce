import type { Tx } from '@orderloom/outbox';
import { consumeStock, outboundKey, type OutboundFact } from '../domain/consume-stock.ts';
import type { StockBooks } from './ports.ts';

/** Goods left warehouses: promises end and shelves are lower, once for each confirmation of a warehouse. */
export async function consumeOutbound(
  deps: { readonly books: StockBooks },
  tx: Tx,
  work: { readonly facts: readonly OutboundFact[]; readonly now: Date },
): Promise<void> {
  const { facts, now } = work;
  const keys = facts.flatMap((fact) => fact.lines.map((line) => outboundKey(fact, line.lineNo)));
  const known = new Set(await deps.books.knownMovements(tx, keys));
  const book = await deps.books.open(tx, {
    orderIds: facts.map((fact) => fact.orderId),
    skus: facts.flatMap((fact) => fact.lines.map((line) => line.sku)),
  });
  for (const fact of facts) {
    consumeStock(book, fact, known, now);
    for (const line of fact.lines) known.add(outboundKey(fact, line.lineNo));
  }
  await deps.books.close(tx, book, now);
}

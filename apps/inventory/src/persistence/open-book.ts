import type { Tx } from '@orderloom/outbox';
import type { BookScope } from '../application/ports.ts';
import { StockBook } from '../domain/stock-book.ts';
import { readOrders, readStock } from './read-rows.ts';
import type { StockMemory } from './stock-memory.ts';

/** Brings what a batch touches: from memory, and by statements what is not there. */
export async function openBook(memory: StockMemory, tx: Tx, scope: BookScope): Promise<StockBook> {
  const book = new StockBook();
  await addOrders(memory, tx, book, scope.orderIds);
  const skus = new Set(scope.skus);
  for (const order of book.orders()) for (const line of order.lines) skus.add(line.sku);
  await addStock(memory, tx, book, skus);
  return book;
}

export async function addStock(memory: StockMemory, tx: Tx, book: StockBook, skus: ReadonlySet<string>): Promise<void> {
  const wanted = [...skus].filter((sku) => book.pool(sku) === undefined);
  const unknown = wanted.filter((sku) => memory.stock(sku) === undefined);
  memory.asked.known += wanted.length - unknown.length;
  memory.asked.read += unknown.length;
  if (unknown.length > 0) for (const stock of await readStock(tx, unknown)) memory.keepStock(stock);
  for (const sku of wanted) {
    const stock = memory.stock(sku);
    if (stock === undefined) continue;
    book.addPool(stock.pool);
    for (const shelf of stock.shelves) book.addShelf(shelf);
  }
}

export async function addOrders(memory: StockMemory, tx: Tx, book: StockBook, orderIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(orderIds)].filter((orderId) => book.order(orderId) === undefined);
  const unknown: string[] = [];
  for (const orderId of wanted) {
    const order = memory.order(orderId);
    if (order === undefined) unknown.push(orderId);
    else book.addOrder(order);
  }
  if (unknown.length === 0) return;
  for (const order of await readOrders(tx, unknown)) {
    memory.keepOrder(order);
    book.addOrder(order);
  }
}

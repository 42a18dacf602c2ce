import type { Tx } from '@orderloom/outbox';
import type { BookScope } from '../application/ports.ts';
import { StockBook, type OrderStock, type OrderStockState } from '../domain/stock-book.ts';

interface OrderRow {
  readonly order_id: string;
  readonly state: OrderStockState;
  readonly paid_at: Date | null;
  readonly expires_at: Date | null;
}

interface LineRow {
  readonly order_id: string;
  readonly line_no: string;
  readonly sku: string;
  readonly quantity: number;
  readonly held: number;
  readonly allocated: number;
  readonly consumed: number;
  readonly released: number;
}

/** Loads what a batch touches; SKUs are locked in order, so that no second writer could ever deadlock with this one. */
export async function openBook(tx: Tx, scope: BookScope): Promise<StockBook> {
  const book = new StockBook();
  await addOrders(tx, book, scope.orderIds);
  const skus = new Set(scope.skus);
  for (const order of book.orders()) for (const line of order.lines) skus.add(line.sku);
  await addStock(tx, book, [...skus].toSorted());
  return book;
}

export async function addStock(tx: Tx, book: StockBook, skus: readonly string[]): Promise<void> {
  const missing = skus.filter((sku) => book.pool(sku) === undefined);
  if (missing.length === 0) return;
  const pools = await tx.query<{ sku: string; on_hand: number; reserved: number; safety: number }>(
    'select sku, on_hand, reserved, safety from sku_stock where sku = any($1) order by sku for update',
    [missing],
  );
  for (const row of pools.rows) book.addPool({ sku: row.sku, onHand: row.on_hand, reserved: row.reserved, safety: row.safety });
  const shelves = await tx.query<{
    sku: string;
    warehouse_id: string;
    on_hand: number;
    allocated: number;
    counted_at: Date | null;
    unexplained: number;
  }>('select sku, warehouse_id, on_hand, allocated, counted_at, unexplained from warehouse_stock where sku = any($1)', [missing]);
  for (const row of shelves.rows) {
    book.addShelf({
      sku: row.sku,
      warehouseId: row.warehouse_id,
      onHand: row.on_hand,
      allocated: row.allocated,
      countedAt: row.counted_at ?? undefined,
      unexplained: row.unexplained,
    });
  }
}

export async function addOrders(tx: Tx, book: StockBook, orderIds: readonly string[]): Promise<void> {
  const missing = [...new Set(orderIds)].filter((orderId) => book.order(orderId) === undefined);
  if (missing.length === 0) return;
  const { rows } = await tx.query<OrderRow>('select order_id, state, paid_at, expires_at from order_stock where order_id = any($1)', [
    missing,
  ]);
  // At peak nearly every batch is of new orders: their lines need no look.
  if (rows.length === 0) return;
  const found = rows.map((row) => row.order_id);
  const lines = await tx.query<LineRow>(
    `select order_id, line_no, sku, quantity, held, allocated, consumed, released from reservation
      where order_id = any($1) order by order_id, line_no`,
    [found],
  );
  const allocations = await tx.query<{
    order_id: string;
    claim_id: string;
    line_no: string;
    sku: string;
    warehouse_id: string;
    quantity: number;
  }>(
    `select order_id, claim_id, line_no, sku, warehouse_id, quantity from allocation
      where order_id = any($1) and quantity > 0 order by order_id, claim_id, line_no`,
    [found],
  );
  const byId = new Map<string, OrderStock>();
  for (const row of rows) {
    const order: OrderStock = {
      orderId: row.order_id,
      state: row.state,
      paidAt: row.paid_at ?? undefined,
      expiresAt: row.expires_at ?? undefined,
      lines: [],
      allocations: [],
    };
    byId.set(row.order_id, order);
    book.addOrder(order);
  }
  for (const row of lines.rows) {
    byId.get(row.order_id)?.lines.push({
      lineNo: row.line_no,
      sku: row.sku,
      quantity: row.quantity,
      held: row.held,
      allocated: row.allocated,
      consumed: row.consumed,
      released: row.released,
    });
  }
  for (const row of allocations.rows) {
    byId.get(row.order_id)?.allocations.push({
      claimId: row.claim_id,
      lineNo: row.line_no,
      sku: row.sku,
      warehouseId: row.warehouse_id,
      quantity: row.quantity,
    });
  }
}

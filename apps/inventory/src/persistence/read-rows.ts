import { arrayOfTexts, type Tx } from '@orderloom/outbox';
import { KEPT_ELSEWHERE } from '../application/kept-claims.ts';
import type { OrderStock, OrderStockState, Shelf } from '../domain/stock-book.ts';
import type { SkuStock } from './stock-memory.ts';

interface OrderRow {
  readonly order_id: string;
  readonly state: OrderStockState;
  readonly paid_at: Date | null;
  readonly expires_at: Date | null;
  readonly unlocked_since: Date | null;
  readonly claims: string[] | null;
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

interface AllocationRow {
  readonly order_id: string;
  readonly claim_id: string;
  readonly line_no: string;
  readonly sku: string;
  readonly warehouse_id: string;
  readonly quantity: number;
  readonly print: string | null;
}

interface StockRow {
  readonly sku: string;
  readonly on_hand: number;
  readonly reserved: number;
  readonly safety: number;
  readonly warehouse_id: string | null;
  readonly there: number;
  readonly allocated: number;
  readonly counted_at: Date | null;
  readonly unexplained: number;
}

/** SKUs that are known, with their shelves. */
export async function readStock(tx: Tx, skus: readonly string[]): Promise<readonly SkuStock[]> {
  const { rows } = await tx.query<StockRow>(
    `select s.sku, s.on_hand, s.reserved, s.safety, w.warehouse_id, w.on_hand as there, w.allocated, w.counted_at, w.unexplained
       from sku_stock s left join warehouse_stock w on w.sku = s.sku where s.sku = any($1::text[])`,
    [arrayOfTexts(skus)],
  );
  const found = new Map<string, { readonly pool: SkuStock['pool']; readonly shelves: Shelf[] }>();
  for (const row of rows) {
    const stock = found.get(row.sku) ?? {
      pool: { sku: row.sku, onHand: row.on_hand, reserved: row.reserved, safety: row.safety },
      shelves: [],
    };
    found.set(row.sku, stock);
    if (row.warehouse_id === null) continue;
    stock.shelves.push({
      sku: row.sku,
      warehouseId: row.warehouse_id,
      onHand: row.there,
      allocated: row.allocated,
      countedAt: row.counted_at ?? undefined,
      unexplained: row.unexplained,
    });
  }
  return [...found.values()];
}

export async function readOrders(tx: Tx, orderIds: readonly string[]): Promise<readonly OrderStock[]> {
  const { rows } = await tx.query<OrderRow>(
    'select order_id, state, paid_at, expires_at, unlocked_since, claims from order_stock where order_id = any($1::text[])',
    [arrayOfTexts(orderIds)],
  );
  // At peak nearly every batch is of new orders: their lines need no look.
  if (rows.length === 0) return [];
  const found = arrayOfTexts(rows.map((row) => row.order_id));
  const lines = await tx.query<LineRow>(
    `select order_id, line_no, sku, quantity, held, allocated, consumed, released from reservation
      where order_id = any($1::text[]) order by order_id, line_no`,
    [found],
  );
  // An allocation that ended is kept: it knows its claim.
  const allocations = await tx.query<AllocationRow>(
    `select order_id, claim_id, line_no, sku, warehouse_id, quantity, print from allocation
      where order_id = any($1::text[]) order by order_id, claim_id, line_no`,
    [found],
  );
  const linesOf = Map.groupBy(lines.rows, (row) => row.order_id);
  const allocationsOf = Map.groupBy(allocations.rows, (row) => row.order_id);
  return rows.map((row) => ({
    orderId: row.order_id,
    state: row.state,
    paidAt: row.paid_at ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    unlockedSince: row.unlocked_since ?? undefined,
    claims: row.claims ?? [KEPT_ELSEWHERE],
    lines: (linesOf.get(row.order_id) ?? []).map((line) => ({
      lineNo: line.line_no,
      sku: line.sku,
      quantity: line.quantity,
      held: line.held,
      allocated: line.allocated,
      consumed: line.consumed,
      released: line.released,
    })),
    allocations: (allocationsOf.get(row.order_id) ?? []).map((one) => ({
      claimId: one.claim_id,
      lineNo: one.line_no,
      sku: one.sku,
      warehouseId: one.warehouse_id,
      quantity: one.quantity,
      print: one.print ?? '',
    })),
  }));
}

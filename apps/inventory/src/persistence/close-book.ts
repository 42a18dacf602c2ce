import { arrayOfTexts, type Tx } from '@orderloom/outbox';
import { shelfKey, type Allocation, type HeldLine, type OrderStock, type Pool, type Shelf, type StockBook } from '../domain/stock-book.ts';
import { arrayColumn, intColumn, rowsOf, textColumn, timeColumn, type Column } from './arrays.ts';
import { changedOrders, type OfOrder } from './changed-rows.ts';
import { oneStatement, type OneStatement } from './one-statement.ts';
import { writeDrifts, writeMovements } from './write-facts.ts';
import { writeLedger } from './write-ledger.ts';

/**
 * The rows are not as the book took them to be, or a counter would pass what there is. The domain refuses the second before, so it
 * is a fault; the first is memory that is wrong. Nothing is kept, and the lane makes the book once more from the rows.
 */
export class StockGuardFailed extends Error {
  override readonly name = 'StockGuardFailed';
}

/** Writes all changes of a book in one statement; facts about goods have their own. Answers with the SKUs whose availability changed. */
export async function closeBook(tx: Tx, book: StockBook, now: Date): Promise<readonly string[]> {
  const write = oneStatement();
  const changed = writePools(write, book);
  writeShelves(write, book);
  writeOrders(write, book, now);
  writeLedger(write, book, now);
  await write.run(tx);
  await writeMovements(tx, book);
  await writeDrifts(tx, book, now);
  return changed;
}

function writePools(write: OneStatement, book: StockBook): readonly string[] {
  const made = [...book.changedPools].filter((pool) => !book.before.pools.has(pool.sku));
  const changed = [...book.changedPools].flatMap((now) => {
    const was = book.before.pools.get(now.sku);
    return was === undefined || (was.onHand === now.onHand && was.reserved === now.reserved) ? [] : [{ now, was }];
  });
  const columns = (pools: readonly Pool[]): readonly Column[] => [
    textColumn('sku', pools, ({ sku }) => sku),
    intColumn('on_hand', pools, ({ onHand }) => onHand),
    intColumn('reserved', pools, ({ reserved }) => reserved),
    intColumn('safety', pools, ({ safety }) => safety),
  ];
  write.part('pools_made', made.length, (at) => `insert into sku_stock (sku, on_hand, reserved, safety) ${rowsOf(at, columns(made))}`);
  // A promise may only grow where it is covered; a count may lower on_hand below promises that were made in good faith.
  write.part(
    'pools',
    changed.length,
    (at) => `update sku_stock s set on_hand = d.on_hand, reserved = d.reserved from ${rowsOf(at, [
      ...columns(changed.map(({ now }) => now)),
      intColumn('was_on_hand', changed, ({ was }) => was.onHand),
      intColumn('was_reserved', changed, ({ was }) => was.reserved),
    ])} as d
     where s.sku = d.sku and s.on_hand = d.was_on_hand and s.reserved = d.was_reserved
       and (d.reserved <= d.was_reserved or d.reserved + s.safety <= d.on_hand)`,
    () => new StockGuardFailed('more reserved than there is, or the counters are not as remembered'),
  );
  return [...made, ...changed.map(({ now }) => now)].map(({ sku }) => sku);
}

function writeShelves(write: OneStatement, book: StockBook): void {
  const made = [...book.changedShelves].filter((shelf) => !book.before.shelves.has(shelfKey(shelf)));
  const changed = [...book.changedShelves].flatMap((now) => {
    const was = book.before.shelves.get(shelfKey(now));
    return was === undefined ? [] : [{ now, was }];
  });
  const columns = (shelves: readonly Shelf[]): readonly Column[] => [
    textColumn('sku', shelves, ({ sku }) => sku),
    textColumn('warehouse_id', shelves, ({ warehouseId }) => warehouseId),
    intColumn('on_hand', shelves, ({ onHand }) => onHand),
    intColumn('allocated', shelves, ({ allocated }) => allocated),
    timeColumn('counted_at', shelves, ({ countedAt }) => countedAt),
    intColumn('unexplained', shelves, ({ unexplained }) => unexplained),
  ];
  write.part(
    'shelves_made',
    made.length,
    (at) => `insert into warehouse_stock (sku, warehouse_id, on_hand, allocated, counted_at, unexplained) ${rowsOf(at, columns(made))}`,
  );
  write.part(
    'shelves',
    changed.length,
    (at) => `update warehouse_stock w
        set on_hand = d.on_hand, allocated = d.allocated, counted_at = d.counted_at, unexplained = d.unexplained
       from ${rowsOf(at, [
         ...columns(changed.map(({ now }) => now)),
         intColumn('was_on_hand', changed, ({ was }) => was.onHand),
         intColumn('was_allocated', changed, ({ was }) => was.allocated),
       ])} as d
      where w.sku = d.sku and w.warehouse_id = d.warehouse_id and w.on_hand = d.was_on_hand and w.allocated = d.was_allocated
        and (d.allocated <= d.was_allocated or d.allocated <= d.on_hand)`,
    () => new StockGuardFailed('more allocated than the warehouse has, or the shelf is not as remembered'),
  );
}

function writeOrders(write: OneStatement, book: StockBook, now: Date): void {
  const rows = changedOrders(book);
  const gone = (): Error => new StockGuardFailed('an order is not as remembered');
  write.part(
    'orders_made',
    rows.made.length,
    (at) => `insert into order_stock (order_id, state, paid_at, expires_at, unlocked_since, claims, changed_at)
      select o.*, ${at(now)}::timestamptz from ${rowsOf(at, headColumns(rows.made))} as o`,
  );
  write.part(
    'orders',
    rows.changed.length,
    (at) => `update order_stock t
        set state = o.state, paid_at = o.paid_at, expires_at = o.expires_at, unlocked_since = o.unlocked_since,
            claims = o.claims, changed_at = ${at(now)}::timestamptz
       from ${rowsOf(at, headColumns(rows.changed))} as o where t.order_id = o.order_id`,
    gone,
  );
  write.part(
    'lines_made',
    rows.linesMade.length,
    (at) => `insert into reservation (order_id, line_no, sku, quantity, held, allocated, consumed, released)
      ${rowsOf(at, lineColumns(rows.linesMade))}`,
  );
  write.part(
    'lines',
    rows.linesChanged.length,
    (at) => `update reservation t
        set sku = r.sku, quantity = r.quantity, held = r.held, allocated = r.allocated, consumed = r.consumed, released = r.released
       from ${rowsOf(at, lineColumns(rows.linesChanged))} as r where t.order_id = r.order_id and t.line_no = r.line_no`,
    gone,
  );
  write.part(
    'lines_dropped',
    rows.linesDropped.length,
    (at) => `delete from reservation t using ${rowsOf(at, keyColumns(rows.linesDropped))} as r
      where t.order_id = r.order_id and t.line_no = r.line_no`,
  );
  write.part(
    'allocations_made',
    rows.allocationsMade.length,
    (at) => `insert into allocation (order_id, line_no, claim_id, sku, warehouse_id, quantity, print)
      ${rowsOf(at, allocationColumns(rows.allocationsMade))}`,
  );
  // One that ended stays as a row of quantity 0.
  write.part(
    'allocations',
    rows.allocationsChanged.length,
    (at) => `update allocation t set warehouse_id = a.warehouse_id, quantity = a.quantity, print = a.print
       from ${rowsOf(at, allocationColumns(rows.allocationsChanged))} as a
      where t.order_id = a.order_id and t.claim_id = a.claim_id and t.line_no = a.line_no`,
    gone,
  );
}

function headColumns(orders: readonly OrderStock[]): readonly Column[] {
  return [
    textColumn('order_id', orders, ({ orderId }) => orderId),
    textColumn('state', orders, ({ state }) => state),
    timeColumn('paid_at', orders, ({ paidAt }) => paidAt),
    timeColumn('expires_at', orders, ({ expiresAt }) => expiresAt),
    timeColumn('unlocked_since', orders, ({ unlockedSince }) => unlockedSince),
    arrayColumn('claims', 'text[]', orders, ({ claims }) => arrayOfTexts(claims)),
  ];
}

function keyColumns(rows: readonly OfOrder<{ readonly lineNo: string }>[]): readonly Column[] {
  return [textColumn('order_id', rows, ({ orderId }) => orderId), textColumn('line_no', rows, ({ part }) => part.lineNo)];
}

function lineColumns(rows: readonly OfOrder<HeldLine>[]): readonly Column[] {
  return [
    ...keyColumns(rows),
    textColumn('sku', rows, ({ part }) => part.sku),
    intColumn('quantity', rows, ({ part }) => part.quantity),
    intColumn('held', rows, ({ part }) => part.held),
    intColumn('allocated', rows, ({ part }) => part.allocated),
    intColumn('consumed', rows, ({ part }) => part.consumed),
    intColumn('released', rows, ({ part }) => part.released),
  ];
}

function allocationColumns(rows: readonly OfOrder<Allocation>[]): readonly Column[] {
  return [
    ...keyColumns(rows),
    textColumn('claim_id', rows, ({ part }) => part.claimId),
    textColumn('sku', rows, ({ part }) => part.sku),
    textColumn('warehouse_id', rows, ({ part }) => part.warehouseId),
    intColumn('quantity', rows, ({ part }) => part.quantity),
    textColumn('print', rows, ({ part }) => part.print),
  ];
}

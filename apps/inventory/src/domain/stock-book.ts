import type { DriftFound, LedgerEntry, LineQuantity, Movement, StockEvent } from './stock-events.ts';

/** Stock of one SKU over all warehouses. */
export interface Pool {
  readonly sku: string;
  onHand: number;
  reserved: number;
  readonly safety: number;
}

/** Stock of one SKU in one warehouse. */
export interface Shelf {
  readonly sku: string;
  readonly warehouseId: string;
  onHand: number;
  allocated: number;
  countedAt: Date | undefined;
  /** Counted less expected at the last count, as far as nothing has explained it since. */
  unexplained: number;
}

/**
 * SEEN: something was released before the order came. WAITING: paid, but short. PENDING: held, unpaid, expires.
 * CONFIRMED: held and paid. RELEASED: given back, may be reserved anew. CANCELLED: never again.
 */
export type OrderStockState = 'SEEN' | 'WAITING' | 'PENDING' | 'CONFIRMED' | 'RELEASED' | 'CONSUMED' | 'CANCELLED';

export interface HeldLine {
  readonly lineNo: string;
  readonly sku: string;
  quantity: number;
  held: number;
  allocated: number;
  consumed: number;
  released: number;
}

export interface Allocation {
  readonly claimId: string;
  readonly lineNo: string;
  readonly sku: string;
  readonly warehouseId: string;
  quantity: number;
  /** Print of the claim that was granted; empty where it was granted before prints were kept. */
  readonly print: string;
}

export interface OrderStock {
  readonly orderId: string;
  state: OrderStockState;
  paidAt: Date | undefined;
  expiresAt: Date | undefined;
  /** Since when it waits unasked: it was accepted while stock could not be locked. */
  unlockedSince: Date | undefined;
  lines: HeldLine[];
  allocations: Allocation[];
  /** Claims granted to it that would do something else if they were taken twice. */
  readonly claims: string[];
}

/** What may be promised of a pool; never below zero to the outside, but a count may push the sum there. */
export function available(pool: Pool): number {
  return pool.onHand - pool.reserved - pool.safety;
}

/**
 * A working copy of the stock and orders that one batch touches. Counters change only through `post`,
 * so each change leaves a ledger entry and the counters stay sums of the ledger by construction.
 */
export class StockBook {
  readonly ledger: LedgerEntry[] = [];
  readonly events: StockEvent[] = [];
  readonly movements: Movement[] = [];
  readonly drifts: DriftFound[] = [];
  /** Shelves where a count agreed with the book: what was drift there before is settled. */
  readonly agreements: { readonly sku: string; readonly warehouseId: string }[] = [];
  /** Movements told after a count that had seen them. */
  readonly lateMovements: Movement[] = [];
  /** SKUs of which more may be promised than before: orders that wait are tried again. */
  readonly risen = new Set<string>();
  readonly changedOrders = new Set<OrderStock>();
  readonly changedShelves = new Set<Shelf>();
  readonly changedPools = new Set<Pool>();
  /** All as it was when it came into the book. */
  readonly before = { pools: new Map<string, Pool>(), shelves: new Map<string, Shelf>(), orders: new Map<string, OrderStock>() } as const;
  readonly #pools = new Map<string, Pool>();
  readonly #shelves = new Map<string, Shelf>();
  readonly #orders = new Map<string, OrderStock>();

  // The book works on copies: what it is given may be everybody's memory.

  addPool(known: Pool): void {
    this.before.pools.set(known.sku, known);
    this.#pools.set(known.sku, { ...known });
  }

  addShelf(known: Shelf): void {
    const key = shelfKey(known);
    this.before.shelves.set(key, known);
    this.#shelves.set(key, { ...known });
  }

  addOrder(known: OrderStock): void {
    this.before.orders.set(known.orderId, known);
    this.#orders.set(known.orderId, {
      ...known,
      lines: known.lines.map((line) => ({ ...line })),
      allocations: known.allocations.map((allocation) => ({ ...allocation })),
      claims: [...known.claims],
    });
  }

  pool(sku: string): Pool | undefined {
    return this.#pools.get(sku);
  }

  shelf(warehouseId: string, sku: string): Shelf | undefined {
    return this.#shelves.get(shelfKey({ warehouseId, sku }));
  }

  order(orderId: string): OrderStock | undefined {
    return this.#orders.get(orderId);
  }

  pools(): readonly Pool[] {
    return [...this.#pools.values()];
  }

  shelves(): readonly Shelf[] {
    return [...this.#shelves.values()];
  }

  orders(): readonly OrderStock[] {
    return [...this.#orders.values()];
  }

  /** A fact about goods makes SKU and shelf known; a promise never does. */
  knownShelf(warehouseId: string, sku: string): Shelf {
    if (!this.#pools.has(sku)) this.#track({ sku, onHand: 0, reserved: 0, safety: 0 });
    const known = this.shelf(warehouseId, sku);
    if (known !== undefined) return known;
    const shelf: Shelf = { sku, warehouseId, onHand: 0, allocated: 0, countedAt: undefined, unexplained: 0 };
    this.#shelves.set(shelfKey(shelf), shelf);
    this.changedShelves.add(shelf);
    return shelf;
  }

  touch(order: OrderStock): void {
    this.#orders.set(order.orderId, order);
    this.changedOrders.add(order);
  }

  post(entry: LedgerEntry): void {
    const pool = this.#pools.get(entry.sku);
    if (pool === undefined) throw new RangeError(`no pool of ${entry.sku}`);
    const before = available(pool);
    pool.onHand += entry.onHand;
    pool.reserved += entry.reserved;
    this.changedPools.add(pool);
    if (available(pool) > before) this.risen.add(pool.sku);
    if (entry.warehouseId !== '') {
      const shelf = this.knownShelf(entry.warehouseId, entry.sku);
      shelf.onHand += entry.onHand;
      shelf.allocated += entry.allocated;
      this.changedShelves.add(shelf);
    }
    this.ledger.push(entry);
  }

  #track(pool: Pool): void {
    this.#pools.set(pool.sku, pool);
    this.changedPools.add(pool);
  }
}

export function shelfKey(shelf: { readonly warehouseId: string; readonly sku: string }): string {
  return `${shelf.warehouseId}\n${shelf.sku}`;
}

/** What a line still wants and does not hold. */
export function wantedOf(line: HeldLine): number {
  return line.quantity - line.held - line.consumed - line.released;
}

export function heldLines(order: OrderStock): readonly LineQuantity[] {
  return order.lines.filter((line) => line.held > 0).map((line) => ({ lineNo: line.lineNo, sku: line.sku, quantity: line.held }));
}

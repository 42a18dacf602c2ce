import type { InventoryType } from './order.ts';

export interface StockRow {
  readonly warehouse: string;
  readonly sku: string;
  readonly type: InventoryType;
  /** On the books and promised to nobody; below zero when more was promised than there is. */
  free: number;
  /** Promised to open delivery orders. */
  locked: number;
  /** Held back by a person (quality, recall). */
  frozen: number;
  /** On the books but not on the shelf; found out by picking or counting. */
  missing: number;
}

/** The books of all warehouses, cheap enough for one lookup per order line at peak. */
export class StockBooks {
  readonly #rows = new Map<string, StockRow>();

  row(warehouse: string, sku: string, type: InventoryType = 'ZP'): StockRow {
    const key = `${warehouse}|${sku}|${type}`;
    const found = this.#rows.get(key);
    if (found) return found;
    const fresh: StockRow = { warehouse, sku, type, free: 0, locked: 0, frozen: 0, missing: 0 };
    this.#rows.set(key, fresh);
    return fresh;
  }

  rows(): readonly StockRow[] {
    return [...this.#rows.values()];
  }

  put(row: StockRow): void {
    Object.assign(this.row(row.warehouse, row.sku, row.type), row);
  }

  clear(): void {
    this.#rows.clear();
  }
}

/** Unfrozen and unpromised; what is promised counts as locked. Neither is ever told below zero. */
export const reported = (row: StockRow): { readonly quantity: number; readonly lockQuantity: number } => ({
  quantity: Math.max(0, row.free),
  lockQuantity: Math.max(0, row.locked + row.frozen + Math.min(0, row.free)),
});

/** Accepting an order promises its goods even when there are none: the free books then go below zero. */
export const lock = (row: StockRow, quantity: number): void => {
  row.free -= quantity;
  row.locked += quantity;
};

export const unlock = (row: StockRow, quantity: number): void => {
  row.locked -= quantity;
  row.free += quantity;
};

/** How many promised pieces are not on the shelf. */
export const shortfall = (row: StockRow): number => Math.max(0, row.missing - row.free);

/** Whether so many more can be promised and will be found. */
export const canPromise = (row: StockRow, quantity: number): boolean => row.free - row.missing >= quantity;

/** Takes what is missing off the free books; the answer is the signed change. */
export const writeOff = (row: StockRow): number => {
  const taken = Math.min(row.missing, Math.max(0, row.free));
  row.free -= taken;
  row.missing -= taken;
  return taken === 0 ? 0 : -taken;
};

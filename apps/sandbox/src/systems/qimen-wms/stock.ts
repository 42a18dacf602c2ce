import type { InventoryType } from './order.ts';

export interface StockRow {
  readonly warehouse: string;
  readonly sku: string;
  readonly type: InventoryType;
  /** On the books and promised to nobody. */
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

export const onBooks = (row: StockRow): number => row.free + row.locked + row.frozen;

/** Quantity of the report: unfrozen and unpromised; what is promised counts as locked. */
export const reported = (row: StockRow): { readonly quantity: number; readonly lockQuantity: number } => ({
  quantity: row.free,
  lockQuantity: row.locked + row.frozen,
});

export const canLock = (row: StockRow, quantity: number): boolean => row.free >= quantity;

export const lock = (row: StockRow, quantity: number): void => {
  row.free -= quantity;
  row.locked += quantity;
};

export const unlock = (row: StockRow, quantity: number): void => {
  row.locked -= quantity;
  row.free += quantity;
};

/** Whether somebody who walks to the shelf finds that many. */
export const isOnShelf = (row: StockRow, quantity: number): boolean => onBooks(row) - row.missing >= quantity;

/** Takes what is missing off the free books; the answer is the signed change. */
export const writeOff = (row: StockRow): number => {
  const change = Math.min(row.missing, row.free);
  row.free -= change;
  row.missing -= change;
  return change === 0 ? 0 : -change;
};

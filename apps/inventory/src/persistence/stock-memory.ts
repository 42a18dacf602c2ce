import type { OrderStock, Pool, Shelf } from '../domain/stock-book.ts';

/** Bounds, so that a long life is no large one: between so many and twice as many are known, the latest. */
const SKUS = 25_000;
const ORDERS = 10_000;

export interface SkuStock {
  readonly pool: Pool;
  readonly shelves: readonly Shelf[];
}

/**
 * What the one writer knows: stock of SKUs and the latest orders, as the open transaction sees them. Only the writer changes those
 * rows, so this cannot lie; what a transaction touched is forgotten when it is rolled back, and everything when the writer changes.
 */
export interface StockMemory {
  stock(sku: string): SkuStock | undefined;
  order(orderId: string): OrderStock | undefined;
  keepStock(stock: SkuStock): void;
  keepOrder(order: OrderStock): void;
  forget(what: { readonly skus?: readonly string[]; readonly orderIds?: readonly string[] }): void;
  committed(): void;
  rolledBack(): void;
  clear(): void;
  /** SKUs asked for since the start, and those of them that were known. */
  readonly asked: { known: number; read: number };
}

export function createStockMemory(): StockMemory {
  const skus = generations<SkuStock>(SKUS);
  const orders = generations<OrderStock>(ORDERS);
  let touchedSkus: string[] = [];
  let touchedOrders: string[] = [];
  const forget: StockMemory['forget'] = (what) => {
    for (const sku of what.skus ?? []) skus.delete(sku);
    for (const orderId of what.orderIds ?? []) orders.delete(orderId);
  };
  const committed = (): void => {
    touchedSkus = [];
    touchedOrders = [];
  };
  return {
    asked: { known: 0, read: 0 },
    stock: (sku) => skus.get(sku),
    order: (orderId) => orders.get(orderId),
    keepStock: (stock) => {
      skus.set(stock.pool.sku, stock);
      touchedSkus.push(stock.pool.sku);
    },
    keepOrder: (order) => {
      orders.set(order.orderId, order);
      touchedOrders.push(order.orderId);
    },
    forget,
    committed,
    rolledBack: () => {
      forget({ skus: touchedSkus, orderIds: touchedOrders });
      committed();
    },
    clear: () => {
      skus.clear();
      orders.clear();
      committed();
    },
  };
}

interface Generations<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  clear(): void;
}

/** Two maps, the elder of which is dropped when the younger is full: taking the oldest out of one map one by one gets slow. */
function generations<Value>(each: number): Generations<Value> {
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();
  return {
    get: (key) => young.get(key) ?? old.get(key),
    set: (key, value) => {
      young.set(key, value);
      if (young.size < each) return;
      old = young;
      young = new Map();
    },
    delete: (key) => {
      young.delete(key);
      old.delete(key);
    },
    clear: () => {
      young.clear();
      old.clear();
    },
  };
}

import type {
  AllocateManyRequest,
  AllocateManyResponse,
  ReadStockResponse,
  ReleaseManyRequest,
  ReleaseManyResponse,
} from '@orderloom/contracts/hub/inventory/v1/service';
import type { StockView } from '../domain/sourcing-facts.ts';

/** The stock owner, asked for many at once. */
export interface StockDoor {
  readStock(request: { readonly skus: readonly string[] }): Promise<ReadStockResponse>;
  allocateMany(request: AllocateManyRequest): Promise<AllocateManyResponse>;
  releaseMany(request: ReleaseManyRequest): Promise<ReleaseManyResponse>;
}

/** The stock as it was read, less what this batch has taken since. */
export interface StockBook extends StockView {
  take(warehouseId: string, sku: string, quantity: number): void;
}

/** Takes what plans have given to warehouses: who decides after them sees what is left. */
export function takeParts(
  book: StockBook,
  parts: readonly { readonly warehouseId: string; readonly lines: readonly { readonly sku: string; readonly quantity: number }[] }[],
): void {
  for (const { warehouseId, lines } of parts) for (const { sku, quantity } of lines) book.take(warehouseId, sku, quantity);
}

export function createStockBook(read: Pick<ReadStockResponse, 'stock' | 'occupancy'>): StockBook {
  const shelves = new Map<string, Map<string, number>>();
  const shelvesOf = (warehouseId: string): Map<string, number> => {
    let own = shelves.get(warehouseId);
    if (own === undefined) shelves.set(warehouseId, (own = new Map()));
    return own;
  };
  for (const { warehouseId, sku, onHand, allocated } of read.stock) shelvesOf(warehouseId).set(sku, onHand - allocated);
  const occupancy = new Map(
    read.occupancy.map((row) => [row.warehouseId, { onHand: Number(row.onHand), allocated: Number(row.allocated) }]),
  );
  return {
    free: (warehouseId, sku) => shelves.get(warehouseId)?.get(sku) ?? 0,
    occupancy: (warehouseId) => {
      const row = occupancy.get(warehouseId);
      // An empty warehouse can give nothing; that is no occupancy.
      return row === undefined || row.onHand <= 0 ? 0 : row.allocated / row.onHand;
    },
    take: (warehouseId, sku, quantity) => {
      const own = shelvesOf(warehouseId);
      own.set(sku, (own.get(sku) ?? 0) - quantity);
      const row = occupancy.get(warehouseId);
      if (row !== undefined) row.allocated += quantity;
    },
  };
}

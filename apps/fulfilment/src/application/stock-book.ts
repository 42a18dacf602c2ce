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

export function createStockBook(read: Pick<ReadStockResponse, 'stock' | 'occupancy'>): StockBook {
  const free = new Map(read.stock.map((row) => [`${row.warehouseId} ${row.sku}`, row.onHand - row.allocated]));
  const occupancy = new Map(
    read.occupancy.map((row) => [row.warehouseId, { onHand: Number(row.onHand), allocated: Number(row.allocated) }]),
  );
  return {
    free: (warehouseId, sku) => free.get(`${warehouseId} ${sku}`) ?? 0,
    occupancy: (warehouseId) => {
      const row = occupancy.get(warehouseId);
      // An empty warehouse can give nothing; that is no occupancy.
      return row === undefined || row.onHand <= 0 ? 0 : row.allocated / row.onHand;
    },
    take: (warehouseId, sku, quantity) => {
      const key = `${warehouseId} ${sku}`;
      free.set(key, (free.get(key) ?? 0) - quantity);
      const row = occupancy.get(warehouseId);
      if (row !== undefined) row.allocated += quantity;
    },
  };
}

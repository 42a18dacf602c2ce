import type { Pool } from 'pg';

export interface WarehouseStockNow {
  readonly stock: readonly { readonly warehouseId: string; readonly sku: string; readonly onHand: number; readonly allocated: number }[];
  readonly occupancy: readonly { readonly warehouseId: string; readonly onHand: bigint; readonly allocated: bigint }[];
}

export type ReadWarehouseStock = (skus: readonly string[]) => Promise<WarehouseStockNow>;

/** Occupancy moves slowly and is asked for with every sourcing batch: a sum of this age is as good. */
const OCCUPANCY_MS = 250;

/** What each warehouse could give, as last committed: sourcing proposes by it, and allocation alone decides. */
export function createReadWarehouseStock(pool: Pool): ReadWarehouseStock {
  let occupancy: Promise<WarehouseStockNow['occupancy']> | undefined;
  let readAt = 0;
  const readOccupancy = (): Promise<WarehouseStockNow['occupancy']> => {
    if (occupancy !== undefined && Date.now() - readAt < OCCUPANCY_MS) return occupancy;
    readAt = Date.now();
    occupancy = sumByWarehouse(pool);
    occupancy.catch(() => (occupancy = undefined));
    return occupancy;
  };
  return async (skus) => {
    const [stock, sums] = await Promise.all([
      pool.query<{ warehouse_id: string; sku: string; on_hand: number; allocated: number }>({
        name: 'read-stock',
        text: 'select warehouse_id, sku, on_hand, allocated from warehouse_stock where sku = any($1)',
        values: [skus],
      }),
      readOccupancy(),
    ]);
    return {
      stock: stock.rows.map((row) => ({ warehouseId: row.warehouse_id, sku: row.sku, onHand: row.on_hand, allocated: row.allocated })),
      occupancy: sums,
    };
  };
}

async function sumByWarehouse(pool: Pool): Promise<WarehouseStockNow['occupancy']> {
  const { rows } = await pool.query<{ warehouse_id: string; on_hand: string; allocated: string }>(
    'select warehouse_id, sum(on_hand)::text as on_hand, sum(allocated)::text as allocated from warehouse_stock group by warehouse_id',
  );
  return rows.map((row) => ({ warehouseId: row.warehouse_id, onHand: BigInt(row.on_hand), allocated: BigInt(row.allocated) }));
}

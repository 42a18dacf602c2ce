/** Qimen's greatest batch. */
export const MOST_IN_CALL = 50;
const CALLS_PER_WAREHOUSE = 2;

/** How many calls each warehouse has under way. A slow one fills its own slots and holds up nobody else. */
export interface WarehouseSlots {
  /** Orders that may go to a warehouse now. */
  room(warehouseId: string): number;
  full(): readonly string[];
  begin(warehouseId: string): void;
  end(warehouseId: string): void;
  /** Calls of all warehouses that are not answered yet. */
  underWay(): number;
}

export function createWarehouseSlots(): WarehouseSlots {
  const calls = new Map<string, number>();
  const of = (warehouseId: string): number => calls.get(warehouseId) ?? 0;
  return {
    room: (warehouseId) => Math.max(0, CALLS_PER_WAREHOUSE - of(warehouseId)) * MOST_IN_CALL,
    full: () => [...calls].filter(([, count]) => count >= CALLS_PER_WAREHOUSE).map(([warehouseId]) => warehouseId),
    begin: (warehouseId) => void calls.set(warehouseId, of(warehouseId) + 1),
    end: (warehouseId) => void calls.set(warehouseId, of(warehouseId) - 1),
    underWay: () => [...calls.values()].reduce((sum, count) => sum + count, 0),
  };
}

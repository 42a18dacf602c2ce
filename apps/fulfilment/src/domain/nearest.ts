import { distanceKm } from './places.ts';
import type { Warehouse } from './sourcing-facts.ts';
import type { NearestFirst } from './sourcing.ts';

/** Warehouses by distance; for a network of a few dozen a sort is quicker than an index. */
export function nearestBySort(warehouses: readonly Warehouse[]): NearestFirst {
  return (order) =>
    warehouses
      .map((warehouse) => ({ warehouse, km: distanceKm(order.at, warehouse) }))
      .toSorted((a, b) => a.km - b.km || (a.warehouse.id < b.warehouse.id ? -1 : 1))
      .map(({ warehouse }) => warehouse);
}

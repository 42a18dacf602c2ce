import { around } from 'geokdbush';
import KDBush from 'kdbush';
import { nearestBySort } from './domain/nearest.ts';
import type { Warehouse } from './domain/sourcing-facts.ts';
import type { NearestFirst } from './domain/sourcing.ts';

const FEW = 64;
/** How many of a large network one decision looks at. */
const REACH = 24;

/** A sort for few warehouses, an index for thousands. */
export function nearestFirst(warehouses: readonly Warehouse[]): NearestFirst {
  if (warehouses.length <= FEW) return nearestBySort(warehouses);
  const index = new KDBush(warehouses.length);
  for (const warehouse of warehouses) index.add(warehouse.longitude, warehouse.latitude);
  index.finish();
  return (order) =>
    around(index, order.at.longitude, order.at.latitude, REACH).flatMap((position) => {
      const warehouse = warehouses[position];
      return warehouse === undefined ? [] : [warehouse];
    });
}

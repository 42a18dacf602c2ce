import { z } from 'zod';
import type { FinalState } from './state.ts';
import { verdict, type Verdict } from './verdict.ts';

const counter = z.object({ name: z.string(), says: z.coerce.number(), sums: z.coerce.number() });
const over = z.object({ name: z.string() });
const counted = z.object({ count: z.coerce.number() });

/** The counters of stock are what the reservations and the ledger say, and nothing is promised that nobody has. */
export async function stockIsConserved(state: FinalState): Promise<readonly Verdict[]> {
  const one = async (claim: string, sql: string, count: string): Promise<Verdict> => {
    const [total] = await state.query('inventory', counted, count);
    return verdict(
      claim,
      (await state.query('inventory', counter, sql)).filter(({ says, sums }) => says !== sums),
      `${total?.count ?? 0} compared`,
    );
  };
  const oversold = await state.query('inventory', over, 'select sku as name from sku_stock where reserved > on_hand');
  const [skus] = await state.query('inventory', counted, 'select count(*) from sku_stock');
  const [units] = await state.query('inventory', counted, 'select coalesce(sum(reserved), 0) as count from sku_stock');
  return [
    verdict('reservations <= stock', oversold, `${skus?.count ?? 0} SKUs, ${units?.count ?? 0} units reserved`),
    await one(
      'reserved of each SKU = its reservations',
      `select s.sku as name, s.reserved as says, coalesce(sum(r.held), 0) as sums
       from sku_stock s left join reservation r using (sku) group by s.sku, s.reserved`,
      'select count(*) from sku_stock',
    ),
    await one(
      'allocated in each warehouse = its allocations',
      `select w.sku || ' ' || w.warehouse_id as name, w.allocated as says, coalesce(sum(a.quantity), 0) as sums
       from warehouse_stock w left join allocation a using (sku, warehouse_id) group by w.sku, w.warehouse_id, w.allocated`,
      'select count(*) from warehouse_stock',
    ),
    await one(
      'counters = sum of the ledger',
      `select s.sku as name, s.on_hand + s.reserved * 1000000000::bigint as says,
              coalesce(sum(l.on_hand), 0) + coalesce(sum(l.reserved), 0) * 1000000000::bigint as sums
       from sku_stock s left join ledger l using (sku) group by s.sku, s.on_hand, s.reserved`,
      'select count(*) from ledger',
    ),
    await one(
      'reserved of each order = its entries in the ledger',
      `select order_id as name, coalesce(held, 0) as says, coalesce(booked, 0) as sums
       from (select order_id, sum(held) as held from reservation group by order_id) r
            full join (select order_id, sum(reserved) as booked from ledger_entry where order_id <> '' group by order_id) e using (order_id)
       where coalesce(held, 0) <> coalesce(booked, 0)`,
      'select count(*) from ledger_entry',
    ),
  ];
}

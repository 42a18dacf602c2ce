import type { Pool } from 'pg';

/** Enough of the newest orders that whatever is in use today occurs among them. */
const NEWEST = 3_000;

export interface OccurringValues {
  /** Facets, e.g. `sku:TEA`. */
  readonly facets: readonly string[];
  /** Names of warehouses by their ids. */
  readonly warehouses: readonly { readonly id: string; readonly name: string }[];
}

/** The values that occur: among the newest orders, and those that Postgres knows to be frequent among all. */
export async function occurringValues(pool: Pool): Promise<OccurringValues> {
  const [facets, warehouses] = await Promise.all([
    pool.query<{ facet: string }>(
      `select distinct f as facet from (select facets from order_twin order by placed_at desc, id desc limit $1) newest, unnest(newest.facets) f
        union select unnest(most_common_elems::text::text[]) from pg_stats where tablename = 'order_twin' and attname = 'facets'`,
      [NEWEST],
    ),
    pool.query<{ id: string; name: string }>(
      `select distinct p.value->>'warehouseId' as id, p.value->>'warehouse' as name
         from (select state from order_twin order by placed_at desc, id desc limit $1) newest, jsonb_each(newest.state->'parts') p
        where p.value->>'warehouseId' is not null and p.value->>'warehouse' is not null`,
      [NEWEST],
    ),
  ]);
  return { facets: facets.rows.map((row) => row.facet), warehouses: warehouses.rows };
}

import type { Pool } from 'pg';

/** Orders that bear whole terms, newest first for each term. */
export async function findByTerms(
  pool: Pool,
  terms: readonly string[],
): Promise<readonly { readonly term: string; readonly orderId: string }[]> {
  if (terms.length === 0) return [];
  const { rows } = await pool.query<{ term: string; order_id: string }>(
    `select found.term, found.order_id
       from unnest($1::text[]) as asked (term)
       cross join lateral (
         select s.term, s.order_id from order_search s where s.term = asked.term limit ${MOST_OF_ONE_TERM}
       ) found
       join order_twin o on o.id = found.order_id
      order by o.placed_at desc, o.id desc`,
    [terms],
  );
  return rows.map((row) => ({ term: row.term, orderId: row.order_id }));
}

/** A phone's tail may fit thousands: nobody goes through more than these. */
const MOST_OF_ONE_TERM = 100;

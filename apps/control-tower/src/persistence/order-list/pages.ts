import type { Pool } from 'pg';
import type { OrderListFilter, OrderListSort } from '../../application/ports.ts';
import type { RowPlace } from './ordering.ts';
import { listOrders } from './page.ts';
import type { TwinRow } from './twin-row.ts';

const PAGE = 2_000;

/** All rows of a list, page by page, as they stood at one moment. */
export async function* pagesOf(
  pool: Pool,
  query: { readonly filter: OrderListFilter; readonly sort: OrderListSort; readonly now: Date },
): AsyncIterable<readonly TwinRow[]> {
  const client = await pool.connect();
  let ended = false;
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    // A reader that stands still must not keep the snapshot, and with it the dead rows of every table, for ever.
    await client.query("set local idle_in_transaction_session_timeout = '2min'");
    let from: RowPlace | undefined;
    for (;;) {
      const rows = await listOrders(client, { ...query, limit: PAGE, from });
      if (rows.length > 0) yield rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) break;
      from = last.place;
    }
    await client.query('commit');
    ended = true;
  } finally {
    // A reader that went away leaves its transaction open: such a connection is not given back.
    client.release(!ended);
  }
}

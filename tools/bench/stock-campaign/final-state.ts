import pg from 'pg';
import { z } from 'zod';

const pool = z.object({ sku: z.string(), onHand: z.number(), reserved: z.number(), safety: z.number() });
const shelf = z.object({ sku: z.string(), warehouseId: z.string(), onHand: z.number(), allocated: z.number() });
const order = z.object({
  orderId: z.string(),
  state: z.string(),
  sku: z.string(),
  quantity: z.number(),
  held: z.number(),
  allocated: z.number(),
});
const allocation = z.object({ orderId: z.string(), sku: z.string(), warehouseId: z.string(), quantity: z.number() });
const entry = z.object({
  position: z.string(),
  kind: z.string(),
  sku: z.string(),
  warehouseId: z.string(),
  orderId: z.string(),
  source: z.string(),
  onHand: z.number(),
  reserved: z.number(),
  allocated: z.number(),
});

/** What stands in the tables when all is over; the ledger order by order, oldest first. */
export interface FinalState {
  readonly pools: z.infer<typeof pool>[];
  readonly shelves: z.infer<typeof shelf>[];
  readonly orders: z.infer<typeof order>[];
  readonly allocations: z.infer<typeof allocation>[];
  readonly ledger: z.infer<typeof entry>[];
}

const ENTRIES_AT_ONCE = 50_000;

export async function readFinalState(databaseUrl: string): Promise<FinalState> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const all = async <Row extends z.ZodType>(row: Row, text: string, values: unknown[] = []): Promise<z.infer<Row>[]> =>
      z.array(row).parse((await client.query<Record<string, unknown>>(text, values)).rows);
    const ledger: FinalState['ledger'] = [];
    for (let after = '0'; ;) {
      const rows = await all(
        entry,
        `select seq::text as position, kind, sku, warehouse_id as "warehouseId", order_id as "orderId", source, on_hand as "onHand", reserved, allocated
           from ledger_entry where seq > $1 and seq <= (select max(seq) from (select seq from ledger where seq > $1 order by seq limit $2) l)
          order by ledger_entry.seq, nth`,
        [after, ENTRIES_AT_ONCE],
      );
      if (rows.length === 0) break;
      // A folded row opens to many entries: more than one call takes as arguments.
      for (const row of rows) ledger.push(row);
      after = rows.at(-1)?.position ?? after;
    }
    return {
      pools: await all(pool, 'select sku, on_hand as "onHand", reserved, safety from sku_stock'),
      shelves: await all(shelf, 'select sku, warehouse_id as "warehouseId", on_hand as "onHand", allocated from warehouse_stock'),
      orders: await all(
        order,
        `select order_id as "orderId", state, coalesce(sku, '') as sku, coalesce(quantity, 0) as quantity, coalesce(held, 0) as held,
                coalesce(allocated, 0) as allocated from order_stock left join reservation using (order_id)`,
      ),
      allocations: await all(allocation, 'select order_id as "orderId", sku, warehouse_id as "warehouseId", quantity from allocation'),
      ledger,
    };
  } finally {
    await client.end();
  }
}

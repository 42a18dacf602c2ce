import pg from 'pg';
import type { Progress } from '../../start/progress.ts';
import { databaseUrl } from '../../start/parts/services.ts';
import { onCleanSystem, pidsOf } from '../parts/on-clean-system.ts';
import { openStockDoor, type StockDoor } from './callers.ts';

export interface StockRoom {
  readonly databaseUrl: string;
  readonly door: StockDoor;
  readonly hot: readonly string[];
  readonly spread: readonly string[];
  /** Pids by program, for the CPU. */
  readonly pids: ReadonlyMap<string, number>;
  /** Counters, reservations and ledger as they stand; throws where they disagree or more is promised than there is. */
  conserved(): Promise<{ readonly reserved: number; readonly orders: number }>;
}

const UNITS = 1_000_000_000;

/** The inventory service alone on an empty hub, with one hot SKU and a thousand others in full shelves. Ends the process. */
export function withStockRoom(
  options: { readonly portOffset: number; readonly dataDir: string },
  work: (room: StockRoom, progress: Progress) => Promise<void>,
): Promise<never> {
  const wish = { data: options.dataDir, portOffset: options.portOffset, services: ['inventory'] };
  return onCleanSystem(wish, async ({ system, progress }) => {
    const url = databaseUrl('inventory', system.databaseBase, process.env);
    const pool = new pg.Pool({ connectionString: url, max: 2 });
    const door = openStockDoor(`127.0.0.1:${system.addresses.port('inventory', 'grpc')}`, system.secrets.HUB_INTERNAL_KEY);
    try {
      const hot = ['BENCH-HOT'];
      const spread = Array.from({ length: 1_000 }, (_, nth) => `BENCH-${String(nth).padStart(4, '0')}`);
      await fillShelves(pool, [...hot, ...spread]);
      await work({ databaseUrl: url, door, hot, spread, pids: pidsOf(system), conserved: () => conserved(pool) }, progress);
    } finally {
      door.close();
      await pool.end();
    }
  });
}

/** As counts of a warehouse would: counter, shelf and ledger say the same. */
async function fillShelves(pool: pg.Pool, skus: readonly string[]): Promise<void> {
  await pool.query('insert into sku_stock (sku, on_hand) select unnest($1::text[]), $2', [skus, UNITS]);
  await pool.query(`insert into warehouse_stock (sku, warehouse_id, on_hand) select unnest($1::text[]), 'BENCH', $2`, [skus, UNITS]);
  await pool.query(
    `insert into ledger (kind, sku, warehouse_id, order_id, line_no, source, on_hand, reserved, allocated, booked_at)
     select 'COUNT', unnest($1::text[]), 'BENCH', '', '', 'bench', $2, 0, 0, now()`,
    [skus, UNITS],
  );
  await pool.query('analyze');
}

async function conserved(pool: pg.Pool): Promise<{ readonly reserved: number; readonly orders: number }> {
  const { rows } = await pool.query<{ sku: string; reserved: number; on_hand: number; held: number; booked: number }>(
    `select s.sku, s.reserved, s.on_hand, coalesce(r.held, 0)::int as held, coalesce(l.booked, 0)::int as booked
       from sku_stock s left join (select sku, sum(held) as held from reservation group by sku) r using (sku)
            left join (select sku, sum(reserved) as booked from ledger group by sku) l using (sku)`,
  );
  const wrong = rows.filter(({ reserved, on_hand, held, booked }) => reserved !== held || reserved !== booked || reserved > on_hand);
  if (wrong.length > 0) throw new Error(`stock is not conserved: ${JSON.stringify(wrong.slice(0, 3))}`);
  // The ledger holds many orders in a row: it must still say what each of them got.
  const { rows: unsaid } = await pool.query<{ order_id: string }>(
    `select order_id from (select order_id, sum(held) as held from reservation group by order_id) r
            full join (select order_id, sum(reserved) as booked from ledger_entry where order_id <> '' group by order_id) e using (order_id)
      where coalesce(held, 0) <> coalesce(booked, 0) limit 3`,
  );
  if (unsaid.length > 0) throw new Error(`the ledger does not say what orders hold: ${JSON.stringify(unsaid)}`);
  const { rows: counted } = await pool.query<{ orders: string }>('select count(*) as orders from order_stock');
  return { reserved: rows.reduce((sum, row) => sum + row.reserved, 0), orders: Number(counted[0]?.orders) };
}

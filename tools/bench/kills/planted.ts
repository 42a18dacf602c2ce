import pg from 'pg';
import { databaseUrl } from '../../start/parts/services.ts';

interface Planted {
  readonly fault: string;
  readonly app: string;
  readonly plant: string;
  readonly undo: string;
  /** The claim that must fall. */
  readonly falls: string;
}

const oneOrder = '(select min(id) from orders)';

/** What a campaign must never do to an order, done on purpose: a checker that overlooks it would have overlooked it before. */
export const plantedFaults: readonly Planted[] = [
  {
    fault: 'an acknowledged order is lost',
    app: 'order',
    plant: `update orders set platform_order_no = '-' || platform_order_no where id = ${oneOrder}`,
    undo: `update orders set platform_order_no = substr(platform_order_no, 2) where platform_order_no like '-%'`,
    falls: 'every acknowledged push became an order',
  },
  {
    fault: 'an order is there twice',
    app: 'order',
    plant: `insert into orders select (jsonb_populate_record(o, '{"id": "PLANTED", "shop_id": "planted"}')).* from orders o where id = ${oneOrder}`,
    undo: `delete from orders where id = 'PLANTED'`,
    falls: 'no push became two orders',
  },
  {
    fault: 'one order in two states',
    app: 'control-tower',
    plant: `update order_twin set status = 'PAID' where id = (select min(id) from order_twin where status in ('OUTBOUND', 'SIGNED'))`,
    undo: '',
    falls: 'the twin says of each order what the order service says',
  },
  {
    fault: 'a piece of stock is promised to nobody',
    app: 'inventory',
    plant: 'update sku_stock set reserved = reserved + 1 where sku = (select min(sku) from sku_stock where reserved < on_hand)',
    undo: '',
    falls: 'reserved of each SKU = its reservations',
  },
];

export async function alter(app: string, databaseBase: string | undefined, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl(app, databaseBase, process.env) });
  await client.connect();
  try {
    const { rowCount } = await client.query(sql);
    if (rowCount !== 1) throw new Error(`nothing was planted: ${sql}`);
  } finally {
    await client.end();
  }
}

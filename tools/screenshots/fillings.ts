import { Pool } from 'pg';
import { signDoor } from '@orderloom/rpc/door-token';
import type { Fillings } from './take-pages.ts';

const DAYS = 30;

/** What the pages are photographed with: a whole order, a stuck one, a SKU, a warehouse and the two links of the running hub. */
export async function findFillings(hub: {
  readonly databaseUrlOf: (app: string) => string;
  readonly internalKey: string;
}): Promise<Fillings> {
  const one = async (app: string, sql: string): Promise<string | undefined> => {
    const pool = new Pool({ connectionString: hub.databaseUrlOf(app), max: 1 });
    try {
      return (await pool.query<{ id: string }>(sql)).rows[0]?.id;
    } finally {
      await pool.end();
    }
  };
  const whole = `select order_id as id from fact group by order_id order by count(distinct system) desc, count(*) desc limit 1`;
  const stuck = `select id from order_twin where stuck_at < now() and status in ('STUCK', 'HELD') order by stuck_at limit 1`;
  const digest = `select id::text as id from message where kind = 'WORK_ITEM_CARD' and content ? 'items' order by planned_at desc limit 1`;
  const [order, late, sku, warehouse, card] = await Promise.all([
    one('control-tower', whole),
    one('control-tower', stuck),
    one('inventory', 'select sku as id from sku_stock order by reserved desc limit 1'),
    one('fulfilment', 'select warehouse_id as id from fulfilment_order group by warehouse_id order by count(*) desc limit 1'),
    one('messenger', digest),
  ]);
  const link = (purpose: 'p' | 'card', subject: string | undefined): string | undefined =>
    subject === undefined ? undefined : `/${purpose}/${signDoor(hub.internalKey, { purpose, subject }, DAYS)}`;
  const all = { order, stuck: late, sku, warehouse, p: link('p', order), card: link('card', card) };
  return Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

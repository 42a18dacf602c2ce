import type { Orders } from '../application/ports.ts';
import { platformKeyText } from '../application/ports.ts';
import { readOrders } from './lock-orders.ts';
import { saveOrders } from './save-orders.ts';

/** Orders in Postgres, in batches. */
export const orderRepository: Orders = {
  lock: (tx, ids) => readOrders(tx, ids, 'lock'),
  save: saveOrders,
  idsOf: async (tx, keys) => {
    const { rows } = await tx.query<{ id: string; channel: string; shop_id: string; platform_order_no: string }>(
      `select o.id, o.channel, o.shop_id, o.platform_order_no
         from orders o join unnest($1::text[], $2::text[], $3::text[]) as k (channel, shop_id, platform_order_no)
           on o.channel = k.channel and o.shop_id = k.shop_id and o.platform_order_no = k.platform_order_no`,
      [keys.map((key) => key.channel), keys.map((key) => key.shopId), keys.map((key) => key.platformOrderNo)],
    );
    return new Map(
      rows.map((row) => [platformKeyText({ channel: row.channel, shopId: row.shop_id, platformOrderNo: row.platform_order_no }), row.id]),
    );
  },
  unanswered: async (tx, before, limit) => {
    const { rows } = await tx.query<{ id: string }>(
      `select id from orders where status = 'PAID' and not stock_answered and stock_asked_at < $1 order by stock_asked_at limit $2`,
      [before, limit],
    );
    return rows.map((row) => row.id);
  },
};

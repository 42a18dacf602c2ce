import { OrderShopsDefinition } from '@orderloom/contracts/hub/order/v1/service';
import { serve, type RpcService } from '@orderloom/rpc';
import type { Pool } from 'pg';

/** Tells which shop an order came from: most events of an order do not say. */
export function orderShops(pool: Pool): RpcService {
  return serve(OrderShopsDefinition, {
    readShops: async ({ orderIds }) => {
      const { rows } = await pool.query<{ orderId: string; shopId: string }>(
        'select id as "orderId", shop_id as "shopId" from orders where id = any($1)',
        [orderIds],
      );
      return { shops: rows };
    },
  });
}

import { z } from 'zod';
import type { SentOrders } from './sent-orders.ts';
import type { FinalState } from './state.ts';

const counted = z.object({ unsent: z.coerce.number(), waiting: z.coerce.number(), gone: z.coerce.number() });

/** Orders that were given to no warehouse yet, those that one has and that have not left it whole, and those that have. */
export async function unshipped(state: FinalState, orders: SentOrders): Promise<z.infer<typeof counted>> {
  const [row] = await state.query(
    'order',
    counted,
    `select count(*) filter (where status = 'SOURCED') as unsent,
            count(*) filter (where status in ('WITH_WAREHOUSE', 'STOPPING', 'PARTLY_OUTBOUND')) as waiting,
            count(*) filter (where status in ('OUTBOUND', 'SIGNED')) as gone
     from orders where platform_order_no = any($1)`,
    [orders.sent],
  );
  return row ?? { unsent: 0, waiting: 0, gone: 0 };
}

import { z } from 'zod';
import type { SentOrders } from './sent-orders.ts';
import type { FinalState } from './state.ts';
import { verdict, type Verdict } from './verdict.ts';

const orderRow = z.object({ id: z.string(), no: z.string(), status: z.string(), held: z.boolean() });
const stockRow = z.object({ order_id: z.string(), state: z.string() });
const twinRow = z.object({ id: z.string(), status: z.string() });

const ordersSql = `
  select o.id, o.platform_order_no as no, o.status,
         exists (select 1 from hold h where h.order_id = o.id and h.released_at is null) as held
  from orders o where o.platform_order_no = any($1)`;

export type Place = 'sourced' | 'held' | 'cancelled' | 'short' | 'nowhere';

export interface OrdersFound {
  readonly verdicts: readonly Verdict[];
  readonly byPlace: Readonly<Record<Place, number>>;
  /** Orders of this run that the hub has and that its projection shows as sent, held, cancelled or short too. */
  readonly consistent: number;
  readonly placed: number;
}

/** Accepted orders exist once, each stands in exactly one place, and the projection says the same as their owner. */
export async function ordersAreWhole(state: FinalState, orders: SentOrders): Promise<OrdersFound> {
  const found = await state.query('order', orderRow, ordersSql, [orders.sent]);
  const ids = found.map(({ id }) => id);
  const stock = byOrder(
    await state.query('inventory', stockRow, 'select order_id, state from order_stock where order_id = any($1)', [ids]),
  );
  const cleared = byOrder(
    await state.query('fulfilment', stockRow, 'select order_id, status as state from clearance where order_id = any($1)', [ids]),
  );
  const twins = new Map(
    (await state.query('control-tower', twinRow, 'select id, status from order_twin where id = any($1)', [ids])).map((row) => [
      row.id,
      row.status,
    ]),
  );
  const places = found.map((order) => ({ ...order, place: placeOf(order, stock.get(order.id), cleared.get(order.id)) }));
  const byNo = Map.groupBy(found, ({ no }) => no);
  const byPlace = { sourced: 0, held: 0, cancelled: 0, short: 0, nowhere: 0 };
  for (const { place } of places) byPlace[place] += 1;
  const disagreeing = places.filter(({ id, status }) => !agrees(status, twins.get(id)));
  return {
    byPlace,
    placed: found.length,
    consistent: places.filter(({ place }) => place !== 'nowhere').length - disagreeing.filter(({ place }) => place !== 'nowhere').length,
    verdicts: [
      verdict(
        'every acknowledged push became an order',
        orders.acknowledged.filter((no) => !byNo.has(no)),
        `${orders.acknowledged.length} acknowledged, ${found.length} placed`,
      ),
      verdict(
        'no push became two orders',
        [...byNo].filter(([, same]) => same.length > 1).map(([no]) => no),
        `${byNo.size} platform numbers`,
      ),
      verdict(
        'placed = sourced + held + cancelled + short',
        places.filter(({ place }) => place === 'nowhere').map(({ id, status }) => `${id} ${status}`),
        `${found.length} = ${byPlace.sourced} + ${byPlace.held} + ${byPlace.cancelled} + ${byPlace.short}`,
      ),
      verdict(
        'the twin says of each order what the order service says',
        disagreeing.map(({ id, status }) => `${id} ${status}, twin ${twins.get(id) ?? 'missing'}`),
        `${twins.size} rows`,
      ),
    ],
  };
}

function byOrder(rows: readonly z.infer<typeof stockRow>[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ order_id, state }) => [order_id, state]));
}

function placeOf(order: z.infer<typeof orderRow>, stock: string | undefined, clearance: string | undefined): Place {
  switch (order.status) {
    case 'CANCELLED':
      return 'cancelled';
    case 'SOURCED':
    case 'WITH_WAREHOUSE':
    case 'STOPPING':
    case 'PARTLY_OUTBOUND':
    case 'OUTBOUND':
    case 'SIGNED':
      return 'sourced';
    case 'STOCK_LOCKED':
      // Sourcing may find no warehouse: a visible state with an owner. What merely waits is nowhere, for then the run was not settled.
      return order.held || clearance === 'FAILED' ? 'held' : 'nowhere';
    case 'PAID':
      return order.held ? 'held' : stock === 'WAITING' ? 'short' : 'nowhere';
    default:
      return 'nowhere';
  }
}

function agrees(status: string, twin: string | undefined): boolean {
  if (status === 'OUTBOUND' || status === 'SIGNED' || status === 'CANCELLED') return twin === status;
  return twin !== undefined && twin !== 'CANCELLED' && twin !== 'SIGNED';
}

import type { Pool } from 'pg';
import { factRow, type FactRow, type StoredFact } from './story.ts';

/** What a side of a conflict or of a declined stop rests on. */
const TELLING = [
  'hub.order.stop-proposed.v1',
  'hub.order.cancelled.v1',
  'hub.order.lines-cancelled.v1',
  'hub.order.cancel-declined.v1',
  'hub.fulfilment.order-sourced.v1',
  'hub.fulfilment.stop-confirmed.v1',
  'hub.fulfilment.stop-declined.v1',
  'hub.fulfilment.outbound.v1',
  'hub.fulfilment.conflict-raised.v1',
];

/** The facts of these orders that say who claims what, oldest first; `matter` keeps other parts of the order out. */
export async function readClaims<Item extends { readonly orderId: string; readonly matter: string; readonly pool: string }>(
  pool: Pool,
  items: readonly Item[],
): Promise<ReadonlyMap<Item, readonly FactRow[]>> {
  const disputed = items.filter((item) => item.pool === 'CONFLICT' || item.pool === 'DECLINED_CANCEL');
  if (disputed.length === 0) return new Map();
  const { rows } = await pool.query<StoredFact>(
    'select f.*, null::float8 as since_previous_ms from fact f where f.order_id = any($1) and f.type = any($2) order by f.occurred_at, f.seq',
    [disputed.map((item) => item.orderId), TELLING],
  );
  const facts = rows.map(factRow);
  return new Map(disputed.map((item) => [item, facts.filter((row) => row.order_id === item.orderId && isAbout(row, item))]));
}

function isAbout(row: FactRow, item: { readonly matter: string; readonly pool: string }): boolean {
  const part = row.data['fulfilmentOrderId'];
  return item.pool !== 'CONFLICT' || typeof part !== 'string' || part === item.matter;
}

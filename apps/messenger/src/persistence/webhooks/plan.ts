import type { Tx } from '@orderloom/outbox';
import type { Translated } from '../../application/webhooks/translate-event.ts';

/** Keeps events and opens their deliveries, for all endpoints at once. */
export async function plan(tx: Tx, events: readonly Translated[], now: Date): Promise<number> {
  const placed = await keepShops(tx, events, now);
  // The lock of every endpoint: positions are given in the order of commits, so nobody sees a later event of an order first.
  const { rows: endpoints } = await tx.query<{ id: string; state: string }>(
    "select id, state from webhook_endpoint where state <> 'DELETED' order by id for no key update",
  );
  if (endpoints.length === 0) return 0;
  const positions = await keepEvents(tx, events, now);
  const { rows } = await tx.query<{ endpoint_id: string; lane: string }>(
    `insert into webhook_delivery (id, endpoint_id, position, event_id, type, lane, order_id, state, next_try_at, planned_at)
     select gen_random_uuid(), p.id, e.position, e.id, e.type, e.lane, e.order_id, 'WAITING', $3, $3
       from webhook_event e
       left join webhook_order o on o.order_id = e.order_id
       join webhook_endpoint p on e.type = any(p.event_types)
            and case when p.shops is null then e.position = any($1) else coalesce(nullif(e.shop_id, ''), o.shop_id) = any(p.shops) end
      where p.state = 'ENABLED' and e.recorded_at >= p.created_at
        and (e.position = any($1) or e.order_id = any($2))
      order by e.position
     on conflict (endpoint_id, position) do nothing
     returning endpoint_id, lane`,
    [positions, placed, now],
  );
  await openLanes(tx, rows);
  return rows.length;
}

/** What another stream said of an order before its shop was known is caught up when the order's own word comes. */
async function keepShops(tx: Tx, events: readonly Translated[], now: Date): Promise<readonly string[]> {
  const shops = new Map(events.filter((event) => event.type === 'order.placed').map((event) => [event.orderId, event.shopId]));
  if (shops.size === 0) return [];
  await tx.query(
    `insert into webhook_order (order_id, shop_id, seen_at) select *, $3 from unnest($1::text[], $2::text[]) on conflict do nothing`,
    [[...shops.keys()], [...shops.values()], now],
  );
  return [...shops.keys()];
}

async function keepEvents(tx: Tx, events: readonly Translated[], now: Date): Promise<readonly string[]> {
  const { rows } = await tx.query<{ position: string }>(
    `insert into webhook_event (id, type, lane, order_id, shop_id, occurred_at, body, recorded_at)
     select t.id, t.type, t.lane, t.order_id, t.shop_id, t.occurred_at, t.body, $8
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
            with ordinality as t (id, type, lane, order_id, shop_id, occurred_at, body, nth)
      order by nth on conflict (id) do nothing returning position`,
    [
      events.map((event) => event.id),
      events.map((event) => event.type),
      events.map((event) => event.lane),
      events.map((event) => event.orderId),
      events.map((event) => event.shopId),
      events.map((event) => event.occurredAt),
      events.map((event) => event.body),
      now,
    ],
  );
  return rows.map((row) => row.position);
}

/** Of the open deliveries of a lane the first is due and the others wait. The caller holds the endpoints' locks. */
export async function openLanes(tx: Tx, lanes: readonly { readonly endpoint_id: string; readonly lane: string }[]): Promise<void> {
  if (lanes.length === 0) return;
  const distinct = [...new Map(lanes.map((one) => [`${one.endpoint_id} ${one.lane}`, one])).values()];
  await tx.query(
    `with lane as (select * from unnest($1::uuid[], $2::text[]) as l (endpoint_id, lane)),
          head as (
       select l.endpoint_id, l.lane, f.id from lane l cross join lateral (
         select d.id from webhook_delivery d
          where d.endpoint_id = l.endpoint_id and d.lane = l.lane and d.state in ('WAITING', 'DUE') order by d.position limit 1) f)
     update webhook_delivery d set state = case when d.id = head.id then 'DUE' else 'WAITING' end
       from head
      where d.endpoint_id = head.endpoint_id and d.lane = head.lane and d.state in ('WAITING', 'DUE')
        and d.state <> case when d.id = head.id then 'DUE' else 'WAITING' end`,
    [distinct.map((one) => one.endpoint_id), distinct.map((one) => one.lane)],
  );
}

import type { Tx } from '@orderloom/outbox';
import type { Planned, WebhookStore } from '../../application/webhooks/ports.ts';
import type { Translated } from '../../application/webhooks/translate-event.ts';

/** Keeps events and opens their deliveries, for all endpoints at once. */
export async function plan(tx: Tx, events: readonly Translated[], now: Date): Promise<Planned> {
  if ((await lockEndpoints(tx)) === 0) return { deliveries: 0, unknownShops: 0 };
  const told = events.flatMap(({ orderId, shopId }) => (orderId === '' || shopId === '' ? [] : [[orderId, shopId] as const]));
  const known = await keepShops(tx, new Map(told), now);
  const positions = await keepEvents(tx, events, now);
  const unknownShops = events.length === told.length ? 0 : await noteUnknownShops(tx, positions);
  return { deliveries: await openDeliveries(tx, positions, known, now), unknownShops };
}

export const learnShops: WebhookStore['learnShops'] = async (tx, { orderIds, shops }, now) => {
  const isListening = (await lockEndpoints(tx)) > 0;
  const known = await keepShops(tx, shops, now);
  await tx.query('delete from webhook_unknown_order where order_id = any($1)', [orderIds]);
  return isListening ? openDeliveries(tx, [], known, now) : 0;
};

/** The lock of every endpoint: positions are given in the order of commits, so nobody sees a later event of an order first. */
async function lockEndpoints(tx: Tx): Promise<number> {
  const { rowCount } = await tx.query("select 1 from webhook_endpoint where state <> 'DELETED' order by id for no key update");
  return rowCount ?? 0;
}

/** Opens deliveries of what was told just now, and of all that was told before of orders whose shop is known only now. */
async function openDeliveries(tx: Tx, positions: readonly string[], known: readonly string[], now: Date): Promise<number> {
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
    [positions, known, now],
  );
  await openLanes(tx, rows);
  return rows.length;
}

/** What another stream said of an order before its shop was known is caught up; answers with the orders that were not known before. */
async function keepShops(tx: Tx, shops: ReadonlyMap<string, string>, now: Date): Promise<readonly string[]> {
  if (shops.size === 0) return [];
  const { rows } = await tx.query<{ order_id: string }>(
    `insert into webhook_order (order_id, shop_id, seen_at) select *, $3 from unnest($1::text[], $2::text[]) order by 1
     on conflict do nothing returning order_id`,
    [[...shops.keys()], [...shops.values()], now],
  );
  return rows.map((row) => row.order_id);
}

async function noteUnknownShops(tx: Tx, positions: readonly string[]): Promise<number> {
  const { rowCount } = await tx.query(
    `insert into webhook_unknown_order (order_id)
     select distinct e.order_id from webhook_event e
      where e.position = any($1) and e.order_id <> '' and e.shop_id = ''
        and not exists (select from webhook_order o where o.order_id = e.order_id)
      order by 1 on conflict do nothing`,
    [positions],
  );
  return rowCount ?? 0;
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

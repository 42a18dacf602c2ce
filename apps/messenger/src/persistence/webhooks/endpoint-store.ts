import { isUuid } from '@orderloom/domain-kernel';
import type { EndpointStore, ReplayWish } from '../../application/webhooks/keeper-ports.ts';
import { binding, endpointOf, reachable, type EndpointRow } from './endpoint-rows.ts';
import { openLanes } from './plan.ts';

const AGAIN = `state = 'WAITING', next_try_at = excluded.next_try_at, first_tried_at = null, earlier_tries = webhook_delivery.tries, ended_at = null, away = false`;

/** Endpoints as their keepers change them. */
export const endpointStore: EndpointStore = {
  countOfPartner: async (tx, partnerId) => {
    await tx.query("select pg_advisory_xact_lock(hashtextextended('webhook partner ' || $1, 0))", [partnerId]);
    const { rows } = await tx.query<{ count: number }>(
      "select count(*)::int as count from webhook_endpoint where partner_id = $1 and state <> 'DELETED'",
      [partnerId],
    );
    return rows[0]?.count ?? 0;
  },
  insert: async (tx, one) => {
    await tx.query(
      `insert into webhook_endpoint (id, partner_id, url, description, event_types, shops, state, secret, secret_version, created_at, created_by)
       values ($1, $2, $3, $4, $5, $6, 'ENABLED', $7, 1, $8, $9)`,
      [one.id, one.partnerId, one.url, one.description, one.eventTypes, one.shops ?? null, one.secret, one.createdAt, one.createdBy],
    );
  },
  lock: async (tx, id, reach) => {
    if (!isUuid(id)) return undefined;
    const { values, bind } = binding(id);
    const { rows } = await tx.query<EndpointRow>(
      `select p.* from webhook_endpoint p where p.id = $1 and ${reachable(reach, bind)} for no key update`,
      values,
    );
    return rows[0] === undefined ? undefined : endpointOf(rows[0]);
  },
  change: async (tx, id, { url, eventTypes, description }) => {
    await tx.query('update webhook_endpoint set url = $2, event_types = $3, description = $4 where id = $1', [
      id,
      url,
      eventTypes,
      description,
    ]);
  },
  rotate: async (tx, id, { secret, previousUntil }) => {
    await tx.query(
      `update webhook_endpoint set previous_secret = secret, previous_until = $3, secret = $2, secret_version = secret_version + 1 where id = $1`,
      [id, secret, previousUntil],
    );
  },
  disable: async (tx, id, now) => {
    await tx.query(
      "update webhook_endpoint set state = 'DISABLED', disabled_because = 'PERSON', disabled_at = $2 where id = $1 and state = 'ENABLED'",
      [id, now],
    );
  },
  enable: async (tx, id, now) => {
    await tx.query(
      `update webhook_endpoint set state = 'ENABLED', disabled_because = null, failures = 0, failing_since = null where id = $1 and state = 'DISABLED'`,
      [id],
    );
    await tx.query(
      `update webhook_delivery set next_try_at = $2, first_tried_at = null, earlier_tries = tries where endpoint_id = $1 and state in ('DUE', 'WAITING')`,
      [id, now],
    );
  },
  remove: async (tx, id, now) => {
    await tx.query(
      `update webhook_endpoint set state = 'DELETED', disabled_because = null, secret = '', previous_secret = null, previous_until = null where id = $1`,
      [id],
    );
    await tx.query("update webhook_delivery set state = 'FAILED', ended_at = $2 where endpoint_id = $1 and state in ('DUE', 'WAITING')", [
      id,
      now,
    ]);
  },
  endpointOf: async (tx, deliveryId) => {
    if (!isUuid(deliveryId)) return undefined;
    const { rows } = await tx.query<{ endpoint_id: string }>('select endpoint_id from webhook_delivery where id = $1', [deliveryId]);
    return rows[0]?.endpoint_id;
  },
  sendAgain: async (tx, deliveryId, now) => {
    const { rows } = await tx.query<{ endpoint_id: string; lane: string }>(
      `update webhook_delivery d
          set state = case when d.ended_at is null then d.state else 'WAITING' end, next_try_at = $2, first_tried_at = null,
              earlier_tries = d.tries, ended_at = null, away = false
         from webhook_event e where e.position = d.position and d.id = $1 returning d.endpoint_id, d.lane`,
      [deliveryId, now],
    );
    await openLanes(tx, rows);
    return rows.length > 0;
  },
  countEvents: async (tx, wish, most) => {
    const { rows } = await tx.query<{ count: number }>(`select count(*)::int as count from (select 1 from ${wishedEvents} limit $5) e`, [
      ...valuesOf(wish),
      most,
    ]);
    return rows[0]?.count ?? 0;
  },
  replay: async (tx, wish, now) => {
    const { rows } = await tx.query<{ endpoint_id: string; lane: string }>(
      `insert into webhook_delivery (id, endpoint_id, position, event_id, type, lane, order_id, state, next_try_at, planned_at)
       select gen_random_uuid(), $5, e.position, e.id, e.type, e.lane, e.order_id, 'WAITING', $6, $6 from ${wishedEvents} order by e.position
       on conflict (endpoint_id, position) do update set ${AGAIN} where webhook_delivery.ended_at is not null
       returning endpoint_id, lane`,
      [...valuesOf(wish), wish.endpoint.id, now],
    );
    await openLanes(tx, rows);
  },
};

const wishedEvents = `webhook_event e left join webhook_order o on o.order_id = e.order_id
  where e.recorded_at >= $1 and e.recorded_at < $2 and e.type = any($3)
    and ($4::text[] is null or coalesce(nullif(e.shop_id, ''), o.shop_id) = any($4))`;

function valuesOf({ endpoint, types, from, until }: ReplayWish): readonly unknown[] {
  return [from, until, types, endpoint.shops ?? null];
}

import { inTransaction, type Tx } from '@orderloom/outbox';
import type { Pool } from 'pg';
import type { LockedEndpoint, OpenEndpoint, Taken, WebhookStore } from '../../application/webhooks/ports.ts';
import { learnShops, openLanes, plan } from './plan.ts';

/** Deliveries and what their sender needs. */
export function webhookStore(pool: Pool): WebhookStore {
  return {
    isListening,
    plan,
    ordersOfUnknownShop,
    learnShops,
    take,
    lockEndpoint,
    noteAttempts,
    settle,
    tryAgainNow,
    noteHealth,
    disable,
    disableOf,
    openEndpoints,
    forget,
  };

  async function isListening(): Promise<boolean> {
    const { rows } = await pool.query<{ is: boolean }>({
      name: 'webhooks-listening',
      text: `select exists (select from webhook_endpoint where state <> 'DELETED') as is`,
    });
    return rows[0]?.is === true;
  }

  async function ordersOfUnknownShop(limit: number): Promise<readonly string[]> {
    const { rows } = await pool.query<{ order_id: string }>('select order_id from webhook_unknown_order limit $1', [limit]);
    return rows.map((row) => row.order_id);
  }

  async function openEndpoints(): Promise<readonly OpenEndpoint[]> {
    const { rows } = await pool.query<{
      id: string;
      url: string;
      failures: number;
      secret: Buffer;
      previous_secret: Buffer | null;
      previous_until: Date | null;
    }>("select id, url, failures, secret, previous_secret, previous_until from webhook_endpoint where state = 'ENABLED'");
    return rows.map((row) => ({
      id: row.id,
      url: row.url,
      failures: row.failures,
      secret: row.secret,
      previousSecret: row.previous_secret ?? undefined,
      previousUntil: row.previous_until ?? undefined,
    }));
  }

  /** In one piece: a body must not go while its delivery is open. */
  function forget(before: Date, now: Date, limit: number): Promise<number> {
    return inTransaction(pool, async (tx) => {
      await tx.query("select 1 from webhook_endpoint where state <> 'DELETED' order by id for no key update");
      const { rows } = await tx.query<{ endpoint_id: string; lane: string }>(
        `update webhook_delivery d set state = 'FAILED', ended_at = $2, lease_until = null from webhook_event e
          where e.position = d.position and e.recorded_at < $1 and d.state in ('WAITING', 'DUE') returning d.endpoint_id, d.lane`,
        [before, now],
      );
      await openLanes(tx, rows);
      const gone = await tx.query(
        'delete from webhook_delivery where id in (select id from webhook_delivery where ended_at < $1 limit $2)',
        [before, limit],
      );
      const silent = await tx.query(
        'delete from webhook_event where position in (select position from webhook_event where recorded_at < $1 order by recorded_at limit $2)',
        [before, limit],
      );
      await tx.query('delete from webhook_order where order_id in (select order_id from webhook_order where seen_at < $1 limit $2)', [
        before,
        limit,
      ]);
      return Math.max(gone.rowCount ?? 0, silent.rowCount ?? 0);
    });
  }
}

interface TakenRow {
  readonly id: string;
  readonly attempt_id: string;
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly body: string;
  readonly tries: number;
  readonly earlier_tries: number;
  readonly first_tried_at: Date;
}

async function take(
  tx: Tx,
  { slots, now, lease }: { readonly slots: ReadonlyMap<string, number>; readonly now: Date; readonly lease: Date },
): Promise<readonly Taken[]> {
  const { rows } = await tx.query<TakenRow>(
    `with due as (
       select d.id from unnest($1::uuid[], $2::int[]) as f (endpoint_id, slots) cross join lateral (
         select id from webhook_delivery
          where endpoint_id = f.endpoint_id and state = 'DUE' and next_try_at <= $3 and (lease_until is null or lease_until <= $3)
          order by next_try_at limit f.slots for update skip locked) d),
     taken as (
       update webhook_delivery d set tries = d.tries + 1, first_tried_at = coalesce(d.first_tried_at, $3), lease_until = $4
         from due where d.id = due.id
       returning d.id, d.endpoint_id, d.position, d.event_id, d.tries, d.earlier_tries, d.first_tried_at),
     logged as (
       insert into webhook_attempt (delivery_id, try, began_at) select id, tries, $3 from taken returning id as attempt_id, delivery_id)
     select taken.id, attempt_id, endpoint_id, event_id, tries, earlier_tries, first_tried_at, e.body
       from taken join logged on logged.delivery_id = taken.id join webhook_event e on e.position = taken.position`,
    [[...slots.keys()], [...slots.values()], now, lease],
  );
  return rows.map((row) => ({
    deliveryId: row.id,
    attemptId: row.attempt_id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    body: row.body,
    tries: row.tries,
    triesOfRound: row.tries - row.earlier_tries,
    firstTriedAt: row.first_tried_at,
  }));
}

async function lockEndpoint(tx: Tx, endpointId: string): Promise<LockedEndpoint | undefined> {
  const { rows } = await tx.query<{
    id: string;
    partner_id: string;
    url: string;
    state: LockedEndpoint['state'];
    failures: number;
    failing_since: Date | null;
    last_delivered_at: Date | null;
  }>(
    'select id, partner_id, url, state, failures, failing_since, last_delivered_at from webhook_endpoint where id = $1 for no key update',
    [endpointId],
  );
  const [row] = rows;
  return row === undefined
    ? undefined
    : {
        id: row.id,
        partnerId: row.partner_id,
        url: row.url,
        state: row.state,
        failures: row.failures,
        failingSince: row.failing_since ?? undefined,
        lastDeliveredAt: row.last_delivered_at ?? undefined,
      };
}

const noteAttempts: WebhookStore['noteAttempts'] = async (tx, tries) => {
  await tx.query(
    `update webhook_attempt a set took_ms = t.took_ms, status = t.status, trouble = t.trouble, answer = t.answer
       from unnest($1::bigint[], $2::int[], $3::int[], $4::text[], $5::text[]) as t (id, took_ms, status, trouble, answer) where a.id = t.id`,
    [
      tries.map(({ taken }) => taken.attemptId),
      tries.map(({ posted }) => posted.tookMs),
      tries.map(({ posted }) => posted.status ?? null),
      tries.map(({ posted }) => posted.trouble ?? null),
      tries.map(({ posted }) => posted.answer),
    ],
  );
};

const settle: WebhookStore['settle'] = async (tx, settled, now) => {
  const { rows } = await tx.query<{ endpoint_id: string; lane: string }>(
    `update webhook_delivery d set lease_until = null, away = t.away, next_try_at = t.next_try_at,
            state = case when t.state = 'DUE' then d.state else t.state end, ended_at = case when t.state = 'DUE' then null else $6::timestamptz end
       from unnest($1::uuid[], $2::int[], $3::text[], $4::bool[], $5::timestamptz[]) as t (id, tries, state, away, next_try_at)
      where d.id = t.id and d.tries = t.tries and d.state in ('WAITING', 'DUE') returning d.endpoint_id, d.lane`,
    [
      settled.map(({ taken }) => taken.deliveryId),
      settled.map(({ taken }) => taken.tries),
      settled.map(({ state }) => state),
      settled.map(({ away }) => away),
      settled.map(({ nextTryAt }) => nextTryAt),
      now,
    ],
  );
  await openLanes(tx, rows);
};

const tryAgainNow: WebhookStore['tryAgainNow'] = async (tx, endpointId, now) => {
  await tx.query(
    "update webhook_delivery set next_try_at = $2 where endpoint_id = $1 and state = 'DUE' and away and next_try_at > $2 and lease_until is null",
    [endpointId, now],
  );
};

const noteHealth: WebhookStore['noteHealth'] = async (tx, endpointId, health) => {
  await tx.query(
    `update webhook_endpoint set failures = $2, failing_since = $3, last_delivered_at = coalesce($4, last_delivered_at),
            last_failed_at = coalesce($5, last_failed_at) where id = $1`,
    [endpointId, health.failures, health.failingSince ?? null, health.deliveredAt ?? null, health.failedAt ?? null],
  );
};

const disableOf: WebhookStore['disableOf'] = async (tx, partnerId, at) => {
  await tx.query(
    "update webhook_endpoint set state = 'DISABLED', disabled_because = 'PERSON', disabled_at = $2 where partner_id = $1 and state = 'ENABLED' and created_at <= $2",
    [partnerId, at],
  );
};

const disable: WebhookStore['disable'] = async (tx, endpointId, because, now) => {
  await tx.query(
    "update webhook_endpoint set state = 'DISABLED', disabled_because = $2, disabled_at = $3 where id = $1 and state = 'ENABLED'",
    [endpointId, because, now],
  );
};

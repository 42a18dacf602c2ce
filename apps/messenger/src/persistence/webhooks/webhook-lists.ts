import { isUuid } from '@orderloom/domain-kernel';
import type { Pool } from 'pg';
import type { Reach, WebhookEndpoint } from '../../application/webhooks/keeper-ports.ts';
import { binding, endpointOf, reachable, type EndpointRow } from './endpoint-rows.ts';

export type DeliveryState = 'DUE' | 'WAITING' | 'DELIVERED' | 'FAILED';

export interface Delivery {
  readonly id: string;
  readonly endpointId: string;
  readonly position: string;
  readonly eventId: string;
  readonly type: string;
  readonly orderId: string;
  readonly state: DeliveryState;
  readonly tries: number;
  readonly plannedAt: Date;
  readonly firstTriedAt: Date | null;
  readonly nextTryAt: Date;
  readonly endedAt: Date | null;
  readonly body: string | null;
}

export interface Attempt {
  readonly deliveryId: string;
  readonly try: number;
  readonly beganAt: Date;
  readonly tookMs: number | null;
  readonly status: number | null;
  readonly trouble: string | null;
  readonly answer: string | null;
}

export interface DeliveryFilter {
  readonly endpointId?: string;
  readonly states?: readonly DeliveryState[];
  readonly types?: readonly string[];
  readonly orderId?: string;
  readonly from?: Date;
  readonly until?: Date;
}

export async function listEndpoints(
  pool: Pool,
  page: {
    readonly reach: Reach;
    readonly partnerId?: string;
    readonly limit: number;
    readonly after: readonly (string | number)[] | undefined;
  },
): Promise<readonly WebhookEndpoint[]> {
  const { values, bind } = binding();
  const conditions = [
    reachable(page.reach, bind),
    ...(page.partnerId === undefined ? [] : [`p.partner_id = ${bind(page.partnerId)}`]),
    ...(page.after === undefined ? [] : [`(p.created_at, p.id) > (${bind(page.after[0])}::timestamptz, ${bind(page.after[1])}::uuid)`]),
  ];
  const { rows } = await pool.query<EndpointRow>(
    `select p.* from webhook_endpoint p where ${conditions.join(' and ')} order by p.created_at, p.id limit ${bind(page.limit)}`,
    values,
  );
  return rows.map(endpointOf);
}

export async function findEndpoint(pool: Pool, id: string, reach: Reach): Promise<WebhookEndpoint | undefined> {
  if (!isUuid(id)) return undefined;
  const { values, bind } = binding(id);
  const { rows } = await pool.query<EndpointRow>(
    `select p.* from webhook_endpoint p where p.id = $1 and ${reachable(reach, bind)}`,
    values,
  );
  return rows[0] === undefined ? undefined : endpointOf(rows[0]);
}

export interface Health {
  readonly pending: number;
  readonly oldestPendingAt: Date | null;
  readonly delivered: number;
  readonly failed: number;
}

/** Counted from the indexes of open and of lately ended deliveries. */
export async function healthOf(pool: Pool, endpointIds: readonly string[], since: Date): Promise<ReadonlyMap<string, Health>> {
  const { rows } = await pool.query<{ endpoint_id: string; pending: number; oldest: Date | null; delivered: number; failed: number }>(
    `select endpoint_id, (count(*) filter (where ended_at is null))::int as pending, min(planned_at) filter (where ended_at is null) as oldest,
            (count(*) filter (where state = 'DELIVERED'))::int as delivered, (count(*) filter (where state = 'FAILED'))::int as failed
       from webhook_delivery where endpoint_id = any($1) and (state in ('WAITING', 'DUE') or ended_at >= $2) group by endpoint_id`,
    [endpointIds, since],
  );
  return new Map(
    rows.map((row) => [
      row.endpoint_id,
      { pending: row.pending, oldestPendingAt: row.oldest, delivered: row.delivered, failed: row.failed },
    ]),
  );
}

const SELECT = `select d.id, d.endpoint_id as "endpointId", d.position::text as position, d.event_id as "eventId", d.type, d.order_id as "orderId", d.state,
       d.tries, d.planned_at as "plannedAt", d.first_tried_at as "firstTriedAt", d.next_try_at as "nextTryAt", d.ended_at as "endedAt", e.body
  from webhook_delivery d join webhook_endpoint p on p.id = d.endpoint_id left join webhook_event e on e.position = d.position`;

export async function listDeliveries(
  pool: Pool,
  page: {
    readonly reach: Reach;
    readonly filter: DeliveryFilter;
    readonly limit: number;
    readonly after: readonly (string | number)[] | undefined;
  },
): Promise<readonly Delivery[]> {
  const { filter } = page;
  if (filter.endpointId !== undefined && !isUuid(filter.endpointId)) return [];
  const { values, bind } = binding();
  const conditions = [
    reachable(page.reach, bind),
    ...(page.reach.types === undefined ? [] : [`d.type = any(${bind(page.reach.types)}::text[])`]),
    ...(filter.endpointId === undefined ? [] : [`d.endpoint_id = ${bind(filter.endpointId)}::uuid`]),
    ...(filter.states === undefined ? [] : [`d.state = any(${bind(filter.states)}::text[])`]),
    ...(filter.types === undefined ? [] : [`d.type = any(${bind(filter.types)}::text[])`]),
    ...(filter.orderId === undefined ? [] : [`d.order_id = ${bind(filter.orderId)}`]),
    ...(filter.from === undefined ? [] : [`d.planned_at >= ${bind(filter.from)}`]),
    ...(filter.until === undefined ? [] : [`d.planned_at < ${bind(filter.until)}`]),
    ...(page.after === undefined ? [] : [`(d.position, d.id) < (${bind(page.after[0])}::bigint, ${bind(page.after[1])}::uuid)`]),
  ];
  const { rows } = await pool.query<Delivery>(
    `${SELECT} where ${conditions.join(' and ')} order by d.position desc, d.id desc limit ${bind(page.limit)}`,
    values,
  );
  return rows;
}

export async function findDelivery(pool: Pool, id: string, reach: Reach): Promise<Delivery | undefined> {
  if (!isUuid(id)) return undefined;
  const { values, bind } = binding(id);
  const heard = reach.types === undefined ? '' : `and d.type = any(${bind(reach.types)}::text[])`;
  const { rows } = await pool.query<Delivery>(`${SELECT} where d.id = $1 and ${reachable(reach, bind)} ${heard}`, values);
  return rows[0];
}

export async function attemptsOf(pool: Pool, deliveryIds: readonly string[]): Promise<ReadonlyMap<string, readonly Attempt[]>> {
  const { rows } = await pool.query<Attempt>(
    `select delivery_id as "deliveryId", try, began_at as "beganAt", took_ms as "tookMs", status, trouble, answer
       from webhook_attempt where delivery_id = any($1) order by id desc`,
    [deliveryIds],
  );
  return Map.groupBy(rows, (row) => row.deliveryId);
}

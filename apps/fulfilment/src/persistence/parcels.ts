import type { Pool } from 'pg';
import type { Clearance } from '../domain/clearance.ts';
import type { LaneHistory } from '../domain/eta.ts';
import type { Tx } from '../application/ports.ts';
import type { NewNode, NumberedParcel, ReadyParcel, RoutedParcel, WantedParcel } from '../application/parcel-store.ts';

type Db = Pick<Tx, 'query'>;

export async function readWanted(
  pool: Pool,
  at: { readonly now: Date; readonly limit: number; readonly busy: readonly string[] },
): Promise<readonly WantedParcel[]> {
  const { rows } = await pool.query<{
    id: string;
    order_id: string;
    carrier: string;
    carrier_service: string;
    warehouse_id: string;
    recipient_token: string;
    weight_grams: number;
    attempts: number;
    tracking_number: string | null;
    outbound_at: Date | null;
    lines: WantedParcel['lines'] | null;
  }>(
    `select p.id, p.order_id, p.carrier, f.carrier_service, f.warehouse_id, f.recipient_token, p.weight_grams, p.attempts, p.tracking_number, p.outbound_at, l.lines
       from (select * from parcel where waybill in ('WANTED', 'ANNOUNCING') and next_try_at <= $1 and id <> all($3) order by next_try_at limit $2) p
       join fulfilment_order f on f.id = p.fulfilment_order_id
       left join lateral (select json_agg(json_build_object('title', fl.title, 'quantity', pl.quantity)) as lines
                            from parcel_line pl join fulfilment_line fl on fl.fulfilment_order_id = f.id and fl.line_no = pl.line_no
                           where pl.parcel_id = p.id) l on true`,
    [at.now, at.limit, at.busy],
  );
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    carrier: row.carrier,
    carrierService: row.carrier_service,
    warehouseId: row.warehouse_id,
    recipientToken: row.recipient_token,
    weightGrams: row.weight_grams,
    attempts: row.attempts,
    broughtNumber: row.tracking_number,
    outboundAt: row.outbound_at,
    lines: row.lines ?? [{ title: '商品', quantity: 1 }],
  }));
}

export async function numberParcels(tx: Db, numbered: readonly NumberedParcel[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `update parcel p set tracking_number = coalesce(p.tracking_number, n.tracking_number), refusal = n.refusal,
            waybill = case when coalesce(p.tracking_number, n.tracking_number) is null then 'REFUSED' else 'NUMBERED' end,
            raw_ref = case when n.raw_ref = '' then p.raw_ref else n.raw_ref end
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as n (id, tracking_number, refusal, raw_ref)
      where p.id = n.id and p.waybill in ('WANTED', 'ANNOUNCING') returning p.id`,
    [
      numbered.map((one) => one.id),
      numbered.map((one) => one.trackingNumber),
      numbered.map((one) => one.refusal),
      numbered.map((one) => one.rawRef),
    ],
  );
  return new Set(rows.map((row) => row.id));
}

export async function postponeParcels(pool: Pool, ids: readonly string[], until: Date): Promise<void> {
  await pool.query('update parcel set next_try_at = $2, attempts = attempts + 1 where id = any($1)', [ids, until]);
}

export async function lockReady(tx: Db, limit: number): Promise<readonly ReadyParcel[]> {
  const { rows } = await tx.query<{
    id: string;
    order_id: string;
    fulfilment_order_id: string;
    warehouse_id: string;
    carrier: string;
    tracking_number: string;
    outbound_at: Date;
    raw_ref: string;
    content: Clearance;
  }>(
    `select p.id, p.order_id, p.fulfilment_order_id, f.warehouse_id, p.carrier, p.tracking_number, p.outbound_at, p.raw_ref, c.content
       from parcel p join fulfilment_order f on f.id = p.fulfilment_order_id join clearance c on c.order_id = p.order_id
      where p.dispatched_at is null and p.outbound_at is not null and p.tracking_number is not null
      order by p.id limit $1 for update of p`,
    [limit],
  );
  if (rows.length === 0) return [];
  const { rows: lines } = await tx.query<{ parcel_id: string; line_no: string; sku: string; quantity: number }>(
    'select * from parcel_line where parcel_id = any($1) order by parcel_id, line_no',
    [rows.map((row) => row.id)],
  );
  const linesOf = Map.groupBy(lines, (line) => line.parcel_id);
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    fulfilmentOrderId: row.fulfilment_order_id,
    warehouseId: row.warehouse_id,
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    outboundAt: row.outbound_at,
    rawRef: row.raw_ref,
    clearance: row.content,
    lines: (linesOf.get(row.id) ?? []).map((line) => ({ lineNo: line.line_no, sku: line.sku, quantity: line.quantity })),
  }));
}

export async function dispatchParcels(
  tx: Db,
  parcels: readonly { readonly id: string; readonly eta: Date; readonly basis: readonly string[] }[],
  now: Date,
): Promise<void> {
  await tx.query(
    `update parcel p set dispatched_at = $4, eta = n.eta, eta_basis = string_to_array(n.basis, ',')
       from unnest($1::text[], $2::timestamptz[], $3::text[]) as n (id, eta, basis) where p.id = n.id and p.dispatched_at is null`,
    [parcels.map((one) => one.id), parcels.map((one) => one.eta), parcels.map((one) => one.basis.join(',')), now],
  );
}

/** The parcels of these numbers; one whose number is ours but came back under another is found by neither. */
export async function lockRouted(
  tx: Db,
  keys: { readonly trackingNumbers: readonly string[]; readonly parcelIds: readonly string[] },
): Promise<readonly RoutedParcel[]> {
  const { rows } = await tx.query<{
    id: string;
    order_id: string;
    tracking_number: string;
    warehouse_id: string;
    progress: number;
    outbound_at: Date | null;
    signed_at: Date | null;
    city: string | null;
  }>(
    `select p.id, p.order_id, p.tracking_number, f.warehouse_id, p.progress, p.outbound_at, p.signed_at, c.content->'district'->>'city' as city
       from parcel p join fulfilment_order f on f.id = p.fulfilment_order_id join clearance c on c.order_id = p.order_id
      where p.tracking_number = any($1) order by p.id for update of p`,
    [keys.trackingNumbers],
  );
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    trackingNumber: row.tracking_number,
    warehouseId: row.warehouse_id,
    progress: row.progress,
    outboundAt: row.outbound_at,
    signedAt: row.signed_at,
    destinationCity: row.city ?? '',
  }));
}

export async function insertNodes(tx: Db, nodes: readonly NewNode[]): Promise<readonly NewNode[]> {
  if (nodes.length === 0) return [];
  const { rows } = await tx.query<{ parcel_id: string; node_id: string }>(
    `insert into route_node (parcel_id, node_id, kind, op_code, place, reached_at, raw_ref)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
     on conflict do nothing returning parcel_id, node_id`,
    [
      nodes.map((node) => node.parcelId),
      nodes.map((node) => node.nodeId),
      nodes.map((node) => node.kind),
      nodes.map((node) => node.opCode),
      nodes.map((node) => node.place),
      nodes.map((node) => node.reachedAt),
      nodes.map((node) => node.rawRef),
    ],
  );
  const fresh = new Set(rows.map((row) => `${row.parcel_id} ${row.node_id}`));
  return nodes.filter((node) => fresh.delete(`${node.parcelId} ${node.nodeId}`));
}

export async function saveProgress(
  tx: Db,
  parcels: readonly { readonly id: string; readonly progress: number; readonly signedAt: Date | null; readonly lastNodeAt: Date }[],
): Promise<void> {
  if (parcels.length === 0) return;
  await tx.query(
    `update parcel p set progress = greatest(p.progress, n.progress), signed_at = coalesce(p.signed_at, n.signed_at), last_node_at = greatest(p.last_node_at, n.last_node_at)
       from unnest($1::text[], $2::int[], $3::timestamptz[], $4::timestamptz[]) as n (id, progress, signed_at, last_node_at) where p.id = n.id`,
    [
      parcels.map((one) => one.id),
      parcels.map((one) => one.progress),
      parcels.map((one) => one.signedAt),
      parcels.map((one) => one.lastNodeAt),
    ],
  );
}

export async function completeOrders(tx: Db, orderIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ order_id: string }>(
    `select o.order_id from unnest($1::text[]) as o (order_id)
      where not exists (select from fulfilment_order f where f.order_id = o.order_id
                          and f.status in ('PLANNED', 'CLEARED', 'SENT', 'ACCEPTED', 'PICKED', 'PACKED', 'STOPPING', 'PARTLY_OUTBOUND'))
        and not exists (select from parcel p where p.order_id = o.order_id and p.outbound_at is not null and p.signed_at is null)
        and not exists (select from clearance c where c.order_id = o.order_id and c.status in ('WAITING', 'FAILED', 'PARKED'))`,
    [[...new Set(orderIds)]],
  );
  return new Set(rows.map((row) => row.order_id));
}

export async function readQuietParcels(
  pool: Pool,
  at: { readonly since: Date; readonly limit: number },
): Promise<readonly { readonly trackingNumber: string; readonly carrier: string }[]> {
  // Marked as asked at once, so that the next sweep goes on with the others.
  const { rows } = await pool.query<{ tracking_number: string; carrier: string }>(
    `update parcel set next_try_at = now() where id in (
       select id from parcel where dispatched_at is not null and signed_at is null and coalesce(last_node_at, dispatched_at) < $1 and next_try_at < $1
        order by coalesce(last_node_at, dispatched_at) limit $2)
     returning tracking_number, carrier`,
    [at.since, at.limit],
  );
  return rows.map((row) => ({ trackingNumber: row.tracking_number, carrier: row.carrier }));
}

/** Samples of signed parcels, and the percentiles of their lanes over the last 200. */
export async function noteLanes(
  tx: Db,
  samples: readonly {
    readonly parcelId: string;
    readonly province: string;
    readonly city: string;
    readonly hours: number;
    readonly signedAt: Date;
  }[],
  now: Date,
): Promise<void> {
  if (samples.length === 0) return;
  await tx.query(
    `insert into lane_sample (parcel_id, origin_province, destination_city, hours, signed_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::timestamptz[]) on conflict do nothing`,
    [
      samples.map((one) => one.parcelId),
      samples.map((one) => one.province),
      samples.map((one) => one.city),
      samples.map((one) => one.hours),
      samples.map((one) => one.signedAt),
    ],
  );
  const lanes = [...new Map(samples.map((one) => [`${one.province} ${one.city}`, one])).values()].toSorted((a, b) =>
    `${a.province} ${a.city}` < `${b.province} ${b.city}` ? -1 : 1,
  );
  await tx.query(
    `insert into lane_history (origin_province, destination_city, samples, p50_hours, p80_hours, p95_hours, updated_at)
     select l.province, l.city, count(*), percentile_cont(0.5) within group (order by s.hours), percentile_cont(0.8) within group (order by s.hours),
            percentile_cont(0.95) within group (order by s.hours), $3
       from unnest($1::text[], $2::text[]) as l (province, city)
       join lateral (select hours from lane_sample where origin_province = l.province and destination_city = l.city order by signed_at desc limit 200) s on true
      group by l.province, l.city order by l.province, l.city
     on conflict (origin_province, destination_city) do update set samples = excluded.samples, p50_hours = excluded.p50_hours,
            p80_hours = excluded.p80_hours, p95_hours = excluded.p95_hours, updated_at = excluded.updated_at`,
    [lanes.map((one) => one.province), lanes.map((one) => one.city), now],
  );
}

export async function readLanes(
  tx: Db,
  lanes: readonly { readonly province: string; readonly city: string }[],
): Promise<ReadonlyMap<string, LaneHistory>> {
  const { rows } = await tx.query<{
    origin_province: string;
    destination_city: string;
    samples: number;
    p50_hours: number;
    p80_hours: number;
  }>(`select h.* from lane_history h where (origin_province, destination_city) in (select * from unnest($1::text[], $2::text[]))`, [
    lanes.map((lane) => lane.province),
    lanes.map((lane) => lane.city),
  ]);
  return new Map(
    rows.map((row) => [
      `${row.origin_province} ${row.destination_city}`,
      { samples: row.samples, p50Hours: row.p50_hours, p80Hours: row.p80_hours },
    ]),
  );
}

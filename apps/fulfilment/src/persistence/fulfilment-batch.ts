import type { Clearance } from '../domain/clearance.ts';
import type { FulfilmentStatus } from '../domain/fulfilment-order.ts';
import type { Allocation, FulfilmentState, LineState, ParcelState, Sending } from '../application/fulfilment-state.ts';
import type { Tx } from '../application/ports.ts';
import type { Move } from '../application/sourcing-stores.ts';

interface FulfilmentRow {
  readonly id: string;
  readonly order_id: string;
  readonly decision_id: string;
  readonly warehouse_id: string;
  readonly carrier: string;
  readonly carrier_service: string;
  readonly status: FulfilmentStatus;
  readonly allocation: Allocation;
  readonly sending: Sending;
  readonly recipient_token: string;
  readonly content_hash: string;
  readonly freight_fen: string;
  readonly raised: boolean;
  readonly parked_reason: string;
  readonly attempts: number;
  readonly next_try_at: Date;
  readonly wms_order_id: string;
  readonly refusal: string | null;
  readonly sent_at: Date | null;
  readonly accepted_at: Date | null;
  readonly outbound_at: Date | null;
  readonly last_news_at: Date;
  readonly created_at: Date;
  readonly content: Clearance;
}

/** Locks fulfilment orders in the order of their ids and loads all that belongs to them: four statements, whatever the number. */
export async function lockFulfilments(
  tx: Pick<Tx, 'query'>,
  by: { readonly ids: readonly string[] } | { readonly orderIds: readonly string[] },
): Promise<readonly FulfilmentState[]> {
  const [column, keys] = 'ids' in by ? ['f.id', by.ids] : ['f.order_id', by.orderIds];
  if (keys.length === 0) return [];
  const { rows } = await tx.query<FulfilmentRow>(
    `select f.*, c.content from fulfilment_order f join clearance c on c.order_id = f.order_id
      where ${column} = any($1) order by f.id for update of f`,
    [keys],
  );
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const { rows: lines } = await tx.query<{
    fulfilment_order_id: string;
    line_no: string;
    sku: string;
    title: string;
    quantity: number;
    shipped_quantity: number;
    unit_price_fen: string;
    paid_share_fen: string;
  }>('select * from fulfilment_line where fulfilment_order_id = any($1) order by fulfilment_order_id, line_no', [ids]);
  const { rows: parcels } = await tx.query<{
    id: string;
    fulfilment_order_id: string;
    carrier: string;
    tracking_number: string | null;
    waybill: ParcelState['waybill'];
    weight_grams: number;
    outbound_at: Date | null;
    raw_ref: string;
  }>(
    'select id, fulfilment_order_id, carrier, tracking_number, waybill, weight_grams, outbound_at, raw_ref from parcel where fulfilment_order_id = any($1) order by id',
    [ids],
  );
  const { rows: confirmations } = await tx.query<{ fulfilment_order_id: string; out_biz_code: string }>(
    'select fulfilment_order_id, out_biz_code from outbound_confirmation where fulfilment_order_id = any($1)',
    [ids],
  );
  const linesOf = Map.groupBy(lines, (line) => line.fulfilment_order_id);
  const parcelsOf = Map.groupBy(parcels, (parcel) => parcel.fulfilment_order_id);
  const confirmationsOf = Map.groupBy(confirmations, (one) => one.fulfilment_order_id);
  return rows.map((row) => ({
    id: row.id,
    orderId: row.order_id,
    decisionId: row.decision_id,
    warehouseId: row.warehouse_id,
    carrier: row.carrier,
    carrierService: row.carrier_service,
    status: row.status,
    allocation: row.allocation,
    sending: row.sending,
    recipientToken: row.recipient_token,
    contentHash: row.content_hash,
    freightFen: BigInt(row.freight_fen),
    raised: row.raised,
    parkedReason: row.parked_reason,
    attempts: row.attempts,
    nextTryAt: row.next_try_at,
    wmsOrderId: row.wms_order_id,
    refusal: row.refusal,
    sentAt: row.sent_at,
    acceptedAt: row.accepted_at,
    outboundAt: row.outbound_at,
    lastNewsAt: row.last_news_at,
    createdAt: row.created_at,
    clearance: row.content,
    lines: (linesOf.get(row.id) ?? []).map((line) => ({
      lineNo: line.line_no,
      sku: line.sku,
      title: line.title,
      quantity: line.quantity,
      shipped: line.shipped_quantity,
      unitPriceFen: BigInt(line.unit_price_fen),
      paidShareFen: BigInt(line.paid_share_fen),
    })),
    parcels: (parcelsOf.get(row.id) ?? []).map((parcel) => ({
      id: parcel.id,
      carrier: parcel.carrier,
      trackingNumber: parcel.tracking_number,
      waybill: parcel.waybill,
      weightGrams: parcel.weight_grams,
      outboundAt: parcel.outbound_at,
      rawRef: parcel.raw_ref,
      lines: [],
      touched: false,
    })),
    confirmations: new Set((confirmationsOf.get(row.id) ?? []).map((one) => one.out_biz_code)),
  }));
}

const CHANGED = `status = n.status, allocation = n.allocation, sending = n.sending, parked_reason = n.parked_reason, attempts = n.attempts,
            next_try_at = n.next_try_at, wms_order_id = n.wms_order_id, refusal = n.refusal, sent_at = n.sent_at,
            accepted_at = n.accepted_at, outbound_at = n.outbound_at, last_news_at = n.last_news_at`;
const COLUMNS = `id, status, allocation, sending, parked_reason, attempts, next_try_at, wms_order_id, refusal, sent_at, accepted_at, outbound_at, last_news_at`;
const LISTS = `$1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::timestamptz[], $8::text[], $9::text[],
                   $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[]`;

function listsOf(states: readonly FulfilmentState[]): readonly unknown[] {
  return [
    states.map((state) => state.id),
    states.map((state) => state.status),
    states.map((state) => state.allocation),
    states.map((state) => state.sending),
    states.map((state) => state.parkedReason),
    states.map((state) => state.attempts),
    states.map((state) => state.nextTryAt),
    states.map((state) => state.wmsOrderId),
    states.map((state) => state.refusal),
    states.map((state) => state.sentAt),
    states.map((state) => state.acceptedAt),
    states.map((state) => state.outboundAt),
    states.map((state) => state.lastNewsAt),
  ];
}

/**
 * Writes states that were read, or made, without a lock: only where the row's steps are still what they were then. Rows are locked in the
 * order of their ids, as everybody does. Answers with the ids that were written; about the others something else was decided meanwhile.
 */
export async function advanceFulfilments(tx: Pick<Tx, 'query'>, moves: readonly Move[], now: Date): Promise<ReadonlySet<string>> {
  if (moves.length === 0) return new Set();
  const { rows } = await tx.query<{ id: string }>(
    `update fulfilment_order f
        set ${CHANGED}
       from (select * from unnest(${LISTS}, $14::text[], $15::text[], $16::text[]) as n (${COLUMNS}, from_status, from_sending, from_allocation) order by id) n
      where f.id = n.id and f.status = n.from_status and f.sending = n.from_sending and f.allocation = n.from_allocation
     returning f.id`,
    [
      ...listsOf(moves.map(({ state }) => state)),
      moves.map(({ from }) => from.status),
      moves.map(({ from }) => from.sending),
      moves.map(({ from }) => from.allocation),
    ],
  );
  const written = new Set(rows.map((row) => row.id));
  await saveBelongings(
    tx,
    moves.flatMap(({ state }) => (written.has(state.id) ? [state] : [])),
    now,
  );
  return written;
}

/** Writes locked states back: one statement for the orders, and one each for lines and parcels where any changed. */
export async function saveFulfilments(tx: Pick<Tx, 'query'>, states: readonly FulfilmentState[], now: Date): Promise<void> {
  if (states.length === 0) return;
  await tx.query(
    `update fulfilment_order f
        set ${CHANGED}
       from unnest(${LISTS})
         as n (${COLUMNS})
      where f.id = n.id`,
    listsOf(states),
  );
  await saveBelongings(tx, states, now);
}

async function saveBelongings(tx: Pick<Tx, 'query'>, states: readonly FulfilmentState[], now: Date): Promise<void> {
  await saveShipped(
    tx,
    states.flatMap((state) => state.lines.filter((line) => line.shipped > 0).map((line) => ({ state, line }))),
  );
  await saveParcels(
    tx,
    states.flatMap((state) => state.parcels.filter((parcel) => parcel.touched).map((parcel) => ({ state, parcel }))),
    now,
  );
}

async function saveShipped(
  tx: Pick<Tx, 'query'>,
  shipped: readonly { readonly state: FulfilmentState; readonly line: LineState }[],
): Promise<void> {
  if (shipped.length === 0) return;
  await tx.query(
    `update fulfilment_line l set shipped_quantity = n.shipped
       from unnest($1::text[], $2::text[], $3::int[]) as n (fulfilment_order_id, line_no, shipped)
      where l.fulfilment_order_id = n.fulfilment_order_id and l.line_no = n.line_no and l.shipped_quantity <> n.shipped`,
    [shipped.map(({ state }) => state.id), shipped.map(({ line }) => line.lineNo), shipped.map(({ line }) => line.shipped)],
  );
}

async function saveParcels(
  tx: Pick<Tx, 'query'>,
  touched: readonly { readonly state: FulfilmentState; readonly parcel: ParcelState }[],
  now: Date,
): Promise<void> {
  if (touched.length === 0) return;
  await tx.query(
    `insert into parcel (id, order_id, fulfilment_order_id, carrier, tracking_number, waybill, weight_grams, outbound_at, raw_ref, next_try_at, created_at)
     select id, order_id, fulfilment_order_id, carrier, tracking_number, waybill, weight_grams, outbound_at, raw_ref, $10, $10
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::timestamptz[], $9::text[])
         as n (id, order_id, fulfilment_order_id, carrier, tracking_number, waybill, weight_grams, outbound_at, raw_ref)
     on conflict (id) do update set tracking_number = excluded.tracking_number, waybill = excluded.waybill, weight_grams = excluded.weight_grams,
            outbound_at = coalesce(parcel.outbound_at, excluded.outbound_at), raw_ref = excluded.raw_ref, carrier = excluded.carrier`,
    [
      touched.map(({ parcel }) => parcel.id),
      touched.map(({ state }) => state.orderId),
      touched.map(({ state }) => state.id),
      touched.map(({ parcel }) => parcel.carrier),
      touched.map(({ parcel }) => parcel.trackingNumber),
      touched.map(({ parcel }) => parcel.waybill),
      touched.map(({ parcel }) => parcel.weightGrams),
      touched.map(({ parcel }) => parcel.outboundAt),
      touched.map(({ parcel }) => parcel.rawRef),
      now,
    ],
  );
  const lines = touched.flatMap(({ parcel }) => parcel.lines.map((line) => ({ parcel, line })));
  if (lines.length === 0) return;
  await tx.query(
    `insert into parcel_line (parcel_id, line_no, sku, quantity)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::int[])
     on conflict (parcel_id, line_no) do update set quantity = excluded.quantity`,
    [
      lines.map(({ parcel }) => parcel.id),
      lines.map(({ line }) => line.lineNo),
      lines.map(({ line }) => line.sku),
      lines.map(({ line }) => line.quantity),
    ],
  );
}

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

interface BelongingsRow {
  readonly id: string;
  readonly lines:
    | readonly {
        readonly lineNo: string;
        readonly sku: string;
        readonly title: string;
        readonly quantity: number;
        readonly shipped: number;
        readonly unitPriceFen: string;
        readonly paidShareFen: string;
      }[]
    | null;
  readonly parcels:
    | readonly {
        readonly id: string;
        readonly carrier: string;
        readonly trackingNumber: string | null;
        readonly waybill: ParcelState['waybill'];
        readonly weightGrams: number;
        readonly outboundAt: string | null;
        readonly rawRef: string;
      }[]
    | null;
  readonly confirmations: readonly string[];
}

// Not in the statement that locks: what a transaction that was waited for has written is seen by the next statement only.
const BELONGINGS = `
select f.id,
       (select json_agg(json_build_object('lineNo', line_no, 'sku', sku, 'title', title, 'quantity', quantity, 'shipped', shipped_quantity,
                                          'unitPriceFen', unit_price_fen::text, 'paidShareFen', paid_share_fen::text) order by line_no)
          from fulfilment_line where fulfilment_order_id = f.id) as lines,
       (select json_agg(json_build_object('id', id, 'carrier', carrier, 'trackingNumber', tracking_number, 'waybill', waybill,
                                          'weightGrams', weight_grams, 'outboundAt', outbound_at, 'rawRef', raw_ref) order by id)
          from parcel where fulfilment_order_id = f.id) as parcels,
       array(select out_biz_code from outbound_confirmation where fulfilment_order_id = f.id) as confirmations
  from unnest($1::text[]) as f (id)`;

/** Locks fulfilment orders in the order of their ids and loads all that belongs to them: two statements, whatever the number. */
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
  const { rows: belongings } = await tx.query<BelongingsRow>(BELONGINGS, [rows.map((row) => row.id)]);
  const belongingsOf = new Map(belongings.map((row) => [row.id, row]));
  const states = rows.map((row) => ({
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
    lines: (belongingsOf.get(row.id)?.lines ?? []).map((line) => ({
      ...line,
      unitPriceFen: BigInt(line.unitPriceFen),
      paidShareFen: BigInt(line.paidShareFen),
    })),
    parcels: (belongingsOf.get(row.id)?.parcels ?? []).map((parcel) => ({
      ...parcel,
      outboundAt: parcel.outboundAt === null ? null : new Date(parcel.outboundAt),
      lines: [],
      touched: false,
    })),
    confirmations: new Set(belongingsOf.get(row.id)?.confirmations),
  }));
  for (const state of states) asLoaded.set(state, printOf(state));
  return states;
}

/** What the row of a locked state says: one that was looked at and left as it is need not be written. */
const asLoaded = new WeakMap<FulfilmentState, string>();

function printOf(state: FulfilmentState): string {
  return JSON.stringify(columnsOf(state));
}

const CHANGED = `status = n.status, allocation = n.allocation, sending = n.sending, parked_reason = n.parked_reason, attempts = n.attempts,
            next_try_at = n.next_try_at, wms_order_id = n.wms_order_id, refusal = n.refusal, sent_at = n.sent_at,
            accepted_at = n.accepted_at, outbound_at = n.outbound_at, last_news_at = n.last_news_at`;
const COLUMNS = `id, status, allocation, sending, parked_reason, attempts, next_try_at, wms_order_id, refusal, sent_at, accepted_at, outbound_at, last_news_at`;
const LISTS = `$1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::timestamptz[], $8::text[], $9::text[],
                   $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[]`;

function columnsOf(state: FulfilmentState): readonly unknown[] {
  return [
    state.id,
    state.status,
    state.allocation,
    state.sending,
    state.parkedReason,
    state.attempts,
    state.nextTryAt,
    state.wmsOrderId,
    state.refusal,
    state.sentAt,
    state.acceptedAt,
    state.outboundAt,
    state.lastNewsAt,
  ];
}

function listsOf(states: readonly FulfilmentState[]): readonly unknown[] {
  const rows = states.map(columnsOf);
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
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

/** Writes locked states back: one statement each for orders, lines and parcels where any changed. */
export async function saveFulfilments(tx: Pick<Tx, 'query'>, states: readonly FulfilmentState[], now: Date): Promise<void> {
  const changed = states.filter((state) => asLoaded.get(state) !== printOf(state));
  if (changed.length > 0) {
    await tx.query(
      `update fulfilment_order f
        set ${CHANGED}
       from unnest(${LISTS})
         as n (${COLUMNS})
      where f.id = n.id`,
      listsOf(changed),
    );
    for (const state of changed) asLoaded.set(state, printOf(state));
  }
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

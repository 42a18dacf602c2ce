import type { Tx } from '@orderloom/outbox';
import type { OrderChange } from '../application/ports.ts';
import type { Order } from '../domain/order.ts';

/** Writes new and changed orders. What a deed did not replace is not written: domain values are replaced, never changed. */
export async function saveOrders(tx: Tx, changes: readonly OrderChange[]): Promise<void> {
  const fresh = changes.filter((change) => change.before === undefined).map((change) => change.after);
  const changed = changes.filter((change) => change.before !== undefined).map((change) => change.after);
  await insertOrders(tx, fresh);
  await updateOrders(tx, changed);
  await insertLines(tx, fresh);
  await updateCancelled(
    tx,
    replaced(changes, 'lines').filter((order) => !fresh.includes(order)),
  );
  await writeHolds(tx, replaced(changes, 'holds'));
  await writeRefunds(tx, replaced(changes, 'refunds'));
  await writeStops(tx, replaced(changes, 'stops'));
  await writeParts(tx, changes);
}

function replaced(changes: readonly OrderChange[], what: 'lines' | 'holds' | 'stops' | 'refunds'): readonly Order[] {
  return changes
    .filter((change) => change.after[what].length > 0 && change.after[what] !== change.before?.[what])
    .map((change) => change.after);
}

async function insertOrders(tx: Tx, orders: readonly Order[]): Promise<void> {
  if (orders.length === 0) return;
  await tx.query(
    `insert into orders (
       id, channel, shop_id, platform_order_no, status, version, platform_version, platform_state, system, recipient, recipient_token, buyer_token,
       currency, goods_minor, discount_minor, freight_minor, paid_minor, submitted_at, platform_created_at, received_at, paid_at, promised_ship_at,
       time_class, presale, extensions, stock_asked_at, created_at, defaulted_fields)
     select t.id, t.channel, t.shop_id, t.platform_order_no, t.status, t.version, t.platform_version, t.platform_state, t.system, t.recipient::jsonb,
            t.recipient_token, t.buyer_token, t.currency, t.goods_minor, t.discount_minor, t.freight_minor, t.paid_minor, t.submitted_at,
            t.platform_created_at, t.received_at, t.paid_at, t.promised_ship_at, t.time_class, t.presale, t.extensions::jsonb, t.stock_asked_at,
            t.created_at, array(select jsonb_array_elements_text(t.defaulted_fields::jsonb))
       from unnest(
         $1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::text[],
         $11::text[], $12::text[], $13::text[], $14::bigint[], $15::bigint[], $16::bigint[], $17::bigint[], $18::timestamptz[],
         $19::timestamptz[], $20::timestamptz[], $21::timestamptz[], $22::timestamptz[], $23::text[], $24::boolean[], $25::text[],
         $26::timestamptz[], $27::timestamptz[], $28::text[])
       as t (id, channel, shop_id, platform_order_no, status, version, platform_version, platform_state, system, recipient, recipient_token,
             buyer_token, currency, goods_minor, discount_minor, freight_minor, paid_minor, submitted_at, platform_created_at, received_at,
             paid_at, promised_ship_at, time_class, presale, extensions, stock_asked_at, created_at, defaulted_fields)`,
    [
      orders.map((order) => order.id),
      orders.map((order) => order.channel),
      orders.map((order) => order.shopId),
      orders.map((order) => order.platformOrderNo),
      orders.map((order) => order.status),
      orders.map((order) => order.version),
      orders.map((order) => order.platformVersion),
      orders.map((order) => order.platformState),
      orders.map((order) => order.system),
      orders.map((order) => JSON.stringify(order.recipient)),
      orders.map((order) => order.recipient.token),
      orders.map((order) => order.buyerToken),
      orders.map((order) => order.paidAmount.currency),
      orders.map((order) => order.goodsAmount.minor),
      orders.map((order) => order.discountAmount.minor),
      orders.map((order) => order.freightAmount.minor),
      orders.map((order) => order.paidAmount.minor),
      orders.map((order) => order.submittedAt ?? null),
      orders.map((order) => order.platformCreatedAt),
      orders.map((order) => order.receivedAt),
      orders.map((order) => order.paidAt ?? null),
      orders.map((order) => order.promisedShipAt ?? null),
      orders.map((order) => order.timeClass),
      orders.map((order) => order.presale),
      orders.map((order) => JSON.stringify(order.extensions)),
      orders.map((order) => order.stockAskedAt ?? null),
      orders.map((order) => order.createdAt),
      orders.map((order) => JSON.stringify(order.defaultedFields)),
    ],
  );
}

async function updateOrders(tx: Tx, orders: readonly Order[]): Promise<void> {
  if (orders.length === 0) return;
  await tx.query(
    `update orders o set
       status = t.status, version = t.version, platform_version = t.platform_version, platform_state = t.platform_state,
       recipient = t.recipient::jsonb, recipient_token = t.recipient_token, paid_minor = t.paid_minor, paid_at = t.paid_at,
       promised_ship_at = t.promised_ship_at, extensions = t.extensions::jsonb, clearance_round = t.clearance_round, cleared_at = t.cleared_at,
       clearance_stands = t.clearance_stands, stock_asked_at = t.stock_asked_at, stock_answered = t.stock_answered,
       first_outbound_at = t.first_outbound_at, signed_at = t.signed_at, time_class = t.time_class,
       expedited_at = t.expedited_at, expedited_by = t.expedited_by
     from unnest(
       $1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::timestamptz[], $10::timestamptz[],
       $11::text[], $12::int[], $13::timestamptz[], $14::boolean[], $15::timestamptz[], $16::boolean[], $17::timestamptz[], $18::timestamptz[],
       $19::text[], $20::timestamptz[], $21::text[])
     as t (id, status, version, platform_version, platform_state, recipient, recipient_token, paid_minor, paid_at, promised_ship_at, extensions,
           clearance_round, cleared_at, clearance_stands, stock_asked_at, stock_answered, first_outbound_at, signed_at, time_class, expedited_at, expedited_by)
     where o.id = t.id`,
    [
      orders.map((order) => order.id),
      orders.map((order) => order.status),
      orders.map((order) => order.version),
      orders.map((order) => order.platformVersion),
      orders.map((order) => order.platformState),
      orders.map((order) => JSON.stringify(order.recipient)),
      orders.map((order) => order.recipient.token),
      orders.map((order) => order.paidAmount.minor),
      orders.map((order) => order.paidAt ?? null),
      orders.map((order) => order.promisedShipAt ?? null),
      orders.map((order) => JSON.stringify(order.extensions)),
      orders.map((order) => order.clearance.round),
      orders.map((order) => order.clearance.at ?? null),
      orders.map((order) => order.clearance.stands),
      orders.map((order) => order.stockAskedAt ?? null),
      orders.map((order) => order.stockAnswered),
      orders.map((order) => order.firstOutboundAt ?? null),
      orders.map((order) => order.signedAt ?? null),
      orders.map((order) => order.timeClass),
      orders.map((order) => order.expedited?.at ?? null),
      orders.map((order) => order.expedited?.by ?? null),
    ],
  );
}

async function insertLines(tx: Tx, orders: readonly Order[]): Promise<void> {
  const lines = orders.flatMap((order) => order.lines.map((line, position) => ({ orderId: order.id, position, ...line })));
  if (lines.length === 0) return;
  await tx.query(
    `insert into order_line (order_id, line_no, position, sku, title, quantity, cancelled_quantity, unit_price_minor, paid_share_minor, gift, cold_chain)
     select * from unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::int[], $7::int[], $8::bigint[], $9::bigint[], $10::boolean[], $11::boolean[])`,
    [
      lines.map((line) => line.orderId),
      lines.map((line) => line.lineNo),
      lines.map((line) => line.position),
      lines.map((line) => line.sku),
      lines.map((line) => line.title),
      lines.map((line) => line.quantity),
      lines.map((line) => line.cancelledQuantity),
      lines.map((line) => line.unitPrice.minor),
      lines.map((line) => line.paidShare.minor),
      lines.map((line) => line.gift),
      lines.map((line) => line.coldChain),
    ],
  );
}

async function updateCancelled(tx: Tx, orders: readonly Order[]): Promise<void> {
  const lines = orders.flatMap((order) => order.lines.map((line) => ({ orderId: order.id, ...line })));
  if (lines.length === 0) return;
  await tx.query(
    `update order_line l set cancelled_quantity = t.cancelled from unnest($1::text[], $2::text[], $3::int[]) as t (order_id, line_no, cancelled)
      where l.order_id = t.order_id and l.line_no = t.line_no and l.cancelled_quantity <> t.cancelled`,
    [lines.map((line) => line.orderId), lines.map((line) => line.lineNo), lines.map((line) => line.cancelledQuantity)],
  );
}

async function writeHolds(tx: Tx, orders: readonly Order[]): Promise<void> {
  const holds = orders.flatMap((order) => order.holds.map((hold) => ({ orderId: order.id, ...hold })));
  if (holds.length === 0) return;
  await tx.query(
    `insert into hold (id, order_id, reason, owner, placed_by, placed_at, due_at, released_at, released_by, note)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[], $9::text[], $10::text[])
     on conflict (id) do update set released_at = excluded.released_at, released_by = excluded.released_by
      where hold.released_at is distinct from excluded.released_at`,
    [
      holds.map((hold) => hold.id),
      holds.map((hold) => hold.orderId),
      holds.map((hold) => hold.reason),
      holds.map((hold) => hold.owner),
      holds.map((hold) => hold.placedBy),
      holds.map((hold) => hold.placedAt),
      holds.map((hold) => hold.dueAt ?? null),
      holds.map((hold) => hold.releasedAt ?? null),
      holds.map((hold) => hold.releasedBy ?? null),
      holds.map((hold) => hold.note),
    ],
  );
}

async function writeRefunds(tx: Tx, orders: readonly Order[]): Promise<void> {
  const refunds = orders.flatMap((order) => order.refunds.map((refund) => ({ orderId: order.id, ...refund })));
  if (refunds.length === 0) return;
  await tx.query(
    `insert into refund (order_id, refund_id, kind, state, whole_order, amount_minor, currency, requested_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::boolean[], $6::bigint[], $7::text[], $8::timestamptz[])
     on conflict (order_id, refund_id) do update set state = excluded.state where refund.state <> excluded.state`,
    [
      refunds.map((refund) => refund.orderId),
      refunds.map((refund) => refund.id),
      refunds.map((refund) => refund.kind),
      refunds.map((refund) => refund.state),
      refunds.map((refund) => refund.wholeOrder),
      refunds.map((refund) => refund.amount.minor),
      refunds.map((refund) => refund.amount.currency),
      refunds.map((refund) => refund.requestedAt),
    ],
  );
  const lines = refunds.flatMap((refund) => refund.lines.map((line) => ({ orderId: refund.orderId, refundId: refund.id, ...line })));
  if (lines.length === 0) return;
  await tx.query(
    `insert into refund_line (order_id, refund_id, line_no, quantity) select * from unnest($1::text[], $2::text[], $3::text[], $4::int[])
     on conflict do nothing`,
    [
      lines.map((line) => line.orderId),
      lines.map((line) => line.refundId),
      lines.map((line) => line.lineNo),
      lines.map((line) => line.quantity),
    ],
  );
}

async function writeStops(tx: Tx, orders: readonly Order[]): Promise<void> {
  const stops = orders.flatMap((order) => order.stops.map((stop) => ({ orderId: order.id, ...stop })));
  if (stops.length === 0) return;
  await tx.query(
    `insert into stop_proposal (id, order_id, scope, state, reason, proposed_by, proposed_at, answered_at, decline_reason)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::text[])
     on conflict (id) do update set state = excluded.state, answered_at = excluded.answered_at, decline_reason = excluded.decline_reason
      where stop_proposal.state <> excluded.state`,
    [
      stops.map((stop) => stop.id),
      stops.map((stop) => stop.orderId),
      stops.map((stop) => stop.scope),
      stops.map((stop) => stop.state),
      stops.map((stop) => stop.reason),
      stops.map((stop) => stop.proposedBy),
      stops.map((stop) => stop.proposedAt),
      stops.map((stop) => stop.answeredAt ?? null),
      stops.map((stop) => stop.declineReason ?? null),
    ],
  );
  const lines = stops.flatMap((stop) => stop.lines.map((line) => ({ stopId: stop.id, ...line })));
  if (lines.length > 0) {
    await tx.query(
      'insert into stop_line (stop_id, line_no, quantity) select * from unnest($1::uuid[], $2::text[], $3::int[]) on conflict do nothing',
      [lines.map((line) => line.stopId), lines.map((line) => line.lineNo), lines.map((line) => line.quantity)],
    );
  }
  const settles = stops.flatMap((stop) => stop.refundIds.map((refundId) => ({ stopId: stop.id, orderId: stop.orderId, refundId })));
  if (settles.length === 0) return;
  await tx.query(
    'insert into stop_refund (stop_id, order_id, refund_id) select * from unnest($1::uuid[], $2::text[], $3::text[]) on conflict do nothing',
    [settles.map((one) => one.stopId), settles.map((one) => one.orderId), settles.map((one) => one.refundId)],
  );
}

async function writeParts(tx: Tx, changes: readonly OrderChange[]): Promise<void> {
  const parts = changes.flatMap(({ before, after }) =>
    after.parts.filter((part) => !(before?.parts.includes(part) ?? false)).map((part) => ({ orderId: after.id, ...part })),
  );
  if (parts.length === 0) return;
  await tx.query(
    `insert into part (fulfilment_order_id, order_id, warehouse_id, state, out_biz_codes)
     select p.id, p.order_id, p.warehouse_id, p.state, array(select jsonb_array_elements_text(p.codes::jsonb))
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as p (id, order_id, warehouse_id, state, codes)
     on conflict (fulfilment_order_id) do update
        set warehouse_id = excluded.warehouse_id, state = excluded.state, out_biz_codes = excluded.out_biz_codes`,
    [
      parts.map((part) => part.fulfilmentOrderId),
      parts.map((part) => part.orderId),
      parts.map((part) => part.warehouseId),
      parts.map((part) => part.state),
      parts.map((part) => JSON.stringify(part.outBizCodes)),
    ],
  );
  const lines = parts.flatMap((part) => part.lines.map((line) => ({ id: part.fulfilmentOrderId, ...line })));
  if (lines.length === 0) return;
  await tx.query(
    `insert into part_line (fulfilment_order_id, line_no, quantity, shipped) select * from unnest($1::text[], $2::text[], $3::int[], $4::int[])
     on conflict (fulfilment_order_id, line_no) do update set quantity = excluded.quantity, shipped = excluded.shipped
      where (part_line.quantity, part_line.shipped) is distinct from (excluded.quantity, excluded.shipped)`,
    [lines.map((line) => line.id), lines.map((line) => line.lineNo), lines.map((line) => line.quantity), lines.map((line) => line.shipped)],
  );
}

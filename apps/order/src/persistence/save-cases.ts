import type { Tx } from '@orderloom/outbox';
import type { OrderChange } from '../application/ports.ts';
import type { Order } from '../domain/order.ts';

/** Writes holds, refunds and stops of the orders that a deed gave new ones: most orders never have any. */
export async function saveCases(tx: Tx, changes: readonly OrderChange[]): Promise<void> {
  await writeHolds(tx, replaced(changes, 'holds'));
  await writeRefunds(tx, replaced(changes, 'refunds'));
  await writeStops(tx, replaced(changes, 'stops'));
}

function replaced(changes: readonly OrderChange[], what: 'holds' | 'stops' | 'refunds'): readonly Order[] {
  return changes
    .filter((change) => change.after[what].length > 0 && change.after[what] !== change.before?.[what])
    .map((change) => change.after);
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

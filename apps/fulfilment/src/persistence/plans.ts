import type { Tx } from '../application/ports.ts';
import type { OrderPlan } from '../application/sourcing-stores.ts';
import { weighedText } from './weighed.ts';

/**
 * Writes what a turn decided, all in one statement: an order that is not as it was read any more leaves nothing. Refusals count too: one more by a
 * warehouse leaves more to source of an order that waits already. Fulfilment orders are planned before their allocation is asked for, so that a
 * crash in between repeats the question with the same ids.
 */
export async function writePlans(tx: Pick<Tx, 'query'>, plans: readonly OrderPlan[], now: Date): Promise<ReadonlySet<string>> {
  if (plans.length === 0) return new Set();
  const decisions = plans.flatMap((plan) => plan.decision ?? []);
  const planned = plans.flatMap((plan) => plan.fulfilments);
  const lines = planned.flatMap((one) => one.lines.map((line) => ({ one, line })));
  const { rows } = await tx.query<{ order_id: string }>(PLAN, [
    now,
    plans.map((plan) => plan.order.orderId),
    plans.map((plan) => plan.order.clearedSeq.toString()),
    plans.map((plan) => plan.order.nextSerial),
    plans.map((plan) => plan.order.refusals),
    plans.map((plan) => plan.order.nextSerial + plan.fulfilments.length),
    plans.map((plan) => plan.status),
    plans.map((plan) => plan.rounds),
    decisions.map((one) => one.id),
    decisions.map((one) => one.orderId),
    decisions.map((one) => one.outcome),
    decisions.map((one) => one.ruleVersion),
    decisions.map((one) => one.tookMs),
    decisions.map((one) => one.failure),
    decisions.map((one) => one.failureDetail),
    decisions.map((one) => one.precision),
    decisions.map((one) => one.widened),
    decisions.map((one) => weighedText(one.candidates)),
    planned.map((one) => one.id),
    planned.map((one) => one.orderId),
    planned.map((one) => one.decisionId),
    planned.map((one) => one.warehouseId),
    planned.map((one) => one.carrier),
    planned.map((one) => one.carrierService),
    planned.map((one) => one.recipientToken),
    planned.map((one) => one.contentHash),
    planned.map((one) => one.freightFen.toString()),
    planned.map((one) => one.raised),
    lines.map(({ one }) => one.orderId),
    lines.map(({ one }) => one.id),
    lines.map(({ line }) => line.lineNo),
    lines.map(({ line }) => line.sku),
    lines.map(({ line }) => line.title),
    lines.map(({ line }) => line.quantity),
    lines.map(({ line }) => line.unitPriceFen.toString()),
    lines.map(({ line }) => line.paidShareFen.toString()),
  ]);
  return new Set(rows.map((row) => row.order_id));
}

// Not `status = 'WAITING'`: the index of those who wait keeps all who ever did until it is vacuumed, and would be read whole each time.
const PLAN = `
with taken as (
  update clearance c set status = n.status, next_serial = n.next_serial, rounds = n.rounds, updated_at = $1
    from (select *, 'WAITING' as before from unnest($2::text[], $3::bigint[], $4::int[], $5::int[], $6::int[], $7::text[], $8::int[])
            as n (order_id, cleared_seq, serial, refusals, next_serial, status, rounds) order by order_id) n
   where c.order_id = n.order_id and c.cleared_seq = n.cleared_seq and c.next_serial = n.serial and c.refusals = n.refusals and c.status = n.before
  returning c.order_id),
decided as (
  insert into sourcing_decision (id, order_id, outcome, rule_version, took_ms, failure, failure_detail, precision, widened, weighed, decided_at)
  select id, order_id, outcome, rule_version, took_ms, failure, failure_detail, precision, widened, weighed, $1
    from unnest($9::uuid[], $10::text[], $11::text[], $12::int[], $13::float8[], $14::text[], $15::text[], $16::text[], $17::boolean[], $18::text[])
      as d (id, order_id, outcome, rule_version, took_ms, failure, failure_detail, precision, widened, weighed)
   where order_id in (select order_id from taken)),
planned as (
  insert into fulfilment_order (id, order_id, decision_id, warehouse_id, carrier, carrier_service, status, allocation, sending, recipient_token,
                                content_hash, freight_fen, raised, next_try_at, last_news_at, created_at)
  select id, order_id, decision_id, warehouse_id, carrier, carrier_service, 'PLANNED', 'ASKED', 'NOT', recipient_token, content_hash, freight_fen, raised, $1, $1, $1
    from unnest($19::text[], $20::text[], $21::uuid[], $22::text[], $23::text[], $24::text[], $25::text[], $26::text[], $27::bigint[], $28::boolean[])
      as p (id, order_id, decision_id, warehouse_id, carrier, carrier_service, recipient_token, content_hash, freight_fen, raised)
   where order_id in (select order_id from taken)),
lined as (
  insert into fulfilment_line (fulfilment_order_id, line_no, sku, title, quantity, unit_price_fen, paid_share_fen)
  select fulfilment_order_id, line_no, sku, title, quantity, unit_price_fen, paid_share_fen
    from unnest($29::text[], $30::text[], $31::text[], $32::text[], $33::text[], $34::int[], $35::bigint[], $36::bigint[])
      as l (order_id, fulfilment_order_id, line_no, sku, title, quantity, unit_price_fen, paid_share_fen)
   where order_id in (select order_id from taken))
select order_id from taken`;

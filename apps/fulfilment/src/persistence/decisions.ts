import type { Pool } from 'pg';
import type { Tx } from '../application/ports.ts';
import type { NewDecision, NewFulfilment } from '../application/sourcing-stores.ts';

export async function insertDecisions(tx: Pick<Tx, 'query'>, decisions: readonly NewDecision[], now: Date): Promise<void> {
  if (decisions.length === 0) return;
  await tx.query(
    `insert into sourcing_decision (id, order_id, outcome, rule_version, took_ms, failure, failure_detail, precision, widened, candidates, decided_at)
     select id, order_id, outcome, rule_version, took_ms, failure, failure_detail, precision, widened, candidates::jsonb, $11
       from unnest($1::uuid[], $2::text[], $3::text[], $4::int[], $5::float8[], $6::text[], $7::text[], $8::text[], $9::boolean[], $10::text[])
         as n (id, order_id, outcome, rule_version, took_ms, failure, failure_detail, precision, widened, candidates)`,
    [
      decisions.map((one) => one.id),
      decisions.map((one) => one.orderId),
      decisions.map((one) => one.outcome),
      decisions.map((one) => one.ruleVersion),
      decisions.map((one) => one.tookMs),
      decisions.map((one) => one.failure),
      decisions.map((one) => one.failureDetail),
      decisions.map((one) => one.precision),
      decisions.map((one) => one.widened),
      decisions.map((one) => JSON.stringify(one.candidates)),
      now,
    ],
  );
}

/** Plans fulfilment orders before their allocation is asked for: a crash in between repeats the question with the same ids. */
export async function insertFulfilments(tx: Pick<Tx, 'query'>, planned: readonly NewFulfilment[], now: Date): Promise<void> {
  if (planned.length === 0) return;
  await tx.query(
    `insert into fulfilment_order (id, order_id, decision_id, warehouse_id, carrier, carrier_service, status, allocation, sending, recipient_token,
                                   content_hash, freight_fen, raised, next_try_at, last_news_at, created_at)
     select id, order_id, decision_id, warehouse_id, carrier, carrier_service, 'PLANNED', 'ASKED', 'NOT', recipient_token, content_hash, freight_fen, raised, $11, $11, $11
       from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::boolean[])
         as n (id, order_id, decision_id, warehouse_id, carrier, carrier_service, recipient_token, content_hash, freight_fen, raised)`,
    [
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
      now,
    ],
  );
  const lines = planned.flatMap((one) => one.lines.map((line) => ({ id: one.id, line })));
  await tx.query(
    `insert into fulfilment_line (fulfilment_order_id, line_no, sku, title, quantity, unit_price_fen, paid_share_fen)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::bigint[])`,
    [
      lines.map(({ id }) => id),
      lines.map(({ line }) => line.lineNo),
      lines.map(({ line }) => line.sku),
      lines.map(({ line }) => line.title),
      lines.map(({ line }) => line.quantity),
      lines.map(({ line }) => line.unitPriceFen.toString()),
      lines.map(({ line }) => line.paidShareFen.toString()),
    ],
  );
}

/** The explanation learns what the stock owner refused, and the decision its outcome. */
export async function closeDecisions(
  tx: Pick<Tx, 'query'>,
  closed: readonly {
    readonly id: string;
    readonly outcome: 'SOURCED' | 'SUPERSEDED';
    readonly refused: Readonly<Record<string, string>>;
  }[],
): Promise<void> {
  if (closed.length === 0) return;
  await tx.query(
    `update sourcing_decision d set outcome = n.outcome,
            candidates = case when n.refused = '{}' then d.candidates else (
              select jsonb_agg(case when n.refused::jsonb ? (e->>'warehouseId')
                                    then e || jsonb_build_object('refusal', 'ALLOCATION_REFUSED', 'refusalDetail', n.refused::jsonb->>(e->>'warehouseId'), 'chosen', false, 'rank', null)
                                    else e end)
                from jsonb_array_elements(d.candidates) e) end
       from unnest($1::uuid[], $2::text[], $3::text[]) as n (id, outcome, refused)
      where d.id = n.id`,
    [closed.map((one) => one.id), closed.map((one) => one.outcome), closed.map((one) => JSON.stringify(one.refused))],
  );
}

/** Asked for and never answered: a crash in between. */
export async function readAsked(pool: Pool, limit: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from fulfilment_order where allocation = 'ASKED' order by created_at limit $1`,
    [limit],
  );
  return rows.map((row) => row.id);
}

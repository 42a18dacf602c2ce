import type { Pool } from 'pg';
import type { Effects } from '../application/fulfilment-state.ts';
import type { Tx } from '../application/ports.ts';
import type { NewProposal, StopPart, StopStore } from '../application/stop-store.ts';

type Db = Pick<Tx, 'query'>;

export async function insertProposals(tx: Db, proposals: readonly NewProposal[]): Promise<ReadonlySet<string>> {
  const fresh = new Set<string>();
  for (const one of proposals) {
    // A list of lists has no unnest; stops are a few in a thousand.
    const { rowCount } = await tx.query(
      `insert into stop_proposal (id, order_id, scope, line_nos, reason, status, proposed_at) values ($1, $2, $3, $4, $5, 'OPEN', $6) on conflict do nothing`,
      [one.id, one.orderId, one.scope, one.lineNos, one.reason, one.proposedAt],
    );
    if (rowCount === 1) fresh.add(one.id);
  }
  return fresh;
}

export async function insertStopParts(
  tx: Db,
  parts: readonly {
    readonly proposalId: string;
    readonly fulfilmentOrderId: string;
    readonly state: StopPart['state'];
    readonly reason: string;
  }[],
  now: Date,
): Promise<void> {
  if (parts.length === 0) return;
  await tx.query(
    `insert into stop_part (proposal_id, fulfilment_order_id, state, reason, next_try_at)
     select *, $5::timestamptz from unnest($1::text[], $2::text[], $3::text[], $4::text[]) on conflict do nothing`,
    [
      parts.map((part) => part.proposalId),
      parts.map((part) => part.fulfilmentOrderId),
      parts.map((part) => part.state),
      parts.map((part) => part.reason),
      now,
    ],
  );
}

/** One answer of the WMS answers every open proposal about that fulfilment order. */
export async function settleStopParts(tx: Db, answers: Effects['stopParts']): Promise<readonly StopPart[]> {
  const { rows } = await tx.query<{ proposal_id: string }>(
    `update stop_part p set state = n.state, reason = n.reason, answered_at = now()
       from unnest($1::text[], $2::text[], $3::text[]) as n (fulfilment_order_id, state, reason)
      where p.fulfilment_order_id = n.fulfilment_order_id and p.state = 'OPEN' returning p.proposal_id`,
    [answers.map((one) => one.fulfilmentOrderId), answers.map((one) => one.state), answers.map((one) => one.reason)],
  );
  return readOpenParts(tx, [...new Set(rows.map((row) => row.proposal_id))]);
}

export async function readOpenParts(tx: Db, proposalIds: readonly string[]): Promise<readonly StopPart[]> {
  if (proposalIds.length === 0) return [];
  await tx.query('select from stop_proposal where id = any($1) order by id for update', [proposalIds]);
  const { rows } = await tx.query<{
    proposal_id: string;
    order_id: string;
    scope: StopPart['scope'];
    fulfilment_order_id: string;
    state: StopPart['state'];
    reason: string;
  }>(
    `select p.proposal_id, s.order_id, s.scope, p.fulfilment_order_id, p.state, p.reason from stop_part p join stop_proposal s on s.id = p.proposal_id
      where s.id = any($1) and s.status = 'OPEN' order by p.proposal_id, p.fulfilment_order_id`,
    [proposalIds],
  );
  return rows.map((row) => ({
    proposalId: row.proposal_id,
    orderId: row.order_id,
    scope: row.scope,
    fulfilmentOrderId: row.fulfilment_order_id,
    state: row.state,
    reason: row.reason,
  }));
}

export async function closeProposals(
  tx: Db,
  closed: readonly { readonly id: string; readonly status: 'CONFIRMED' | 'DECLINED' }[],
  now: Date,
): Promise<void> {
  if (closed.length === 0) return;
  await tx.query(
    `update stop_proposal s set status = n.status, answered_at = $3 from unnest($1::text[], $2::text[]) as n (id, status)
      where s.id = n.id and s.status = 'OPEN'`,
    [closed.map((one) => one.id), closed.map((one) => one.status), now],
  );
}

/** Parts to ask the WMS about; one that may still be on its way there waits until that is known. */
export async function readStopsDue(
  pool: Pool,
  at: { readonly now: Date; readonly limit: number; readonly busy: readonly string[] },
): ReturnType<StopStore['readStopsDue']> {
  const { rows } = await pool.query<{ id: string; warehouse_id: string; wms_order_id: string; asked: number; reason: string }>(
    `select f.id, f.warehouse_id, f.wms_order_id, max(p.asked)::int as asked, min(p.reason) as reason
       from stop_part p join fulfilment_order f on f.id = p.fulfilment_order_id
      where p.state = 'OPEN' and p.next_try_at <= $1 and f.sending = 'ANSWERED' and f.id <> all($3)
      group by f.id order by min(p.next_try_at) limit $2`,
    [at.now, at.limit, at.busy],
  );
  return rows.map((row) => ({
    fulfilmentOrderId: row.id,
    warehouseId: row.warehouse_id,
    wmsOrderId: row.wms_order_id,
    asked: row.asked,
    reason: row.reason,
  }));
}

/** Counts a question to the WMS; when it was first asked stays: people watch how long its answer takes. */
export async function noteAsked(tx: Db, ids: readonly string[], at: { readonly now: Date; readonly nextTryAt: Date }): Promise<void> {
  await tx.query(
    `update stop_part set asked = asked + 1, asked_at = coalesce(asked_at, $3), next_try_at = $2 where fulfilment_order_id = any($1) and state = 'OPEN'`,
    [ids, at.nextTryAt, at.now],
  );
}

export async function parkClearances(tx: Db, orderIds: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `update clearance c set status = 'PARKED', parked_reason = 'stop proposed', updated_at = $2
       from (select * from unnest($1::text[]) as n (order_id) order by order_id) n
      where c.order_id = n.order_id and c.status in ('WAITING', 'FAILED')`,
    [orderIds, now],
  );
}

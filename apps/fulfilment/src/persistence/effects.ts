import type { Effects } from '../application/fulfilment-state.ts';
import type { Tx } from '../application/ports.ts';

/** Writes what a batch leaves behind, except its events and the answers to stop proposals. */
export async function saveEffects(tx: Pick<Tx, 'query'>, effects: Effects, now: Date): Promise<void> {
  if (effects.releases.length > 0) {
    await tx.query(
      `insert into allocation_release (fulfilment_order_id, order_id, reason, next_try_at)
       select *, $4::timestamptz from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing`,
      [
        effects.releases.map((release) => release.fulfilmentOrderId),
        effects.releases.map((release) => release.orderId),
        effects.releases.map((release) => release.reason),
        now,
      ],
    );
  }
  if (effects.confirmations.length > 0) {
    await tx.query(
      `insert into outbound_confirmation (fulfilment_order_id, out_biz_code, raw_ref, taken_at)
       select *, $4::timestamptz from unnest($1::text[], $2::text[], $3::text[])`,
      [
        effects.confirmations.map((one) => one.fulfilmentOrderId),
        effects.confirmations.map((one) => one.outBizCode),
        effects.confirmations.map((one) => one.rawRef),
        now,
      ],
    );
  }
  if (effects.resource.length > 1) {
    // In the order of their ids, as everybody does.
    await tx.query('select from clearance where order_id = any($1::text[]) order by order_id for update', [
      effects.resource.map((again) => again.orderId),
    ]);
  }
  for (const again of effects.resource) {
    // Rare (a refusal by the WMS): one statement each keeps the merge of reasons simple.
    await tx.query(
      `update clearance set status = 'WAITING', refusals = refusals + 1, updated_at = $4, parked_reason = '',
              excluded = excluded || jsonb_build_object($2::text, $3::text)
        where order_id = $1 and status <> 'ENDED'`,
      [again.orderId, again.excludeWarehouse, again.reason, now],
    );
  }
  if (effects.ended.length > 0) {
    await tx.query(
      `update clearance c set status = n.status, parked_reason = n.reason, updated_at = $4
         from (select * from unnest($1::text[], $2::text[], $3::text[]) as n (order_id, status, reason) order by order_id) n
        where c.order_id = n.order_id and c.status <> 'ENDED'`,
      [effects.ended.map((one) => one.orderId), effects.ended.map((one) => one.status), effects.ended.map((one) => one.reason), now],
    );
  }
}

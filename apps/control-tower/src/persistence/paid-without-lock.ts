import type { Tx } from '@orderloom/outbox';

/** Orders that stand before the lock, were paid before `paidBefore` and were never in the shortage pool. Their rows are locked: the lock may come now. */
export async function paidWithoutLock(
  tx: Tx,
  paidBefore: Date,
  limit: number,
): Promise<readonly { readonly id: string; readonly paidAt: number }[]> {
  const { rows } = await tx.query<{ id: string; paid_at: Date }>(
    `select o.id, o.paid_at from order_twin o
      where o.current_gate = 2 and o.status in ('OPEN', 'HELD') and o.version > 0 and o.paid_at <= $1
        and not exists (select from work_item w where w.pool = 'SHORTAGE' and w.matter = o.id)
      order by o.placed_at, o.id limit $2 for update of o skip locked`,
    [paidBefore, limit],
  );
  return rows.map((row) => ({ id: row.id, paidAt: row.paid_at.getTime() }));
}

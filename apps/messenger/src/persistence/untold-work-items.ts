import type { Tx } from '@orderloom/outbox';
import type { UntoldWorkItem } from '../domain/work-item-digest.ts';

export async function rememberUntold(tx: Tx, items: readonly (UntoldWorkItem & { readonly openedAt: Date })[]): Promise<void> {
  await tx.query(
    `insert into untold_work_item (work_item_id, pool, order_id, owner, opened_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) on conflict do nothing`,
    [
      items.map((one) => one.workItemId),
      items.map((one) => one.pool),
      items.map((one) => one.orderId),
      items.map((one) => one.owner),
      items.map((one) => one.openedAt),
    ],
  );
}

/** What closed before anybody was told needs no telling. */
export async function forgetClosed(tx: Tx, workItemIds: readonly string[]): Promise<void> {
  await tx.query('delete from untold_work_item where work_item_id = any($1)', [workItemIds]);
}

/** Takes all that is untold and older than `before`, if anything is. */
export async function takeUntold(tx: Tx, before: Date): Promise<readonly UntoldWorkItem[]> {
  const { rows } = await tx.query<{ work_item_id: string; pool: string; order_id: string; owner: string }>(
    'delete from untold_work_item where opened_at <= $1 returning work_item_id, pool, order_id, owner',
    [before],
  );
  return rows.map((row) => ({ workItemId: row.work_item_id, pool: row.pool, orderId: row.order_id, owner: row.owner }));
}

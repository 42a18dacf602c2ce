import { isUuid } from '@orderloom/domain-kernel';
import type { Tx } from '@orderloom/outbox';

type Reader = Pick<Tx, 'query'>;

export interface Remark {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly addedAt: Date;
  readonly withdrawnAt: Date | undefined;
}

interface Row {
  readonly id: string;
  readonly order_id: string;
  readonly author: string;
  readonly body: string;
  readonly added_at: Date;
  readonly withdrawn_at: Date | null;
}

/** Remarks of orders, latest first; withdrawn ones are left out. */
export async function readRemarks(reader: Reader, orderIds: readonly string[]): Promise<ReadonlyMap<string, readonly Remark[]>> {
  const { rows } = await reader.query<Row>(
    'select * from remark where order_id = any($1) and withdrawn_at is null order by added_at desc, id desc',
    [orderIds],
  );
  const grouped = Map.groupBy(rows, (row) => row.order_id);
  return new Map([...grouped].map(([id, group]) => [id, group.map(asRemark)]));
}

export async function insertRemark(
  tx: Reader,
  remark: { readonly id: string; readonly orderId: string; readonly author: string; readonly text: string; readonly now: Date },
): Promise<void> {
  await tx.query('insert into remark (id, order_id, author, body, added_at) values ($1, $2, $3, $4, $5)', [
    remark.id,
    remark.orderId,
    remark.author,
    remark.text,
    remark.now,
  ]);
}

export async function insertRemarks(
  tx: Reader,
  remarks: readonly { readonly id: string; readonly orderId: string; readonly author: string; readonly text: string; readonly now: Date }[],
): Promise<void> {
  if (remarks.length === 0) return;
  await tx.query(
    `insert into remark (id, order_id, author, body, added_at)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[])`,
    [
      remarks.map((remark) => remark.id),
      remarks.map((remark) => remark.orderId),
      remarks.map((remark) => remark.author),
      remarks.map((remark) => remark.text),
      remarks.map((remark) => remark.now),
    ],
  );
}

/** Answers false when there is no such remark of this order, or it was withdrawn. */
export async function withdrawRemark(
  tx: Reader,
  wish: { readonly id: string; readonly orderId: string; readonly by: string; readonly now: Date },
): Promise<boolean> {
  if (!isUuid(wish.id)) return false;
  const { rowCount } = await tx.query(
    'update remark set withdrawn_at = $3, withdrawn_by = $4 where id = $1::uuid and order_id = $2 and withdrawn_at is null',
    [wish.id, wish.orderId, wish.now, wish.by],
  );
  return rowCount === 1;
}

function asRemark(row: Row): Remark {
  return { id: row.id, author: row.author, text: row.body, addedAt: row.added_at, withdrawnAt: row.withdrawn_at ?? undefined };
}

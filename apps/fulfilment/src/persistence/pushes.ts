import type { Pool } from 'pg';
import type { Tx } from '../application/ports.ts';
import type { ReceivedPush } from '../application/push-store.ts';

type Db = Pick<Tx, 'query'>;

/** Notes pushes that were not heard before, or could not be read then, and gives their ids; what is done need not be read. */
export async function insertPushes(
  tx: Db,
  pushes: readonly (ReceivedPush & { readonly digest: Buffer; readonly done: boolean })[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into push as p (id, system, account, method, state, not_before, received_at, digest)
     select distinct on (system, account, method, digest) id, system, account, method, state, received_at, received_at, digest
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::bytea[])
         as n (id, system, account, method, state, received_at, digest)
      order by system, account, method, digest
     on conflict (system, account, method, digest) do update
       set id = excluded.id, state = excluded.state, reason = '', not_before = excluded.not_before, received_at = excluded.received_at
       where p.state = 'FAILED'
     returning p.id`,
    [
      pushes.map((push) => push.id),
      pushes.map((push) => push.system),
      pushes.map((push) => push.account),
      pushes.map((push) => push.method),
      pushes.map((push) => (push.done ? 'DONE' : 'RECEIVED')),
      pushes.map((push) => push.receivedAt),
      pushes.map((push) => push.digest),
    ],
  );
  return new Set(rows.map((row) => row.id));
}

export async function readPushes(pool: Pool, at: { readonly now: Date; readonly limit: number }): Promise<readonly ReceivedPush[]> {
  const { rows } = await pool.query<{ id: string; system: string; account: string; method: string; attempts: number; received_at: Date }>(
    `select id, system, account, method, attempts, received_at from push where state = 'RECEIVED' and not_before <= $1 order by id limit $2`,
    [at.now, at.limit],
  );
  return rows.map((row) => ({
    id: row.id,
    system: row.system,
    account: row.account,
    method: row.method,
    attempts: row.attempts,
    receivedAt: row.received_at,
  }));
}

// Told as a column, as in `writePlans`: the index of what was received would be read whole, with all that left it.
export async function closePushes(
  tx: Db,
  closed: readonly { readonly id: string; readonly state: 'DONE' | 'FAILED'; readonly reason: string }[],
): Promise<void> {
  if (closed.length === 0) return;
  await tx.query(
    `update push p set state = n.state, reason = n.reason, attempts = attempts + 1
       from (select *, 'RECEIVED' as before from unnest($1::uuid[], $2::text[], $3::text[]) as n (id, state, reason) order by id) n
      where p.id = n.id and p.state = n.before`,
    [closed.map((one) => one.id), closed.map((one) => one.state), closed.map((one) => one.reason)],
  );
}

export async function deferPushes(
  tx: Db,
  deferred: readonly { readonly id: string; readonly until: Date; readonly reason: string }[],
): Promise<void> {
  if (deferred.length === 0) return;
  await tx.query(
    `update push p set not_before = n.until, reason = n.reason, attempts = attempts + 1
       from unnest($1::uuid[], $2::timestamptz[], $3::text[]) as n (id, until, reason) where p.id = n.id`,
    [deferred.map((one) => one.id), deferred.map((one) => one.until), deferred.map((one) => one.reason)],
  );
}

export async function insertMovements(
  tx: Db,
  movements: readonly {
    readonly warehouseId: string;
    readonly bizKey: string;
    readonly sku: string;
    readonly delta: number;
    readonly movedAt: Date;
  }[],
): Promise<ReadonlySet<string>> {
  const { rows } = await tx.query<{ warehouse_id: string; biz_key: string; sku: string }>(
    `insert into stock_movement (warehouse_id, biz_key, sku, delta, moved_at)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::timestamptz[]) on conflict do nothing returning warehouse_id, biz_key, sku`,
    [
      movements.map((one) => one.warehouseId),
      movements.map((one) => one.bizKey),
      movements.map((one) => one.sku),
      movements.map((one) => one.delta),
      movements.map((one) => one.movedAt),
    ],
  );
  return new Set(rows.map((row) => `${row.warehouse_id} ${row.biz_key} ${row.sku}`));
}

import type { Tx } from '@orderloom/outbox';
import type { StoredTwin } from '../../application/ports.ts';
import { emptyTwin, type TwinState } from '../../domain/twin-state.ts';

/** Rows without facets, locked; what they lack of their lines is taken from their first fact. */
export async function unfilledTwins(tx: Tx, limit: number): Promise<readonly StoredTwin[]> {
  const { rows } = await tx.query<{ id: string; version: string; state: Partial<TwinState> }>(
    'select id, version, state from order_twin where facets is null order by id limit $1 for update skip locked',
    [limit],
  );
  const lacking = rows.filter((row) => row.state.skus === undefined).map((row) => row.id);
  const { rows: told } = await tx.query<{ order_id: string; skus: readonly string[] }>(
    `select f.order_id, array_agg(distinct line->>'sku') as skus from fact f, jsonb_array_elements(f.data->'lines') line
      where f.order_id = any($1) and f.type = 'hub.order.placed.v1' group by f.order_id`,
    [lacking],
  );
  const skus = new Map(told.map((row) => [row.order_id, row.skus]));
  return rows.map((row) => ({
    version: BigInt(row.version),
    state: { ...emptyTwin(row.id), ...row.state, skus: row.state.skus ?? skus.get(row.id) ?? [] },
  }));
}

import type { Pool } from 'pg';
import type { OpenState } from '../application/ports.ts';
import { emptyTwin, type TwinState } from '../domain/twin-state.ts';

/** Orders on their way, latest first, behind the given one. Imported history is not on its way. */
export async function readOpenStates(pool: Pool, limit: number, after: readonly [Date, string] | undefined): Promise<readonly OpenState[]> {
  const { rows } = await pool.query<{ id: string; placed_at: Date; state: Partial<TwinState> }>(
    `select id, placed_at, state from order_twin
      where current_gate <= 7 and status in ('OPEN', 'HELD', 'OUTBOUND') and version > 0 and imported_by is null
        and ($2::timestamptz is null or (placed_at, id) < ($2::timestamptz, $3))
      order by placed_at desc, id desc limit $1`,
    [limit, after?.[0] ?? null, after?.[1] ?? ''],
  );
  return rows.map((row) => ({ id: row.id, placedAt: row.placed_at, state: { ...emptyTwin(row.id), ...row.state } }));
}

import type { Pool } from 'pg';

/** How old the truth of a board is. */
export interface BoardAge {
  readonly asOf: Date;
  readonly newestFactAt: Date | null;
}

export async function boardAge(pool: Pool, now: Date): Promise<BoardAge> {
  const { rows } = await pool.query<{ newest: Date | null }>(
    `select greatest((select max(newest_at) from sync_news),
                     (select max(newest_at) from sync_delay where slot = (select max(slot) from sync_delay))) as newest`,
  );
  return { asOf: now, newestFactAt: rows[0]?.newest ?? null };
}

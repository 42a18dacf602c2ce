import type { Pool } from 'pg';
import type { IntakeGates } from '../application/intake-gates.ts';

export async function createIntakeGates(pool: Pool): Promise<IntakeGates> {
  let closed: ReadonlySet<string> = new Set();
  const read = async (): Promise<void> => {
    const { rows } = await pool.query<{ id: string }>('select id from shop where intake_paused_at is not null');
    closed = new Set(rows.map((row) => row.id));
  };
  await read();
  return {
    read,
    isOpen: (shopId) => !closed.has(shopId),
    set: async (tx, shopId, pause) => {
      const { rowCount } = await tx.query(
        `update shop set intake_paused_at = $2, intake_paused_by = $3, intake_pause_reason = $4
          where id = $1 and (intake_paused_at is null) = ($2::timestamptz is not null)`,
        [shopId, pause?.at ?? null, pause?.by ?? '', pause?.reason ?? ''],
      );
      return (rowCount ?? 0) > 0;
    },
  };
}

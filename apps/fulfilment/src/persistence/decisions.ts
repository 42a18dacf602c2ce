import type { Pool } from 'pg';
import type { Tx } from '../application/ports.ts';

/** The explanation learns what the stock owner refused, and the decision its outcome. */
export async function closeDecisions(
  tx: Pick<Tx, 'query'>,
  closed: readonly {
    readonly id: string;
    readonly outcome: 'SOURCED' | 'SUPERSEDED';
    readonly refused: Readonly<Record<string, string>>;
  }[],
): Promise<void> {
  if (closed.length === 0) return;
  await tx.query(
    `update sourcing_decision d set outcome = n.outcome,
            candidates = case when n.refused = '{}' then d.candidates else (
              select jsonb_agg(case when n.refused::jsonb ? (e->>'warehouseId')
                                    then e || jsonb_build_object('refusal', 'ALLOCATION_REFUSED', 'refusalDetail', n.refused::jsonb->>(e->>'warehouseId'), 'chosen', false, 'rank', null)
                                    else e end)
                from jsonb_array_elements(d.candidates) e) end
       from unnest($1::uuid[], $2::text[], $3::text[]) as n (id, outcome, refused)
      where d.id = n.id`,
    [closed.map((one) => one.id), closed.map((one) => one.outcome), closed.map((one) => JSON.stringify(one.refused))],
  );
}

/** Asked for and never answered: a crash in between. */
export async function readAsked(pool: Pool, limit: number): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from fulfilment_order where allocation = 'ASKED' order by created_at limit $1`,
    [limit],
  );
  return rows.map((row) => row.id);
}

import type { Pool } from 'pg';
import type { Tx } from '../application/ports.ts';
import type { DecisionStore, ReadWish } from '../application/sourcing-stores.ts';
import { candidatesOf, weighedText, type Explained } from './weighed.ts';

type Db = Pick<Tx, 'query'>;

/** The explanation learns what the stock owner refused, and the decision its outcome. */
export async function closeDecisions(
  tx: Db,
  closed: readonly {
    readonly id: string;
    readonly outcome: 'SOURCED' | 'SUPERSEDED';
    readonly refused: Readonly<Record<string, string>>;
  }[],
): Promise<void> {
  if (closed.length === 0) return;
  await tx.query(
    `update sourcing_decision d set outcome = n.outcome from unnest($1::uuid[], $2::text[]) as n (id, outcome) where d.id = n.id`,
    [closed.map((one) => one.id), closed.map((one) => one.outcome)],
  );
  const refused = new Map(closed.flatMap((one) => (Object.keys(one.refused).length === 0 ? [] : [[one.id, one.refused] as const])));
  if (refused.size === 0) return;
  const { rows } = await tx.query<Explained & { readonly id: string }>(
    'select id, candidates, weighed from sourcing_decision where id = any($1::uuid[])',
    [[...refused.keys()]],
  );
  const told = rows.map((row) => weighedText(candidatesOf(row).map((one) => refusedAs(one, refused.get(row.id)?.[one.warehouseId]))));
  await tx.query(
    'update sourcing_decision d set weighed = n.weighed, candidates = null from unnest($1::uuid[], $2::text[]) as n (id, weighed) where d.id = n.id',
    [rows.map((row) => row.id), told],
  );
}

function refusedAs(one: ReturnType<typeof candidatesOf>[number], detail: string | undefined) {
  return detail === undefined ? one : { ...one, refusal: 'ALLOCATION_REFUSED' as const, refusalDetail: detail, chosen: false, rank: null };
}

export async function readDecisions(tx: Db, ids: readonly string[]): ReturnType<DecisionStore['readDecisions']> {
  const { rows } = await tx.query<
    Explained & { readonly id: string; readonly order_id: string; readonly rule_version: number; readonly traceparent: string }
  >(
    `select d.id, d.order_id, d.rule_version, d.candidates, d.weighed, c.traceparent
       from sourcing_decision d join clearance c using (order_id) where d.id = any($1::uuid[])`,
    [ids],
  );
  return rows.map((row) => ({
    ...{ id: row.id, orderId: row.order_id, ruleVersion: row.rule_version, traceparent: row.traceparent },
    candidates: candidatesOf(row),
  }));
}

/** Asked for and never answered: a crash in between. */
export async function readAsked(pool: Pool, { limit, except }: ReadWish): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from fulfilment_order where allocation = 'ASKED' and order_id not in (select unnest($2::text[])) order by created_at limit $1`,
    [limit, except],
  );
  return rows.map((row) => row.id);
}

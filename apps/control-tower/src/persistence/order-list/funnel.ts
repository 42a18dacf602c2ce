import type { Pool } from 'pg';
import type { OrderListFilter } from '../../application/ports.ts';
import { facet } from '../../domain/row-facets.ts';
import { conditionsOf } from './conditions.ts';

const MOST_GROUPS = 100;

export interface FunnelGate {
  readonly gate: number;
  readonly open: number;
  readonly stuck: number;
  readonly oldest_stuck_at: Date | null;
  readonly paid_minor: string;
}

export interface FunnelGroup {
  readonly gate: number;
  /** Text of the cause. */
  readonly cause: string;
  readonly stuck: number;
  readonly oldest_stuck_at: Date;
  readonly paid_minor: string;
  readonly sample_id: string;
  readonly hold_owner: string | null;
}

const ON_THEIR_WAY = ["o.status in ('OPEN', 'HELD', 'OUTBOUND')", 'o.current_gate <= 7'];

/** Open and stuck orders of each gate. */
export async function readFunnelGates(pool: Pool, filter: OrderListFilter, now: Date): Promise<readonly FunnelGate[]> {
  const conditions = conditionsOf(filter, now);
  const at = conditions.value(now);
  const { rows } = await pool.query<FunnelGate>(
    `select o.current_gate as gate, count(*)::int as open, count(*) filter (where o.stuck_at <= ${at})::int as stuck,
            min(o.stuck_at) filter (where o.stuck_at <= ${at}) as oldest_stuck_at,
            coalesce(sum(o.paid_minor) filter (where o.stuck_at <= ${at}), 0)::text as paid_minor
       from order_twin o ${conditions.where(...ON_THEIR_WAY)} group by o.current_gate`,
    conditions.values,
  );
  return rows;
}

/** Stuck orders by gate and cause, the greatest group first. */
export async function readFunnelGroups(pool: Pool, filter: OrderListFilter, now: Date): Promise<readonly FunnelGroup[]> {
  const conditions = conditionsOf(filter, now);
  const cause = conditions.value(facet('cause', ''));
  const owner = conditions.value(facet('owner', ''));
  const { rows } = await pool.query<FunnelGroup>(
    `select s.gate, substr(s.cause, length(${cause}) + 1) as cause, count(*)::int as stuck, min(s.stuck_at) as oldest_stuck_at,
            sum(s.paid_minor)::text as paid_minor, (array_agg(s.id order by s.stuck_at, s.id))[1] as sample_id,
            substr(min(s.owner), length(${owner}) + 1) as hold_owner
       from (select o.id, o.current_gate as gate, o.stuck_at, o.paid_minor,
                    coalesce((select f from unnest(o.facets) f where starts_with(f, ${cause}) limit 1), ${cause} || 'OVERDUE|') as cause,
                    (select f from unnest(o.facets) f where starts_with(f, ${owner}) limit 1) as owner
               from order_twin o ${conditions.where(...ON_THEIR_WAY, `o.stuck_at <= ${conditions.value(now)}`)}) s
      group by s.gate, s.cause order by stuck desc, oldest_stuck_at limit ${MOST_GROUPS}`,
    conditions.values,
  );
  return rows;
}

import type { Pool } from 'pg';
import type { SourcingRule } from '../domain/sourcing-rule.ts';

/** What a person who opens one order sees beyond its rows; read by hand because no entity is any of it. */
export interface OrderPageReads {
  rules(versions: readonly number[]): Promise<ReadonlyMap<number, SourcingRule>>;
  /** The last stop of each fulfilment order. */
  stops(fulfilmentOrderIds: readonly string[]): Promise<ReadonlyMap<string, WarehouseStop>>;
}

export interface WarehouseStop {
  readonly proposalId: string;
  readonly state: 'OPEN' | 'STOPPED' | 'DECLINED';
  readonly askedAt: Date | null;
  readonly asked: number;
  readonly answeredAt: Date | null;
  readonly reason: string;
}

export function createOrderPageReads(pool: Pool): OrderPageReads {
  return {
    rules: async (versions) => {
      const { rows } = await pool.query<{ version: number; rule: SourcingRule }>(
        'select version, rule from sourcing_rule where version = any($1)',
        [versions],
      );
      return new Map(rows.map((row) => [row.version, row.rule]));
    },
    stops: async (ids) => {
      const { rows } = await pool.query<WarehouseStop & { readonly id: string }>(
        `select distinct on (p.fulfilment_order_id) p.fulfilment_order_id as id, p.proposal_id as "proposalId", p.state, p.asked_at as "askedAt",
                p.asked, p.answered_at as "answeredAt", p.reason
           from stop_part p join stop_proposal s on s.id = p.proposal_id
          where p.fulfilment_order_id = any($1) order by p.fulfilment_order_id, s.proposed_at desc`,
        [ids],
      );
      return new Map(rows.map(({ id, ...stop }) => [id, stop]));
    },
  };
}

import type { Pool } from 'pg';
import type { MilestoneOrder, MilestoneStore } from '../application/confirm-milestone.ts';
import type { NodeKind } from '../domain/route.ts';
import type { Tx } from '../application/ports.ts';

export interface MilestoneReads extends MilestoneStore {
  of(orderIds: readonly string[]): Promise<ReadonlyMap<string, MilestoneOrder>>;
}

export function createMilestones(pool: Pool): MilestoneReads {
  const reader: Reader = { query: (text, values) => pool.query(text, values === undefined ? undefined : [...values]) };
  return {
    of: (orderIds) => readOrders(reader, orderIds),
    lock: async (tx, orderId) => {
      const { rowCount } = await tx.query('select 1 from clearance where order_id = $1 for update', [orderId]);
      return rowCount === 0 ? undefined : (await readOrders(tx, [orderId])).get(orderId);
    },
    insert: async (tx, { orderId, name, happenedAt, by, reference }, now) => {
      await tx.query(
        'insert into milestone (order_id, name, happened_at, confirmed_by, confirmed_at, reference) values ($1, $2, $3, $4, $5, $6)',
        [orderId, name, happenedAt, by, now, reference],
      );
    },
  };
}

type Reader = Pick<Tx, 'query'>;

async function readOrders(on: Reader, orderIds: readonly string[]): Promise<ReadonlyMap<string, MilestoneOrder>> {
  const ids = [...orderIds];
  const { rows: orders } = await on.query<OrderRow>(
    `select order_id, status, cleared_at, content ->> 'shopId' as shop_id, content ->> 'paidAt' as paid_at,
            array(select line ->> 'sku' from jsonb_array_elements(content -> 'lines') as line) as skus
       from clearance where order_id = any($1)`,
    [ids],
  );
  const { rows: confirmed } = await on.query<{ order_id: string; name: string; happened_at: Date }>(
    'select order_id, name, happened_at from milestone where order_id = any($1)',
    [ids],
  );
  const { rows: nodes } = await on.query<{ order_id: string; parcel_id: string; kind: NodeKind | null; reached_at: Date | null }>(
    `select p.order_id, p.id as parcel_id, n.kind, n.reached_at from parcel p left join route_node n on n.parcel_id = p.id where p.order_id = any($1)`,
    [ids],
  );
  return new Map(
    orders.map((row): [string, MilestoneOrder] => [
      row.order_id,
      {
        shopId: row.shop_id,
        ended: row.status === 'ENDED',
        skus: row.skus,
        facts: {
          paidAt: row.paid_at === '' ? undefined : new Date(row.paid_at),
          clearedAt: row.cleared_at,
          confirmed: new Map(confirmed.filter((one) => one.order_id === row.order_id).map((one) => [one.name, one.happened_at])),
          parcels: [
            ...Map.groupBy(
              nodes.filter((one) => one.order_id === row.order_id),
              (one) => one.parcel_id,
            ).values(),
          ].map((ofParcel) =>
            ofParcel.flatMap(({ kind, reached_at: reachedAt }) => (kind === null || reachedAt === null ? [] : [{ kind, reachedAt }])),
          ),
        },
      },
    ]),
  );
}

interface OrderRow {
  readonly order_id: string;
  readonly status: string;
  readonly cleared_at: Date;
  readonly shop_id: string;
  readonly paid_at: string;
  readonly skus: readonly string[];
}

import type { RawArchive } from '@orderloom/raw-archive';
import type { Pool } from 'pg';
import { ownOrderKey, type OwnOrders, type OwnOutcome, type Taken } from '../application/own-orders.ts';
import type { FetchedOrder } from '../application/ports.ts';
import type { TroubleReason } from '../domain/read-value.ts';
import { parseLossless } from '../domain/lossless-json.ts';
import { createOwnAddresses } from './own-addresses-table.ts';

export function createOwnOrders(pool: Pool, archive: Pick<RawArchive, 'readMany' | 'save'>): OwnOrders {
  return {
    take: async (tx, words, now) => {
      if (words.length === 0) return [];
      const { rows } = await tx.query<{ shop_id: string; order_no: string; raw_id: string; print: string; paid: boolean; first: boolean }>(
        // A number that is known comes back as it stands, locked, so that two calls for it are one after the other.
        `insert into own_order as o (shop_id, order_no, raw_id, print, paid, placed_by, placed_at, changed_at)
         select shop_id, order_no, raw_id, print, paid, placed_by, $7, $7
           from unnest($1::text[], $2::text[], $3::uuid[], $4::text[], $5::boolean[], $6::text[]) as t (shop_id, order_no, raw_id, print, paid, placed_by) order by 1, 2
         on conflict (shop_id, order_no) do update set
           raw_id = case when o.print = excluded.print and excluded.paid and not o.paid then excluded.raw_id else o.raw_id end,
           changed_at = case when o.print = excluded.print and excluded.paid and not o.paid then excluded.changed_at else o.changed_at end,
           paid = o.paid or (o.print = excluded.print and excluded.paid)
         returning shop_id, order_no, raw_id, print, paid, (xmax = 0) as first`,
        [
          words.map((word) => word.shopId),
          words.map((word) => word.orderNo),
          words.map((word) => word.rawId),
          words.map((word) => word.print),
          words.map((word) => word.paid),
          words.map((word) => word.by),
          now,
        ],
      );
      const known = new Map(rows.map((row) => [ownOrderKey({ shopId: row.shop_id, orderNo: row.order_no }), row]));
      return words.map((word): Taken => {
        const row = known.get(ownOrderKey(word));
        if (row === undefined || row.print !== word.print) return 'OTHER';
        if (row.raw_id === word.rawId) return row.first ? 'NEW' : 'PAID';
        return 'SAME';
      });
    },
    lastWords: async (shopId, orderNos) => {
      const { rows } = await pool.query<{ order_no: string; raw_id: string; changed_at: Date }>({
        name: 'own-last-words',
        text: 'select order_no, raw_id, changed_at from own_order where shop_id = $1 and order_no = any($2)',
        values: [shopId, orderNos],
      });
      const bodies = new Map((await archive.readMany(rows.map((row) => row.raw_id))).map((raw) => [raw.id, raw]));
      return new Map(
        rows.flatMap((row): [string, FetchedOrder][] => {
          const raw = bodies.get(row.raw_id);
          if (raw === undefined) return [];
          const document = parseLossless(raw.body.toString('utf8'));
          return [[row.order_no, { platformOrderNo: row.order_no, body: raw.body, document, readAt: row.changed_at, rawId: raw.id }]];
        }),
      );
    },
    orderOf: async (orderId) => {
      const { rows } = await pool.query<{ shop_id: string; platform_order_no: string }>({
        name: 'own-order-of',
        text: 'select shop_id, platform_order_no from placed_order where order_id = $1',
        values: [orderId],
      });
      const [row] = rows;
      return row === undefined ? undefined : { orderId, shopId: row.shop_id, orderNo: row.platform_order_no };
    },
    ...createOwnAddresses(archive),
    outcomes: async (orders) => {
      const { rows } = await pool.query<OutcomeRow>({
        name: 'own-outcomes',
        text: `select t.shop_id, t.order_no, coalesce(c.order_id, '') as order_id, q.id as quarantine_id, q.reason, q.field
                 from unnest($1::text[], $2::text[]) as t (shop_id, order_no)
                 left join placed_order c on c.shop_id = t.shop_id and c.platform_order_no = t.order_no
                 left join quarantine q on q.shop_id = t.shop_id and q.kind = 'ORDER' and q.platform_no = t.order_no and q.released_at is null
                where c.order_id is not null or q.id is not null`,
        values: [orders.map((order) => order.shopId), orders.map((order) => order.orderNo)],
      });
      return new Map(rows.map((row) => [ownOrderKey({ shopId: row.shop_id, orderNo: row.order_no }), outcomeOf(row)]));
    },
  };
}

interface OutcomeRow {
  readonly shop_id: string;
  readonly order_no: string;
  readonly order_id: string;
  readonly quarantine_id: string | null;
  readonly reason: TroubleReason | null;
  readonly field: string | null;
}

function outcomeOf(row: OutcomeRow): OwnOutcome {
  if (row.order_id !== '') return { kind: 'PLACED', orderId: row.order_id };
  return { kind: 'HELD', quarantineId: row.quarantine_id ?? '', reason: row.reason ?? 'UNREADABLE', field: row.field ?? '' };
}

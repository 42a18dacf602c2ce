import { isUuid } from '@orderloom/domain-kernel';
import type { Pool } from 'pg';

export interface DriftView {
  readonly id: string;
  readonly sku: string;
  readonly warehouseId: string;
  readonly book: number;
  readonly counted: number;
  readonly countedAt: Date;
  readonly state: 'PENDING' | 'OPEN' | 'EXPLAINED' | 'SETTLED';
  readonly cause: string | null;
  readonly note: string;
  readonly settledBy: string | null;
  readonly settledAt: Date | null;
}

export interface HolderView {
  readonly orderId: string;
  readonly held: number;
  readonly allocated: number;
  readonly paidAt: Date | null;
  readonly expiresAt: Date | null;
}

export interface EntryView {
  readonly position: string;
  readonly kind: string;
  readonly warehouseId: string;
  readonly orderId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly allocated: number;
  readonly bookedAt: Date;
}

export interface StockLedgerReads {
  drifts(wish: {
    readonly open: boolean;
    readonly warehouseId: string | undefined;
    readonly size: number;
    readonly after: readonly [countedAt: string, id: string] | undefined;
  }): Promise<readonly DriftView[]>;
  countDrifts(wish: { readonly open: boolean; readonly warehouseId: string | undefined }): Promise<number>;
  driftsById(ids: readonly string[]): Promise<ReadonlyMap<string, DriftView>>;
  driftsOf(skus: readonly string[]): Promise<ReadonlyMap<string, readonly DriftView[]>>;
  holders(
    sku: string,
    page: { readonly size: number; readonly after: readonly [held: number, orderId: string] | undefined },
  ): Promise<readonly HolderView[]>;
  holderTotals(sku: string): Promise<{ readonly orders: number; readonly held: number }>;
  entries(sku: string, page: { readonly size: number; readonly before: string | undefined }): Promise<readonly EntryView[]>;
}

const DRIFT = `id, sku, warehouse_id as "warehouseId", book, counted, counted_at as "countedAt", state, cause, note,
  case when settled_by like 'rule:%' then null else settled_by end as "settledBy", settled_at as "settledAt"`;
// A counted difference that explained itself before it was told of was never drift.
const TOLD = `state in ('OPEN', 'SETTLED')`;
const HELD = `from order_stock o join reservation r using (order_id) where o.state in ('PENDING', 'CONFIRMED') and r.sku = $1 and r.held > 0`;
const DRIFTS_OF_SKU = 50;

export function stockLedgerReads(pool: Pool): StockLedgerReads {
  return {
    drifts: async ({ open, warehouseId, size, after }) => {
      const { rows } = await pool.query<DriftView>(
        `select ${DRIFT} from drift where ${open ? `state = 'OPEN'` : TOLD} and ($1::text is null or warehouse_id = $1)
            and ($2::timestamptz is null or (counted_at, id) < ($2, $3::uuid)) order by counted_at desc, id desc limit $4`,
        [warehouseId ?? null, after?.[0] ?? null, after?.[1] ?? null, size],
      );
      return rows;
    },
    countDrifts: async ({ open, warehouseId }) => {
      const { rows } = await pool.query<{ count: number }>(
        `select count(*)::int as count from drift where ${open ? `state = 'OPEN'` : TOLD} and ($1::text is null or warehouse_id = $1)`,
        [warehouseId ?? null],
      );
      return rows[0]?.count ?? 0;
    },
    driftsById: async (ids) => {
      const { rows } = await pool.query<DriftView>(`select ${DRIFT} from drift where id = any($1::uuid[])`, [ids.filter(isUuid)]);
      return new Map(rows.map((row) => [row.id, row]));
    },
    driftsOf: async (skus) => {
      const { rows } = await pool.query<DriftView>(
        `select d.* from unnest($1::text[]) as wanted(sku),
           lateral (select ${DRIFT} from drift where drift.sku = wanted.sku and ${TOLD} order by counted_at desc, id desc limit ${DRIFTS_OF_SKU}) d`,
        [skus],
      );
      return Map.groupBy(rows, (row) => row.sku);
    },
    holders: async (sku, { size, after }) => {
      const { rows } = await pool.query<HolderView>(
        `select order_id as "orderId", sum(r.held)::int as held, sum(r.allocated)::int as allocated, o.paid_at as "paidAt", o.expires_at as "expiresAt"
           ${HELD} group by order_id, o.paid_at, o.expires_at
         having $2::int is null or (-sum(r.held), order_id) > (-$2, $3) order by sum(r.held) desc, order_id limit $4`,
        [sku, after?.[0] ?? null, after?.[1] ?? '', size],
      );
      return rows;
    },
    holderTotals: async (sku) => {
      const { rows } = await pool.query<{ orders: number; held: number }>(
        `select count(distinct order_id)::int as orders, coalesce(sum(r.held), 0)::int as held ${HELD}`,
        [sku],
      );
      return rows[0] ?? { orders: 0, held: 0 };
    },
    entries: async (sku, { size, before }) => {
      const [seq, nth] = before?.split('.') ?? [];
      const { rows } = await pool.query<EntryView>(
        `select e.seq || case when e.nth = 0 then '' else '.' || e.nth end as position, e.kind, e.warehouse_id as "warehouseId",
                e.order_id as "orderId", e.on_hand as "onHand", e.reserved, e.allocated, e.booked_at as "bookedAt"
           from (select seq from ledger where sku = $1 and ($2::bigint is null or seq <= $2) order by seq desc limit $4 + 1) latest
                join ledger_entry e using (seq)
          where $2::bigint is null or (e.seq, e.nth) < ($2, $3) order by e.seq desc, e.nth desc limit $4`,
        [sku, seq ?? null, nth ?? 0, size],
      );
      return rows;
    },
  };
}

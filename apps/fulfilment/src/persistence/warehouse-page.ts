import type { Pool } from 'pg';
import { statusesOf, stepNames, stepOf, type WarehouseStepName } from '../domain/warehouse-steps.ts';

export interface StepView {
  readonly step: WarehouseStepName;
  readonly orders: number;
  readonly oldestAt: Date | null;
}

export interface DayView {
  readonly day: string;
  readonly outbound: number;
  readonly outboundYesterday: number;
  readonly medianWorkMs: number | null;
  readonly p90WorkMs: number | null;
  readonly byHour: readonly number[];
}

export interface OpenStopView {
  readonly fulfilmentOrderId: string;
  readonly orderId: string;
  readonly proposedAt: Date;
  readonly askedAt: Date | null;
  readonly asked: number;
  readonly reason: string;
}

/** Either live ones of some statuses, oldest first, or those that left on a day, latest first. */
export interface FulfilmentWish {
  readonly warehouseId: string | undefined;
  readonly step: string | undefined;
  readonly day: string | undefined;
}

export interface WarehousePageReads {
  steps(warehouseIds: readonly string[]): Promise<ReadonlyMap<string, readonly StepView[]>>;
  days(warehouseIds: readonly string[], now: Date): Promise<ReadonlyMap<string, DayView>>;
  openStops(warehouseIds: readonly string[]): Promise<ReadonlyMap<string, readonly OpenStopView[]>>;
  list(
    wish: FulfilmentWish & { readonly size: number; readonly after: readonly [at: string, id: string] | undefined },
  ): Promise<readonly { readonly id: string; readonly at: Date }[]>;
  count(wish: FulfilmentWish): Promise<number>;
}

const MOST_STOPS = 100;
const SHANGHAI = `'Asia/Shanghai'`;

export function warehousePageReads(pool: Pool): WarehousePageReads {
  return {
    steps: async (ids) => {
      const { rows } = await pool.query<{ warehouse_id: string; status: string; orders: number; oldest: Date }>(
        `select warehouse_id, status, count(*)::int as orders, min(created_at) as oldest from fulfilment_order
          where warehouse_id = any($1) and status = any($2) and ${LIVE} group by warehouse_id, status`,
        [ids, statusesOf(undefined)],
      );
      const byWarehouse = Map.groupBy(rows, (row) => row.warehouse_id);
      return new Map(ids.map((id) => [id, stepNames.map((step) => stepView(step, byWarehouse.get(id) ?? []))]));
    },
    days: async (ids, now) => {
      const { rows } = await pool.query<DayView & { readonly id: string }>(
        `with wanted as (select id from unnest($1::text[]) as id), moment as (
           select $2::timestamptz as now, date_trunc('day', $2::timestamptz, ${SHANGHAI}) as began),
         gone as (
           select f.warehouse_id, f.outbound_at, f.outbound_at >= m.began as today, f.outbound_at < m.now - interval '1 day' as by_now,
                  extract(epoch from f.outbound_at - f.accepted_at) * 1000 as work_ms
             from fulfilment_order f, moment m
            where f.outbound_at >= m.began - interval '1 day' and f.outbound_at <= m.now and f.outbound_at is not null and f.warehouse_id = any($1))
         select w.id, to_char((select began from moment) at time zone ${SHANGHAI}, 'YYYY-MM-DD') as day,
                count(*) filter (where g.today)::int as outbound, count(*) filter (where not g.today and g.by_now)::int as "outboundYesterday",
                percentile_cont(0.5) within group (order by g.work_ms) filter (where g.today) as "medianWorkMs",
                percentile_cont(0.9) within group (order by g.work_ms) filter (where g.today) as "p90WorkMs",
                array(select count(h.outbound_at)::int from generate_series(0, 23) as hour
                        left join gone h on h.warehouse_id = w.id and h.today and extract(hour from h.outbound_at at time zone ${SHANGHAI}) = hour
                       group by hour order by hour) as "byHour"
           from wanted w left join gone g on g.warehouse_id = w.id group by w.id`,
        [ids, now],
      );
      return new Map(rows.map(({ id, ...day }) => [id, day]));
    },
    openStops: async (ids) => {
      const { rows } = await pool.query<OpenStopView & { readonly warehouseId: string }>(
        `select f.warehouse_id as "warehouseId", f.id as "fulfilmentOrderId", f.order_id as "orderId", s.proposed_at as "proposedAt",
                p.asked_at as "askedAt", p.asked, s.reason
           from stop_part p join stop_proposal s on s.id = p.proposal_id join fulfilment_order f on f.id = p.fulfilment_order_id
          where p.state = 'OPEN' and f.warehouse_id = any($1) order by s.proposed_at, f.id limit ${MOST_STOPS}`,
        [ids],
      );
      return Map.groupBy(rows, (row) => row.warehouseId);
    },
    list: async (wish) => {
      const { where, at, direction, values } = conditionOf(wish);
      const compare = direction === 'asc' ? '>' : '<';
      const { rows } = await pool.query<{ id: string; at: Date }>(
        `select id, ${at} as at from fulfilment_order where ${where} and ($3::timestamptz is null or (${at}, id) ${compare} ($3, $4))
          order by ${at} ${direction}, id ${direction} limit $5`,
        [...values, wish.after?.[0] ?? null, wish.after?.[1] ?? '', wish.size],
      );
      return rows;
    },
    count: async (wish) => {
      const { where, values } = conditionOf(wish);
      const { rows } = await pool.query<{ count: number }>(`select count(*)::int as count from fulfilment_order where ${where}`, [
        ...values,
      ]);
      return rows[0]?.count ?? 0;
    },
  };
}

// Word for word the predicate of the index fulfilment_order_live.
const LIVE = `status in ('PLANNED', 'CLEARED', 'SENT', 'ACCEPTED', 'PICKED', 'PACKED', 'STOPPING', 'PARTLY_OUTBOUND')`;

function conditionOf(wish: FulfilmentWish) {
  const ofWarehouse = '($1::text is null or warehouse_id = $1)';
  if (wish.day === undefined) {
    const where = `${LIVE} and ${ofWarehouse} and status = any($2)`;
    return { where, at: 'created_at', direction: 'asc', values: [wish.warehouseId ?? null, statusesOf(wish.step) ?? []] } as const;
  }
  const began = `($2::date::timestamp at time zone ${SHANGHAI})`;
  const where = `outbound_at is not null and ${ofWarehouse} and outbound_at >= ${began} and outbound_at < ${began} + interval '1 day'`;
  return { where, at: 'outbound_at', direction: 'desc', values: [wish.warehouseId ?? null, wish.day] } as const;
}

function stepView(
  step: WarehouseStepName,
  rows: readonly { readonly status: string; readonly orders: number; readonly oldest: Date }[],
): StepView {
  const own = rows.filter((row) => stepOf(row.status) === step);
  const oldest = own.map((row) => row.oldest).toSorted((a, b) => a.getTime() - b.getTime())[0];
  return { step, orders: own.reduce((sum, row) => sum + row.orders, 0), oldestAt: oldest ?? null };
}

import { isUuid } from '@orderloom/domain-kernel';
import type { Pool } from 'pg';
import type { Phrase } from '../domain/answer.ts';
import { indicators } from '../domain/indicators.ts';

interface Axis {
  readonly due: string;
  readonly good: string;
  /** What shows that the file has the columns for it. */
  readonly needs: string;
  readonly indicator: number | null;
}

/** An indicator of the home page, of the orders whose moment had come when the file was made. */
function indicatorAxis(key: string, needs: string): Axis {
  const found = indicators.find((one) => one.key === key);
  if (found?.orders === undefined) throw new Error(`no indicator ${key} of orders`);
  const { from, withinMs, applies, good } = found.orders;
  return { due: `${from} + interval '${withinMs} milliseconds' <= file_at and ${applies}`, good, needs, indicator: found.number };
}

/** Axes of the radar, each with the orders it is about and those that were well, over the columns of import_fact. */
const axes = {
  ON_TIME_SHIPPING: indicatorAxis('ON_TIME_SHIPPING', 'shipped_at is not null'),
  WAITING_TIME: indicatorAxis('WAITING_TIME', 'paid_at is not null and shipped_at is not null'),
  WITHOUT_EXCEPTION: {
    due: "state <> ''",
    good: "state <> 'HELD' and refund <> 'OPEN' and not (state = 'CLOSED' and paid_at is not null) and not (state = 'TO_SHIP' and coalesce(promised_ship_at <= file_at, false))",
    needs: "state <> ''",
    indicator: null,
  },
  WITHOUT_REFUND: { due: "refund <> ''", good: "refund = 'NONE'", needs: "refund <> ''", indicator: null },
  WITH_NUMBER: { due: "state in ('SHIPPED', 'DONE')", good: 'has_number', needs: 'has_number', indicator: null },
} as const satisfies Readonly<Record<string, Axis>>;
export type ImportAxis = keyof typeof axes;
export const importAxes = Object.keys(axes) as readonly ImportAxis[]; // keys of the table

export interface AxisCount {
  readonly axis: ImportAxis;
  readonly indicator: number | null;
  readonly good: number;
  readonly due: number;
  /** False: the file has none of the columns that this needs. */
  readonly supported: boolean;
}

export interface ImportRadar {
  readonly final: boolean;
  readonly orders: number;
  readonly axes: readonly AxisCount[];
  readonly waitingHours: { readonly p50: number; readonly p90: number } | null;
  readonly states: readonly { readonly state: string; readonly orders: number }[];
  readonly days: readonly { readonly day: string; readonly orders: number; readonly late: number }[];
}

/** Counts one import: all of it once it is finished, its sample before. */
export async function readImportRadar(pool: Pool, importId: string): Promise<ImportRadar | undefined> {
  const { rows: runs } = await pool.query<{ finished: boolean }>(
    'select finished_at is not null as finished from import_run where id = $1',
    [importId],
  );
  const [run] = runs;
  if (run === undefined) return undefined;
  const which = run.finished ? 'not f.sample' : 'f.sample';
  const sums = importAxes
    .map(
      (axis, index) =>
        `count(*) filter (where ${axes[axis].due})::int as due${index}, count(*) filter (where ${axes[axis].due} and ${axes[axis].good})::int as good${index},
         coalesce(bool_or(${axes[axis].needs}), false) as known${index}`,
    )
    .join(', ');
  const [counted, states, days] = await Promise.all([
    pool.query<Readonly<Record<string, number | boolean>> & { orders: number; p50: number | null; p90: number | null }>(
      `select count(*)::int as orders, ${sums},
              extract(epoch from percentile_cont(0.5) within group (order by f.shipped_at - f.paid_at)) / 3600 as p50,
              extract(epoch from percentile_cont(0.9) within group (order by f.shipped_at - f.paid_at)) / 3600 as p90
         from import_fact f where f.import_id = $1 and ${which}`,
      [importId],
    ),
    pool.query<{ state: string; orders: number }>(
      `select f.state, count(*)::int as orders from import_fact f where f.import_id = $1 and ${which} group by 1 order by 2 desc`,
      [importId],
    ),
    pool.query<{ day: string; orders: number; late: number }>(
      `select to_char(f.created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, count(*)::int as orders,
              count(*) filter (where ${axes.ON_TIME_SHIPPING.due} and (${axes.ON_TIME_SHIPPING.good}) is not true)::int as late
         from import_fact f where f.import_id = $1 and ${which} and f.created_at is not null group by 1 order by 1 desc limit 62`,
      [importId],
    ),
  ]);
  const [row] = counted.rows;
  return {
    final: run.finished,
    orders: row?.orders ?? 0,
    axes: importAxes.map((axis, index) => ({
      axis,
      indicator: axes[axis].indicator,
      good: Number(row?.[`good${index}`] ?? 0),
      due: Number(row?.[`due${index}`] ?? 0),
      supported: row?.[`known${index}`] === true,
    })),
    waitingHours: row?.p50 == null || row.p90 === null ? null : { p50: Number(row.p50), p90: Number(row.p90) },
    states: states.rows,
    days: days.rows.toReversed(),
  };
}

/** The set behind a number of a radar: `import:<id>`, `import:<id>:<axis>:due|good|bad`, `import:<id>:state:<state>`, `import:<id>:day:<day>`; over alias `o`. */
export function importSetCondition(set: string, bind: (value: unknown) => string): string | undefined {
  const [kind, importId = '', what, value] = set.split(':');
  if (kind !== 'import' || !isUuid(importId)) return undefined;
  const within = (condition: string): string =>
    `o.id in (select f.order_id from import_fact f where f.import_id = ${bind(importId)} and not f.sample and ${condition})`;
  if (what === undefined) return within('true');
  if (what === 'state') return within(`f.state = ${bind(value ?? '')}`);
  if (what === 'day') return within(`to_char(f.created_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') = ${bind(value ?? '')}`);
  const axis = importAxes.find((name) => name === what);
  if (axis === undefined) return undefined;
  const { due, good } = axes[axis];
  if (value === 'due') return within(`(${due})`);
  return within(value === 'good' ? `(${due}) and (${good})` : `(${due}) and (${good}) is not true`);
}

export async function countImportSet(pool: Pool, set: string): Promise<number | undefined> {
  const values: unknown[] = [];
  const condition = importSetCondition(set, (value) => `$${values.push(value)}`);
  if (condition === undefined) return undefined;
  return (
    (await pool.query<{ count: number }>(`select count(*)::int as count from order_twin o where ${condition}`, values)).rows[0]?.count ?? 0
  );
}

/** What such a set is, for the chip on its list. */
export function importSetMeaning(set: string): Phrase {
  const [, , what = 'ALL', value = ''] = set.split(':');
  return { code: 'IMPORT_SET', parameters: { what, value } };
}

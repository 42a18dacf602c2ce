import { arrayOfTexts, type Tx } from '@orderloom/outbox';
import type { PlatformKey } from '../application/ports.ts';
import type { HistoryRow, HistoryStore } from '../application/take-history.ts';
import { importedId, importedTwin, NO_GATE } from '../domain/imported-order.ts';
import { rowKeysOfImported } from '../domain/order-row.ts';
import { findPlatformOrders } from './fact-store.ts';
import { lineUp, takeFromLine } from './history-line.ts';
import { addSearchTerms } from './twin-store.ts';

/** All of a large import in one statement would take longer than a statement may. */
const ROWS_AT_ONCE = 5_000;

/** As the index of just these rows says it (0060): without it the search terms of all orders are read. */
const isImported = (column: string): string => `${column} like 'IM.%'`;

export const historyStore: HistoryStore = {
  lineUp,
  takeFromLine,
  findPlatformOrders,
  startRuns: async (tx, importIds, now) => {
    await tx.query('insert into import_run (id, started_at) select id, $2 from unnest($1::uuid[]) as t (id) on conflict do nothing', [
      importIds,
      now,
    ]);
  },
  forgetSample: async (tx, importId) => {
    await tx.query('delete from import_fact where import_id = $1 and sample', [importId]);
  },
  putFacts,
  putRows,
  markReal: async (tx, rows) => {
    if (rows.length === 0) return;
    await tx.query(
      `update order_twin o set version = o.version + 1, state = o.state || jsonb_build_object('importedFrom', t.import_id)
         from unnest($1::text[], $2::text[]) as t (id, import_id) where o.id = t.id`,
      [rows.map((row) => row.realId), rows.map((row) => row.importId)],
    );
  },
  finish: async (tx, importId, at) => {
    await tx.query('delete from import_fact where import_id = $1 and sample', [importId]);
    await joinMissed(tx, importId);
    await tx.query(
      'insert into import_run (id, started_at, finished_at) values ($1, $2, $2) on conflict (id) do update set finished_at = excluded.finished_at',
      [importId, at],
    );
  },
  withdraw: async (tx, importId) => {
    await tx.query(
      `delete from order_search s using order_twin o where o.imported_by = $1 and s.order_id = o.id and ${isImported('s.order_id')}`,
      [importId],
    );
    for (let gone = ROWS_AT_ONCE; gone === ROWS_AT_ONCE;) gone = await takeRowsOut(tx, importId);
    await tx.query(
      `update order_twin o set version = o.version + 1, state = o.state - 'importedFrom'
        where o.id in (select order_id from import_fact where import_id = $1) and o.state ->> 'importedFrom' = $1::text`,
      [importId],
    );
    await tx.query('delete from import_fact where import_id = $1', [importId]);
    await tx.query('delete from import_run where id = $1', [importId]);
  },
  join,
};

async function join(tx: Tx, orders: readonly (PlatformKey & { readonly importedId: string; readonly orderId: string })[]): Promise<void> {
  if (orders.length === 0) return;
  const { rows } = await tx.query<{ id: string; imported_by: string }>(
    'delete from order_twin where id = any($1) and imported_by is not null returning id, imported_by',
    [orders.map((order) => order.importedId).toSorted()],
  );
  if (rows.length === 0) return;
  const orderOf = new Map(orders.map((order) => [order.importedId, order]));
  const joined = rows.flatMap((row) => {
    const order = orderOf.get(row.id);
    return order === undefined ? [] : [{ ...order, importId: row.imported_by }];
  });
  await tx.query(`delete from order_search where order_id = any($1) and ${isImported('order_id')}`, [rows.map((row) => row.id)]);
  await tx.query(
    `update import_fact f set order_id = t.order_id from unnest($1::text[], $2::text[]) as t (imported_id, order_id)
        where f.order_id = t.imported_id and not f.sample`,
    [joined.map((one) => one.importedId), joined.map((one) => one.orderId)],
  );
  await tx.query(
    `update order_twin o set version = o.version + 1, state = o.state || jsonb_build_object('importedFrom', t.import_id)
         from unnest($1::text[], $2::text[]) as t (id, import_id) where o.id = t.id`,
    [joined.map((one) => one.orderId), joined.map((one) => one.importId)],
  );
}

/** Orders that the channel sent in the very moment in which the file's rows were written: neither saw the other's. */
async function joinMissed(tx: Tx, importId: string): Promise<void> {
  const { rows } = await tx.query<{ shop_id: string; platform_order_no: string; order_id: string; imported_id: string }>(
    `select f.shop_id, f.platform_order_no, p.order_id, f.order_id as imported_id
       from import_fact f join platform_order p using (shop_id, platform_order_no)
      where f.import_id = $1 and not f.sample and ${isImported('f.order_id')}`,
    [importId],
  );
  await join(
    tx,
    rows.map((row) => ({
      shopId: row.shop_id,
      platformOrderNo: row.platform_order_no,
      orderId: row.order_id,
      importedId: row.imported_id,
    })),
  );
}

/** Deletes some rows of an import; answers with how many. */
async function takeRowsOut(tx: Tx, importId: string): Promise<number> {
  const { rowCount } = await tx.query('delete from order_twin where id in (select id from order_twin where imported_by = $1 limit $2)', [
    importId,
    ROWS_AT_ONCE,
  ]);
  return rowCount ?? 0;
}

async function putFacts(tx: Tx, rows: readonly HistoryRow[]): Promise<void> {
  await tx.query(
    `insert into import_fact (import_id, shop_id, platform_order_no, sample, order_id, channel, state, created_at, paid_at, shipped_at, done_at,
                              promised_ship_at, refund, has_number, paid_minor, file_at)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[],
                          $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::boolean[], $15::bigint[], $16::timestamptz[])
     on conflict (import_id, shop_id, platform_order_no) do update set sample = excluded.sample, order_id = excluded.order_id, channel = excluded.channel,
       state = excluded.state, created_at = excluded.created_at, paid_at = excluded.paid_at, shipped_at = excluded.shipped_at, done_at = excluded.done_at,
       promised_ship_at = excluded.promised_ship_at, refund = excluded.refund, has_number = excluded.has_number, paid_minor = excluded.paid_minor,
       file_at = excluded.file_at
     where import_fact.sample or not excluded.sample`,
    [
      rows.map((row) => row.importId),
      rows.map((row) => row.shopId),
      rows.map((row) => row.platformOrderNo),
      rows.map((row) => row.sample),
      rows.map((row) => (row.sample ? '' : (row.realId ?? importedId(row.shopId, row.platformOrderNo)))),
      rows.map((row) => row.channel),
      rows.map((row) => row.state),
      rows.map((row) => row.createdAt ?? null),
      rows.map((row) => row.paidAt ?? null),
      rows.map((row) => row.shippedAt ?? null),
      rows.map((row) => row.doneAt ?? null),
      rows.map((row) => row.promisedShipAt ?? null),
      rows.map((row) => row.refund),
      rows.map((row) => row.trackingNumbers.length > 0),
      rows.map((row) => row.paidMinor),
      rows.map((row) => row.fileAt),
    ],
  );
}

async function putRows(tx: Tx, rows: readonly HistoryRow[], now: Date): Promise<void> {
  if (rows.length === 0) return;
  const twins = rows
    .map((row) => ({ row, twin: importedTwin(row) }))
    .toSorted((a, b) => (a.twin.id < b.twin.id ? -1 : 1))
    .map((one) => ({ ...one, keys: rowKeysOfImported(one.twin) }));
  const { rowCount: known } = await tx.query('select 1 from order_twin where id = any($1)', [twins.map(({ twin }) => twin.id)]);
  await tx.query(
    `insert into order_twin (id, version, state, channel, shop_id, status, current_gate, placed_at, updated_at, imported_by, paid_minor, paid_at, promised_at, facets)
     select id, 1, state, channel, shop_id, status, ${NO_GATE}, placed_at, $2, imported_by, paid_minor, paid_at, promised_at, facets::text[]
       from unnest($1::text[], $3::jsonb[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::uuid[], $9::bigint[], $10::timestamptz[],
                   $11::timestamptz[], $12::text[])
            as t (id, state, channel, shop_id, status, placed_at, imported_by, paid_minor, paid_at, promised_at, facets)
     ${known === 0 ? '' : REPLACE_ROW}`,
    [
      twins.map(({ twin }) => twin.id),
      now,
      twins.map(({ twin }) => JSON.stringify(twin)),
      twins.map(({ twin }) => twin.channel),
      twins.map(({ twin }) => twin.shopId),
      twins.map(({ keys }) => keys.status),
      // A file of lines has no dates: such an order stands at its payment, else at the time of its file.
      twins.map(({ row }) => row.createdAt ?? row.paidAt ?? row.fileAt),
      twins.map(({ row }) => row.importId),
      twins.map(({ row }) => row.paidMinor),
      twins.map(({ row }) => row.paidAt ?? null),
      twins.map(({ row }) => row.promisedShipAt ?? null),
      twins.map(({ keys }) => arrayOfTexts(keys.facets)),
    ],
  );
  await addSearchTerms(
    tx,
    twins.flatMap(({ twin, keys }) => keys.searchTerms.map((term) => [term, twin.id] as const)),
    { areNew: known === 0 },
  );
}

/** Most files tell of orders that no file told of before: a row that may meet another one costs a third more, so only those may that can. */
const REPLACE_ROW = `
     on conflict (id) do update set version = order_twin.version + 1, state = excluded.state, channel = excluded.channel, status = excluded.status,
       placed_at = excluded.placed_at, updated_at = excluded.updated_at, imported_by = excluded.imported_by, paid_minor = excluded.paid_minor,
       paid_at = excluded.paid_at, promised_at = excluded.promised_at, facets = excluded.facets`;

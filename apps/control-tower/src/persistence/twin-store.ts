import { arrayOfTexts, arrayOfTimes, type Tx } from '@orderloom/outbox';
import type { ChangedTwin, StoredTwin } from '../application/ports.ts';
import { emptyTwin, type TwinState } from '../domain/twin-state.ts';
import { jsons, plain } from './arrays.ts';
import { figureValues, putFigures } from './figure-store.ts';

/** The rows of these orders as they stand, unlocked. */
export async function readTwins(tx: Tx, ids: readonly string[]): Promise<Map<string, StoredTwin>> {
  if (ids.length === 0) return new Map();
  const { rows } = await tx.query<TwinFields>('select id, version, state from order_twin where id = any($1)', [arrayOfTexts(ids)]);
  return storedTwins(rows);
}

/** Locks the rows of these orders, making the missing ones, in one order for everybody. */
export async function lockTwins(tx: Tx, ids: readonly string[], now: Date): Promise<Map<string, StoredTwin>> {
  const sorted = arrayOfTexts([...ids].toSorted());
  await tx.query(
    `insert into order_twin (id, state, channel, shop_id, status, current_gate, placed_at, updated_at, version)
     select id, jsonb_build_object('id', id), '', '', 'AWAITING_PAYMENT', 1, $2, $2, 0 from unnest($1::text[]) as t (id) order by id
     on conflict (id) do nothing`,
    [sorted, now],
  );
  const { rows } = await tx.query<TwinFields>('select id, version, state from order_twin where id = any($1) order by id for update', [
    sorted,
  ]);
  return storedTwins(rows);
}

interface TwinFields {
  readonly id: string;
  readonly version: string;
  readonly state: Partial<TwinState>;
}

function storedTwins(rows: readonly TwinFields[]): Map<string, StoredTwin> {
  return new Map(rows.map((row) => [row.id, { version: BigInt(row.version), state: { ...emptyTwin(row.id), ...row.state } }]));
}

/**
 * A row goes on from the version before, or is the order's first; whoever finds another one there has to look again. What hangs on a row
 * is written after it and only with it: writers who meet at an order meet at its row. Of an order that only heard of what moves nothing
 * the version is counted, and nothing else of its row is sent, taken apart and written. A row that was made just now had no terms before.
 * Arrays are opened beside each other and not in "from", where each one of them would be laid down in a store of its own first.
 */
const SAVE = `
with t as materialized (
  select unnest($1::text[]) as id, unnest($2::bigint[]) as version, unnest($3::text[]::jsonb[]) as state, unnest($4::text[]) as channel,
         unnest($5::text[]) as shop_id, unnest($6::text[]) as status, unnest($7::smallint[]) as gate, unnest($8::timestamptz[]) as stuck_at,
         unnest($10::timestamptz[]) as placed_at, unnest($11::bigint[]) as paid_minor, unnest($12::timestamptz[]) as paid_at,
         unnest($13::timestamptz[]) as promised_at, unnest($14::timestamptz[]) as waiting_since, unnest($15::text[]) as facets),
made as (
  insert into order_twin (id, version, state, channel, shop_id, status, current_gate, stuck_at, stuck_announced, placed_at, paid_minor, paid_at,
                          promised_at, waiting_since, facets, updated_at)
  select id, version, state, channel, shop_id, status, gate, stuck_at, coalesce(stuck_at <= $9, false), placed_at, paid_minor, paid_at,
         promised_at, waiting_since, facets::text[], $9
    from t where version = 1
  on conflict (id) do nothing returning id),
moved as (
  update order_twin o set version = t.version, state = t.state, channel = t.channel, shop_id = t.shop_id, status = t.status,
         current_gate = t.gate, stuck_at = t.stuck_at, stuck_announced = coalesce(t.stuck_at <= $9, false), placed_at = t.placed_at,
         paid_minor = t.paid_minor, paid_at = t.paid_at, promised_at = t.promised_at, waiting_since = t.waiting_since,
         facets = t.facets::text[], updated_at = $9
    from t where o.id = t.id and o.version = t.version - 1 returning o.id),
heard as (
  update order_twin o set version = h.version, updated_at = $9
    from (select unnest($18::text[]) as id, unnest($19::bigint[]) as version) h
   where o.id = h.id and o.version = h.version - 1 returning o.id),
saved as materialized (select id from made union all select id from moved union all select id from heard),
named as materialized (select unnest($16::text[]) as term, unnest($17::text[]) as id),
first_terms as (insert into order_search (term, order_id) select term, id from named where id in (select id from made)),
terms as (insert into order_search (term, order_id) select term, id from named where id in (select id from moved) on conflict do nothing),
figures as (${putFigures(20, 'update', 'f.order_id in (select id from saved)')})
select id from (select id from t union all select unnest($18::text[])) as asked (id) where id not in (select id from saved)`;

/** Rows, figures and search terms in one statement. Answers with the orders whose row is no longer of the version before. */
export async function saveTwins(tx: Tx, changed: readonly ChangedTwin[], now: Date): Promise<readonly string[]> {
  if (changed.length === 0) return [];
  const all = changed.toSorted((a, b) => (a.state.id < b.state.id ? -1 : 1));
  const sorted = all.filter((twin) => twin.isSame !== true);
  const heard = all.filter((twin) => twin.isSame === true);
  const terms = sortedTerms(sorted.flatMap(({ state, newTerms = [] }) => newTerms.map((term) => [term, state.id] as const)));
  const { rows } = await tx.query<{ id: string }>(SAVE, [
    sorted.map((twin) => twin.state.id),
    plain(sorted.map((twin) => twin.version)),
    jsons(sorted.map((twin) => twin.state)),
    sorted.map((twin) => twin.state.channel),
    sorted.map((twin) => twin.state.shopId),
    sorted.map((twin) => twin.keys.status),
    plain(sorted.map((twin) => twin.keys.currentGate)),
    arrayOfTimes(sorted.map((twin) => twin.keys.stuckAt)),
    now,
    arrayOfTimes(sorted.map((twin) => twin.state.placedAt ?? now)),
    plain(sorted.map((twin) => twin.state.paidMinor)),
    arrayOfTimes(sorted.map((twin) => twin.state.paidAt)),
    arrayOfTimes(sorted.map((twin) => twin.state.promisedShipAt)),
    arrayOfTimes(sorted.map((twin) => twin.keys.waitingSince)),
    // An array inside an array of parameters: Postgres has no ragged ones, so each goes as its own text form.
    sorted.map((twin) => arrayOfTexts(twin.keys.facets)),
    terms.map(([term]) => term),
    terms.map(([, orderId]) => orderId),
    heard.map((twin) => twin.state.id),
    plain(heard.map((twin) => twin.version)),
    ...figureValues(sorted.flatMap((twin) => twin.figures ?? [])),
  ]);
  return rows.map((row) => row.id);
}

/** Terms are only added: an order stays findable by every number that it ever had. */
export async function addSearchTerms(
  tx: Tx,
  terms: readonly (readonly [term: string, orderId: string])[],
  orders: { readonly areNew: boolean } = { areNew: false },
): Promise<void> {
  if (terms.length === 0) return;
  const sorted = sortedTerms(terms);
  await tx.query(
    `insert into order_search (term, order_id) select * from unnest($1::text[], $2::text[])${orders.areNew ? '' : ' on conflict do nothing'}`,
    [sorted.map(([term]) => term), sorted.map(([, orderId]) => orderId)],
  );
}

function sortedTerms(terms: readonly (readonly [string, string])[]): readonly (readonly [term: string, orderId: string])[] {
  return terms.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : 1));
}

/** Orders whose clock ran out since the last look; each is answered once. */
export async function turnStuck(tx: Tx, now: Date, limit: number): Promise<readonly StoredTwin[]> {
  const { rows } = await tx.query<TwinFields>(
    `update order_twin set stuck_announced = true, version = version + 1
      where id in (select id from order_twin where stuck_at <= $1 and not stuck_announced and stuck_at is not null order by stuck_at limit $2 for update skip locked)
      returning id, version, state`,
    [now, limit],
  );
  return [...storedTwins(rows).values()];
}
